using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Grouping.Schedule;

/// <summary>When to remind receivers that an alert still fires.</summary>
internal static class Reminding
{
    /// <summary>Wake-ups come once a minute.</summary>
    private static readonly TimeSpan Punctual = TimeSpan.FromMinutes(2);

    public static bool AppliesTo(AlertEntry entry) =>
        entry is { Phase: AlertPhase.Notified or AlertPhase.Flapping, IsFiring: true }
        && !entry.NotifiedReceivers.IsEmpty;

    public static Plan Of(AlertEntry entry, GroupDraft group)
    {
        if (entry.NotifiedAt is not { } notified || RepeatOf(entry, notified, group) is not var (repeat, reason))
            return Plan.Nothing;
        var due = notified + repeat;
        if (entry.GraceUntil > due)
            due = entry.GraceUntil.Value;
        // A silence, a hold or an inhibition may have delayed it.
        var passed = group.Now - notified - repeat > Punctual ? group.Now - notified : repeat;
        if (entry.Alert.Signal.NoDataSince is { } since)
        {
            reason = new Reason(ReasonCode.Reminder,
                $"Reminder: not recovered {DurationText.Of(passed)} after the last notification; " +
                $"no data since {AlertTimes.Moment(since, group.Rules.TimeZone, group.Now)}.");
        }
        else if (passed != repeat)
        {
            reason = RoutePolicy.StillFiring(passed);
        }
        if (group.Hold is not { } hours || entry.Severity.IsPage() || hours.Contains(due)
            || hours.NextOpening(due) is not { } opening)
        {
            return new Plan(due, reason);
        }
        return new Plan(opening, reason, IsHeld: true);
    }

    /// <summary>
    /// Once a day after the first, unless the route sets <c>repeat</c>: by then people know, or the alarm is forgotten.
    /// </summary>
    private static (TimeSpan After, Reason Reason)? RepeatOf(AlertEntry entry, DateTimeOffset notified,
        GroupDraft group) => notified - entry.ChangedAt >= RoutePolicy.Day
            ? group.Policy!.LaterReminders[(int)entry.Severity]
            : group.Policy!.Reminders[(int)entry.Severity];
}
