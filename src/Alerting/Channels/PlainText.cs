using System.Text;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels;

/// <summary>A message as plain text, for e-mails, SNS topics and pagers.</summary>
internal static class PlainText
{
    /// <summary><c>ERROR: orders-api errors</c>.</summary>
    public static string Headline(Message message) => $"{message.Word}: {message.Title}";

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
        Line(text, item.Numbers);
        Line(text, item.Trend is { } trend ? "Latest: " + trend : null);
        Paragraph(text, item.Description);
        Paragraph(text, item.Summary);
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
