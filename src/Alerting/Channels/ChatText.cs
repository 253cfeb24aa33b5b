using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels;

/// <summary>A message's texts as chats show them, unescaped.</summary>
internal static class ChatText
{
    /// <summary><c>🟠 ERROR: orders-api errors</c>.</summary>
    public static string Headline(Message message) => $"{Tone.Of(message).Sign} {PlainText.Headline(message)}";

    /// <summary>The heading of one of several alerts, with its own colour and word.</summary>
    public static string Head(MessageItem item) => $"{Tone.Of(item).Sign} {item.Word}: {item.Title}";

    /// <summary>Time, latest value and trend, one line each.</summary>
    public static IEnumerable<string> Figures(MessageItem item)
    {
        yield return item.When;
        if (!string.IsNullOrEmpty(item.Numbers))
            yield return item.Numbers;
        if (!string.IsNullOrEmpty(item.Trend))
            yield return item.Trend;
    }

    public static string Facts(MessageItem item) =>
        string.Join(" · ", item.Facts.Select(fact => $"{fact.Name}: {fact.Value}"));

    public static string? More(Message message) => message.More > 0 ? $"… and {message.More} more." : null;

    /// <summary>Headline and first link, when nothing else fits.</summary>
    public static string LastResort(Message message, int max)
    {
        var link = message.FirstLink is { Url: var url } && url.Length < max / 2 ? "\n" + url : "";
        return TextCut.To(TextCut.Clean(PlainText.Headline(message)), max - link.Length) + link;
    }
}

/// <summary>The key by which services match a group's firing and resolved messages.</summary>
internal static class GroupId
{
    public static string Of(Message message) =>
        "alerting-" + Fingerprint.Of(message.GroupKey.Length > 0 ? message.GroupKey : message.Id);
}

/// <summary>The colour of a message, the same on every channel.</summary>
/// <param name="Sign">An emoji.</param>
/// <param name="Hex"><c>#rrggbb</c>, dark enough for white text.</param>
internal sealed record Tone(string Sign, string Hex)
{
    public static readonly Tone Resolved = new("🟢", "#1f7a3d");
    public static readonly Tone Ended = new("⚪", "#5f6b7a");
    public static readonly Tone Critical = new("🔴", "#a3122a");
    public static readonly Tone Error = new("🟠", "#c2410c");
    public static readonly Tone Warning = new("🟡", "#8a6100");
    public static readonly Tone Info = new("🔵", "#2b5f9e");

    public int Rgb => Convert.ToInt32(Hex[1..], 16);

    public static Tone Of(Message message) => !message.IsAllResolved ? Of(message.Severity)
        : message.HasRecovered ? Resolved : Ended;

    public static Tone Of(MessageItem item) => item.Alert.IsFiring ? Of(item.Alert.Severity)
        : item.Alert.Signal.Ending is null ? Resolved : Ended;

    private static Tone Of(Severity severity) => severity switch
    {
        Severity.Critical => Critical,
        Severity.Error => Error,
        Severity.Warning => Warning,
        _ => Info,
    };
}
