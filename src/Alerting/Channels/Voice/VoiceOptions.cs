using Alerting.Channels.Sms;

namespace Alerting.Channels.Voice;

/// <summary>A phone that is called. A person may have one; nothing delivers to it yet.</summary>
internal static class VoiceOptions
{
    public static readonly ChannelOption To =
        new("to", SmsOptions.CheckPhone) { IsList = true, Sample = "+447700900123" };

    public static ChannelOptions All { get; } = new("voice", "voice call", "voice: \"+442079460000\"", [To], [To]);
}
