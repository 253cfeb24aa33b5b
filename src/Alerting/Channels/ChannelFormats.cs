using System.Diagnostics.CodeAnalysis;
using Alerting.Channels.Email;
using Alerting.Channels.Slack;
using Alerting.Channels.Sms;
using Alerting.Channels.Sns;

namespace Alerting.Channels;

/// <summary>The channels that can be written for.</summary>
public static class ChannelFormats
{
    private static readonly IChannelFormat[] Formats =
    [
        new SmsFormat(),
        new EmailFormat(),
        new SnsTopicFormat(),
        new SlackFormat(),
    ];

    public static IEnumerable<string> Channels => Formats.Select(format => format.Channel);

    public static bool TryFind(string channel, [NotNullWhen(true)] out IChannelFormat? format)
    {
        format = Array.Find(Formats, format => format.Channel == channel);
        return format is not null;
    }
}
