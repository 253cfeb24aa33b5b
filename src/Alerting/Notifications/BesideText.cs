using Alerting.Alerts;
using Alerting.Incidents;
using Alerting.Text;

namespace Alerting.Notifications;

/// <summary>Adds what comes beside a page to the first alert of its message.</summary>
internal static class BesideText
{
    private const int LongestLink = 60;

    /// <param name="safe">Takes secrets and links from a text that may quote an alert or a log.</param>
    /// <param name="links">Makes the link to an incident; null where people cannot answer by a link.</param>
    public static MessageItem Add(
        MessageItem item, BesideNote note, Func<string, string> safe, Func<RelatedIncident, string?> links)
    {
        Fact[] facts = [.. note.Content.Facts.Select(fact => fact with { Value = safe(fact.Value) })];
        Link[] added = [.. note.Content.Links, .. note.Content.Incidents
            .Select(each => links(each) is { } url ? LinkTo(each, url, safe) : null).OfType<Link>()];
        return note.IsEdit
            ? item with { Facts = [.. facts, .. item.Facts], Links = [.. item.Links, .. added] }
            // The message before it says the rest.
            : item with
            {
                Facts = facts, Links = [.. item.Links, .. added], Trend = null, Description = null, Summary = null,
                Samples = [], Problems = [],
            };
    }

    /// <summary><c>#k7f orders-api latency</c></summary>
    private static Link LinkTo(RelatedIncident incident, string url, Func<string, string> safe) => new(
        TextCut.Line($"{IncidentCode.Of(incident.IncidentId)} {safe(incident.Text)}", LongestLink), url);
}
