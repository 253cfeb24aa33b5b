using Alerting.Grouping.Overflow;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>Changes caused by time alone: auto-resolve, the end of flapping, and removal of old entries.</summary>
internal static class TimeTransitions
{
    /// <summary>
    /// Late events rarely come more than minutes late; a resolved alert is kept this long to recognise them.
    /// </summary>
    private static readonly TimeSpan LateEventWindow = TimeSpan.FromHours(1);

    /// <summary>Call when the group's timer ran out.</summary>
    public static void Advance(GroupDraft group)
    {
        group.RequestReview();
        foreach (var entry in group.Before.Entries)
        {
            if (entry.IsFlapping && group.IsOver(Flapping.EndsAt(entry, group)))
                Flapping.End(entry, group);
            else if (entry is { IsFiring: true } && group.IsOver(entry.ResolveAt))
                AutoResolve.Resolve(entry, group);
            else if (IsForgettable(entry, group))
                group.Remove(entry);
        }
        OverflowResolution.Expire(group);
    }

    private static bool IsForgettable(AlertEntry entry, GroupDraft group) =>
        entry.Phase == AlertPhase.Resolved && group.State.Closed?.Contains(entry.Alert) != true
        && Flapping.ChangesExpireAt(entry, group) <= group.Now && entry.EventAt + LateEventWindow <= group.Now;
}
