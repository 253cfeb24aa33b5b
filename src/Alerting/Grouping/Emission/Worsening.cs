using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Grouping.Emission;

/// <summary>
/// A page that joins an incident, or a rise in severity, ends its acknowledgement or snooze: whoever answered did not know of
/// it.
/// </summary>
internal static class Worsening
{
    /// <summary>Call before the receivers are selected. Says who had answered; null if nobody had, or it is not worse.</summary>
    public static string? Apply(IReadOnlyList<AlertEntry> notified, GroupDraft group)
    {
        if (group.State.Incident is not { IsAnswered: true, By: { } by } incident || !notified.Any(IsWorse))
            return null;
        group.Change(group.State with
        {
            Incident = incident.Reopened(group.Now) with { Escalation = incident.Escalation?.Again(group.Now) },
        });
        var word = incident.State == IncidentState.Snoozed ? "Snoozed" : "Acknowledged";
        return $"{word} by {by.Name} ({AlertTimes.Clock(by.At, group.Rules.TimeZone, group.Now)}), before this.";
    }

    private static bool IsWorse(AlertEntry entry) => entry.IsFiring
        && (entry.AnsweredAs is { } known ? entry.Severity > known : entry.Severity.IsPage());
}
