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
    /// <summary>Says who had answered; null if nobody had, or it is not worse.</summary>
    public static string? NoteOf(IReadOnlyList<AlertEntry> notified, GroupDraft group)
    {
        if (group.State.Incident is not { IsAnswered: true, By: { } by } incident || !notified.Any(IsWorse))
            return null;
        var word = incident.State == IncidentState.Snoozed ? "Snoozed" : "Acknowledged";
        var clock = AlertTimes.Clock(by.At, group.Rules.TimeZone, group.Now);
        return $"{word} by {by.Name} ({clock}), before this.";
    }

    public static void Apply(IReadOnlyList<AlertEntry> notified, GroupDraft group)
    {
        if (group.State.Incident is { IsAnswered: true } incident && notified.Any(IsWorse))
            group.Change(group.State with { Incident = incident.Reopened(group.Now) });
    }

    private static bool IsWorse(AlertEntry entry) => entry.IsFiring
        && (entry.AnsweredAs is { } known ? entry.Severity > known : entry.Severity.IsPage());
}
