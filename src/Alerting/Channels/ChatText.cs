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
