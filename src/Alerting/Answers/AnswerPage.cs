using System.Net;
using System.Text;
using Alerting.Notifications;

namespace Alerting.Answers;

/// <summary>The page behind an answer link, for a phone at night: what, since when, who is on it, and what to press.</summary>
internal static class AnswerPage
{
    private const int MaxTimeline = 100;

    public static string OfSentence(string heading, string text) =>
        Whole(heading, $"<h1>{Text(heading)}</h1><p>{Text(text)}</p>");

    /// <param name="nonce">For the form.</param>
    public static string Of(IncidentView view, string nonce)
    {
        var html = new StringBuilder();
        Head(view, html);
        if (!view.Incident.IsOver)
            AnswerButtons.Write(view, nonce, html);
        var items = view.Message?.Items ?? [];
        foreach (var item in items)
            Alert(item, isAlone: items.Count == 1, html);
        if (view.Message is { More: > 0 } more)
            html.Append($"<p class=\"soft\">and {more.More} more</p>");
        Timeline(view, html);
        return Whole($"Incident {view.Incident.Code}", html.ToString());
    }

    private static void Head(IncidentView view, StringBuilder html)
    {
        var (incident, now) = (view.Incident, view.Now);
        var word = incident.IsOver ? "over" : incident.IsAnswered ? "answered" : "open";
        html.Append($"<p class=\"soft\">Incident {Text(incident.Code)}, open since ")
            .Append($"{Text(AlertTimes.Moment(incident.OpenedAt, view.Zone, now))}</p>");
        if (view.Message is { } message)
            html.Append($"<h1>{Text($"{message.Severity.ToString().ToUpperInvariant()} {message.Title}")}</h1>");
        else
            html.Append($"<h1>Incident {Text(incident.Code)} is over</h1>");
        html.Append($"<p class=\"status {word}\" role=\"status\">")
            .Append(Text(IncidentText.StandOf(incident, view.Zone, now)))
            .Append(view.IsRecording ? " Your answer was sent; reload in a few seconds to see it here." : "")
            .Append("</p>");
    }

    private static void Alert(MessageItem item, bool isAlone, StringBuilder html)
    {
        html.Append("<article>");
        // Of a single alert it is the page's heading.
        if (!isAlone)
            html.Append($"<h2>{Text($"{item.Word} {item.Title}")}</h2>");
        html.Append($"<p>{Text(item.When)}</p>");
        foreach (var text in new[] { item.Figures, item.Trend, item.About, item.Cause })
        {
            if (!string.IsNullOrEmpty(text))
                html.Append($"<p>{Text(text)}</p>");
        }
        foreach (var link in item.Links.Where(link => IsWeb(link.Url)))
            html.Append($"<a href=\"{Text(link.Url)}\" rel=\"noreferrer nofollow\">{Text(link.Text)}</a>");
        var facts = string.Join(", ", item.Facts.Select(fact => $"{fact.Name} {fact.Value}"));
        html.Append($"<p class=\"soft\">{Text(facts)}</p></article>");
    }

    private static void Timeline(IncidentView view, StringBuilder html)
    {
        if (view.Timeline.Count == 0)
            return;
        html.Append("<h2>Timeline</h2><ol>");
        foreach (var entry in view.Timeline.Reverse().Take(MaxTimeline))
        {
            html.Append($"<li><span class=\"soft\">{Text(AlertTimes.Clock(entry.At, view.Zone, view.Now))}</span> ")
                .Append($"{Text(entry.Text)}</li>");
        }
        html.Append("</ol>");
    }

    private static bool IsWeb(string url) => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static string Whole(string title, string main) => $"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>{Text(title)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex, nofollow, noarchive"><meta name="referrer" content="no-referrer">
        <style>{AnswerStyle.Css}</style></head><body><main>{main}</main></body></html>
        """;

    internal static string Text(string text) => WebUtility.HtmlEncode(text);
}
