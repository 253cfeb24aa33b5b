using Alerting.Incidents;
using NodaTime;

namespace Alerting.Notifications;

/// <summary>Where an incident stands, in a sentence.</summary>
public static class IncidentText
{
    /// <summary>"Acknowledged by Ann (02:14 GMT) until 03:14 GMT.", "Resolved 02:20 GMT; acknowledged by Ann (02:14 GMT)."</summary>
    public static string StandOf(Incident incident, DateTimeZone zone, DateTimeOffset now) => incident.State switch
    {
        IncidentState.Acknowledged or IncidentState.Snoozed => $"{Word(incident)} by {By(incident, zone, now)}" +
            (incident.Until is { } until ? $" until {AlertTimes.Clock(until, zone, now)}." : "."),
        IncidentState.Open when incident.ReopenedText is { } why => why,
        IncidentState.Open => "Nobody is on it.",
        _ => EndOf(incident, zone, now),
    };

    public static string EndOf(Incident incident, DateTimeZone zone, DateTimeOffset now)
    {
        var end = AlertTimes.Clock(incident.EndedAt ?? now, zone, now);
        if (incident.State == IncidentState.Closed)
        {
            return $"Closed {end} by {incident.By?.Name}" +
                (incident.Comment is { Length: > 0 } why ? $": {why.TrimEnd('.')}." : ".");
        }
        return incident.By is null ? $"Resolved {end}." : $"Resolved {end}; answered by {By(incident, zone, now)}.";
    }

    private static string Word(Incident incident) =>
        incident.State == IncidentState.Snoozed ? "Snoozed" : "Acknowledged";

    private static string By(Incident incident, DateTimeZone zone, DateTimeOffset now) => incident.By is { } by
        ? $"{by.Name} ({AlertTimes.Clock(by.At, zone, now)})" : "nobody";
}
