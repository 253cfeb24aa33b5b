using System.Text;
using Alerting.Notifications;

namespace Alerting.Answers;

/// <summary>The open alerts on the page of an answer link.</summary>
internal static class AnswerAlerts
{
    public static void Write(Message? message, StringBuilder html)
    {
        if (message is null)
            return;
        html.Append("<section aria-label=\"Alerts\">");
        foreach (var item in message.Items)
            Alert(item, isAlone: message.Items.Count == 1, html);
        if (message.More > 0)
            html.Append($"<p class=\"soft\">and {message.More} more</p>");
        html.Append("</section>");
    }

    /// <summary>Since when, the numbers and their graph.</summary>
    public static void Figures(MessageItem item, StringBuilder html)
    {
        html.Append($"<p>{AnswerPage.Text(item.When)}</p>");
        if (item.Figures is { Length: > 0 } numbers)
            html.Append($"<p class=\"numbers\">{AnswerPage.Text(numbers)}</p>");
        var graph = AnswerGraph.Of(item.Alert.Signal.Measurement);
        html.Append(graph);
        if (item.Trend is { Length: > 0 } trend)
            html.Append(Soft(graph.Length > 0 ? AnswerGraph.WithoutBars(trend) : trend));
    }

    private static void Alert(MessageItem item, bool isAlone, StringBuilder html)
    {
        html.Append("<article>");
        // Of a single alert the page's head shows them.
        if (!isAlone)
        {
            html.Append($"<h2>{AnswerPage.Text($"{item.Word} {item.Title}")}</h2>");
            Figures(item, html);
        }
        if (item.About is { Length: > 0 } about)
            html.Append($"<p>{AnswerPage.Text(about)}</p>");
        Links(item, html);
        if (item.Cause is { Length: > 0 } cause)
            html.Append(Soft(cause));
        if (item.Facts.Count > 0)
        {
            html.Append("<dl>");
            foreach (var (name, value) in item.Facts)
                html.Append($"<div><dt>{AnswerPage.Text(name)}</dt> <dd>{AnswerPage.Text(value)}</dd></div>");
            html.Append("</dl>");
        }
        html.Append("</article>");
    }

    private static void Links(MessageItem item, StringBuilder html)
    {
        var links = item.Links.Where(link => IsWeb(link.Url)).ToList();
        if (links.Count == 0)
            return;
        html.Append("<p class=\"links\">");
        foreach (var link in links)
        {
            html.Append($"<a href=\"{AnswerPage.Text(link.Url)}\" rel=\"noreferrer nofollow\">")
                .Append($"{AnswerPage.Text(link.Text)}</a> ");
        }
        html.Append("</p>");
    }

    private static string Soft(string text) => $"<p class=\"soft\">{AnswerPage.Text(text)}</p>";

    private static bool IsWeb(string url) => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}
