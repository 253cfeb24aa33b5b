using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>The colour of a message, the same on every channel.</summary>
/// <param name="Sign">An emoji.</param>
/// <param name="Hex"><c>#rrggbb</c>, dark enough for white text.</param>
internal sealed record Tone(string Sign, string Hex)
{
    public static readonly Tone Resolved = new("🟢", "#1f7a3d");
    public static readonly Tone Critical = new("🔴", "#a3122a");
    public static readonly Tone Error = new("🟠", "#c2410c");
    public static readonly Tone Warning = new("🟡", "#8a6100");
    public static readonly Tone Info = new("🔵", "#2b5f9e");

    public int Rgb => Convert.ToInt32(Hex[1..], 16);

    public static Tone Of(Message message) => message.IsAllResolved ? Resolved : Of(message.Severity);

    public static Tone Of(MessageItem item) => item.Alert.IsFiring ? Of(item.Alert.Severity) : Resolved;

    private static Tone Of(Severity severity) => severity switch
    {
        Severity.Critical => Critical,
        Severity.Error => Error,
        Severity.Warning => Warning,
        _ => Info,
    };
}
