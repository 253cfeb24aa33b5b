using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>The sentences of a message as chats show them, still plain; each channel escapes them in its own way.</summary>
internal static class ChatText
{
    /// <summary><c>🟠 ERROR: orders-api errors</c>.</summary>
    public static string Headline(Message message) => $"{Tone.Of(message).Sign} {PlainText.Headline(message)}";

    /// <summary>The item's name where there are several: with its own colour and, where they differ, its own word.</summary>
    public static string Head(MessageItem item) => $"{Tone.Of(item).Sign} {item.Word}: {item.Title}";

    /// <summary>When, how much, and how it went, a line each.</summary>
    public static IEnumerable<string> Figures(MessageItem item)
    {
        yield return item.When;
        if (!string.IsNullOrEmpty(item.Numbers))
            yield return item.Numbers;
        if (!string.IsNullOrEmpty(item.Trend))
            yield return item.Trend;
    }

    /// <summary>All facts in one line.</summary>
    public static string Facts(MessageItem item) => string.Join(" · ", item.Facts.Select(fact => $"{fact.Name}: {fact.Value}"));

    public static string? More(Message message) => message.More > 0 ? $"… and {message.More} more." : null;

    /// <summary>A headline, when, and where to look: what is left when nothing else fits.</summary>
    public static string LastResort(Message message, int max)
    {
        var link = message.FirstLink is { Url: var url } && url.Length < max / 2 ? "\n" + url : "";
        return TextCut.To(TextCut.Clean(PlainText.Headline(message)), max - link.Length) + link;
    }
}

/// <summary>The key by which services hold messages about one group together: the same for its alert and for its end.</summary>
internal static class GroupId
{
    public static string Of(Message message) =>
        "alerting-" + Fingerprint.Of(message.GroupKey.Length > 0 ? message.GroupKey : message.Id);
}
