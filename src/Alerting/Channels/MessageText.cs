using System.Text;
using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels;

/// <summary>A message as plain text, for e-mails, SNS topics and pagers.</summary>
internal static class PlainText
{
    /// <summary><c>ERROR: orders-api errors</c>.</summary>
    public static string Headline(Message message) => message.OwnTitle ?? $"{message.Word}: {message.Headline}";

    public static string Of(Message message)
    {
        var text = new StringBuilder();
        Line(text, Headline(message));
        Line(text, message.Note);
        foreach (var item in message.Items)
        {
            text.Append('\n');
            if (message.Items.Count > 1)
                Line(text, $"{item.Word}: {item.Title}");
            Item(text, item);
        }
        if (ChatText.More(message) is { } more)
            Line(text, "\n" + more);
        return TextCut.Clean(text.ToString()).TrimEnd();
    }

    private static void Item(StringBuilder text, MessageItem item)
    {
        Line(text, item.When);
        Line(text, item.Figures);
        Line(text, item.Trend is { } trend ? "Latest: " + trend : null);
        Paragraph(text, item.About);
        Paragraph(text, item.Cause);
        if (item.Facts.Count > 0)
            text.Append('\n');
        foreach (var fact in item.Facts)
            Line(text, $"{fact.Name}: {fact.Value}");
        foreach (var sample in item.Samples)
            Paragraph(text, sample);
        if (item.Links.Count > 0)
            text.Append('\n');
        foreach (var link in item.Links)
            Line(text, $"{link.Text}: {link.Url}");
        foreach (var problem in item.Problems)
            Paragraph(text, "Note: " + problem);
    }

    private static void Line(StringBuilder text, string? line)
    {
        if (!string.IsNullOrEmpty(line))
            text.Append(line).Append('\n');
    }

    private static void Paragraph(StringBuilder text, string? paragraph)
    {
        if (!string.IsNullOrEmpty(paragraph))
            text.Append('\n').Append(paragraph).Append('\n');
    }
}

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
        if (item.When.Length > 0)
            yield return item.When;
        if (!string.IsNullOrEmpty(item.Figures))
            yield return item.Figures;
        if (!string.IsNullOrEmpty(item.Trend))
            yield return item.Trend;
    }

    public static string Facts(MessageItem item) =>
        string.Join(" · ", item.Facts.Select(fact => $"{fact.Name}: {fact.Value}"));

    /// <summary><c>… and 455 more.</c> A digest says how many of them fire.</summary>
    public static string? More(Message message)
    {
        if (message.More <= 0)
            return null;
        var more = $"… and {message.More} more";
        if (message.Kind != NotificationKind.Digest)
            return more + ".";
        var firing = Math.Clamp(
            message.FiringCount - message.Items.Count(item => item.Alert.IsFiring), 0, message.More);
        return (firing, message.More - firing) switch
        {
            (_, 0) => $"{more}, still firing.",
            (0, _) => $"{more}, recovered.",
            var (_, recovered) => $"{more}: {firing} still firing, {recovered} recovered.",
        };
    }

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

/// <summary>The key of an incident in services that have incidents or name threads.</summary>
internal static class IncidentKey
{
    public static string Of(Message message) =>
        IncidentIds.IsKey(message.IncidentId) ? Of(message.IncidentId) : GroupId.Of(message);

    public static string Of(string incidentId) => "alerting-" + Fingerprint.Of(incidentId);
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
