using System.Net;
using System.Text;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.Text;

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
        Status(view, html);
        if (!view.Incident.IsOver)
            AnswerButtons.Write(view, nonce, html);
        AnswerAlerts.Write(view.Message, html);
        Timeline(view, html);
        return Whole($"Incident {view.Incident.Code}", html.ToString());
    }

    private static void Head(IncidentView view, StringBuilder html)
    {
        var (incident, message, now) = (view.Incident, view.Message, view.Now);
        var severity = message is null ? "over" : message.Severity.ToString().ToLowerInvariant();
        html.Append($"<header class=\"{severity}\"><p class=\"soft\">Incident {Text(incident.Code)}, ")
            .Append(incident.IsOver ? "opened " : "open since ")
            .Append($"{Text(AlertTimes.Moment(incident.OpenedAt, view.Zone, now))}")
            .Append(incident.IsOver || now - incident.OpenedAt < TimeSpan.FromMinutes(1) ? ""
                : $" ({Text(DurationText.Of(now - incident.OpenedAt))})").Append("</p>");
        if (message is not null)
            html.Append($"<h1>{Text($"{message.Severity.ToString().ToUpperInvariant()} {message.Title}")}</h1>");
        else
            html.Append($"<h1>Incident {Text(incident.Code)} is over</h1>");
        if (message?.Items is [var only])
            AnswerAlerts.Figures(only, html);
        else if (message is null && Names(view) is { Length: > 0 } names)
            html.Append($"<p>{Text(names)}</p>");
        html.Append("</header>");
    }

    private static void Status(IncidentView view, StringBuilder html)
    {
        var incident = view.Incident;
        var word = incident.IsOver ? "over" : incident.IsAnswered ? "answered" : "open";
        html.Append($"<p class=\"status {word}\" role=\"status\"><strong>")
            .Append(Text(IncidentText.StandOf(incident, view.Zone, view.Now))).Append("</strong>");
        if (view.IsRecording)
            html.Append(" Your answer was sent and will show here in a few seconds. <a href=\"?\">Reload</a>");
        else if (incident.State == IncidentState.Open && view.Asked is { } asked)
            html.Append($" {Text(asked)}");
        html.Append("</p>");
    }

    private static void Timeline(IncidentView view, StringBuilder html)
    {
        if (view.Timeline.Count == 0)
            return;
        html.Append("<section aria-labelledby=\"timeline\"><h2 id=\"timeline\">Timeline</h2><ol>");
        foreach (var entry in view.Timeline.Reverse().Take(MaxTimeline))
        {
            var kind = entry.Kind == TimelineKind.Answer ? " class=\"answer\"" : "";
            html.Append($"<li{kind}><time>{Text(AlertTimes.Clock(entry.At, view.Zone, view.Now))}</time> ")
                .Append($"<span>{Text(entry.Text)}</span></li>");
        }
        html.Append("</ol>");
        if (view.Timeline.Count > MaxTimeline)
            html.Append($"<p class=\"soft\">and {view.Timeline.Count - MaxTimeline} earlier</p>");
        html.Append("</section>");
    }

    /// <summary>What it was about: of what is over only the timeline is left.</summary>
    private static string Names(IncidentView view) => string.Join(", ",
        view.Timeline.Select(entry => entry.Alert).OfType<string>().Distinct(StringComparer.Ordinal).Take(3));

    private static string Whole(string title, string main) => $"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>{Text(title)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex, nofollow, noarchive"><meta name="referrer" content="no-referrer">
        <link rel="icon" href="data:,"><style>{AnswerStyle.Css}</style></head><body><main>{main}</main></body></html>
        """;

    internal static string Text(string text) => WebUtility.HtmlEncode(text);
}
