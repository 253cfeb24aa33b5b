using Alerting.Alerts;
using Alerting.Grouping.Schedule;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Overflow;

/// <summary>
/// When the alerts are notified that a group only counts: all of them with the most severe one known by name.
/// </summary>
internal static class OverflowPlan
{
    public static readonly Reason Counted =
        new(ReasonCode.Counted, "Too many alerts in the group to list each; the rest are counted.");

    public static Plan Of(GroupDraft group)
    {
        if (group.State.Overflow.PendingCount == 0 || group.Policy is not { } policy)
            return Plan.Nothing;
        if (NamedPending(group) is [var mostSevere, ..])
            return Timing.Of(mostSevere, group);
        var next = group.State.NotifiedSeverity is null
            ? group.State.OpenedAt + policy.Route.WaitFor(Severity.Warning)
            : group.State.NotifiedAt + policy.Route.Interval;
        var due = next > group.Now && !group.Rules.CannotWait ? next.Value : group.Now;
        return group.Hold is { } hours && !hours.Contains(due)
            ? new Plan(hours.NextOpening(due), Counted, IsHeld: true)
            : new Plan(due, Counted);
    }

    /// <summary>The pending examples, as entries.</summary>
    public static IReadOnlyList<AlertEntry> NamedPending(GroupDraft group)
    {
        var overflow = group.State.Overflow;
        return [.. overflow.Examples.Where(overflow.IsPending).Select(example => EntryOf(example, group))];
    }

    /// <summary>The entry it would have if there were room.</summary>
    public static AlertEntry EntryOf(Alert firing, GroupDraft group) => new()
    {
        Alert = firing,
        IsFiring = true,
        Pending = PendingNotification.Firing,
        Since = firing.StartsAt ?? group.Now,
        Count = Math.Max(1, firing.Signal.Count),
    };
}
