using Alerting.Alerts;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Schedule;

/// <summary>Delays everything but pages until the route's interval begins.</summary>
internal static class Holding
{
    /// <param name="now">When it is decided: now, or when a grace ends.</param>
    public static Plan Apply(Plan plan, AlertEntry entry, GroupDraft group, DateTimeOffset now)
    {
        if (group.Hold is not { } hours || plan.At is not { } due || IsPage(entry))
            return plan;
        var isOpen = hours.Contains(now);
        if (entry.IsHeld && isOpen)
            return new Plan(now, group.Policy!.HoldReleased, IsHeld: true);
        if (hours.Contains(due) && !entry.IsHeld)
            return plan;
        // Do not hold an alert until the next interval only because this one ends during its wait for others.
        if (isOpen)
        {
            return new Plan(now, new Reason(
                ReasonCode.HoldAhead, $"Sent at once: {hours.Name} ends before the wait is over."));
        }
        return hours.NextOpening(due) is { } opening ? new Plan(opening, group.Policy!.Held, IsHeld: true) : plan;
    }

    /// <summary>A receiver that was paged gets the resolution at any hour, too.</summary>
    private static bool IsPage(AlertEntry entry) =>
        (entry.Pending == PendingNotification.Resolved
            ? entry.NotifiedSeverity ?? entry.Severity
            : entry.Severity).IsPage();
}
