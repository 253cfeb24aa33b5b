using Alerting.Alerts;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Overflow;

/// <summary>
/// Decides which alerts are kept in detail and which are only counted, to stay within the store's limit.
/// </summary>
internal static class OverflowCapacity
{
    /// <summary>How many resolved overflow alerts may be kept by name beyond the limit of entries.</summary>
    private const int NamedResolutions = 3;

    /// <summary>True if a new alert can be kept in detail; otherwise it was counted.</summary>
    public static bool TryMakeRoom(Alert alert, GroupDraft group)
    {
        if (!group.IsFull || TryRemove(alert, group))
            return true;
        OverflowCounting.Count(alert, group);
        return false;
    }

    /// <summary>
    /// Removes an alert from the overflow now that there is room. Null if it was not counted, or if no notification
    /// included it in a count.
    /// </summary>
    public static AlertEntry? TakeBack(Alert alert, GroupDraft group)
    {
        if (!Counts(alert, group.State))
            return null;
        var overflow = group.State.Overflow;
        group.Change(group.State with { Overflow = overflow.Without(alert) });
        return overflow.IsNotified(alert) && group.State.NotifiedSeverity is { } notified
            ? new AlertEntry
            {
                Alert = alert,
                NotifiedReceivers = [.. group.RecipientsOf(alert.Severity, []).Names],
                NotifiedSeverity = notified,
                NotifiedAt = group.State.NotifiedAt,
            }
            : null;
    }

    public static bool Counts(Alert alert, GroupState state)
    {
        var overflow = state.Overflow;
        return overflow.Firing > 0
            && (overflow.IsNotified(alert) || overflow.IsPending(alert) || overflow.MutedWith(alert) is not null);
    }

    /// <summary>Whether it is counted, or may be one of those that are only a number.</summary>
    public static bool MayCount(Alert alert, AlertEntry? known, GroupState state) =>
        Counts(alert, state) || (known is null && state.Overflow.BeyondCapacity > 0);

    public static bool HasRoomForResolved(GroupDraft group)
    {
        if (TryRemoveResolved(group))
            return true;
        var named = 0;
        foreach (var entry in group.Entries)
        {
            if (!entry.IsOpen)
                named++;
        }
        return named < NamedResolutions && group.Entries.Length < GroupState.MaxEntries + NamedResolutions;
    }

    /// <summary>
    /// Drops resolved alerts first. For an unmuted alert, moves a muted or less severe one to the overflow.
    /// </summary>
    private static bool TryRemove(Alert alert, GroupDraft group)
    {
        if (TryRemoveResolved(group))
            return true;
        if (FindReplaceable(alert.Severity, group) is not { } replaced || group.MuteOf(alert) is not null)
            return false;
        group.Remove(replaced);
        OverflowCounting.Count(replaced, group);
        return true;
    }

    /// <summary>A muted alert that was never notified; otherwise the least severe of the less severe ones.</summary>
    private static AlertEntry? FindReplaceable(Severity severity, GroupDraft group)
    {
        AlertEntry? least = null;
        foreach (var entry in group.Entries)
        {
            if (!entry.IsFiring)
                continue;
            if (entry is { MutedBy: not null, NotifiedReceivers.IsEmpty: true, IsFlapping: false }
                && group.MuteOf(entry.Alert) is not null)
            {
                return entry;
            }
            if (entry.Severity < severity && !(entry.Severity >= least?.Severity))
                least = entry;
        }
        return least;
    }

    private static bool TryRemoveResolved(GroupDraft group)
    {
        while (group.IsFull)
        {
            if (group.State.OpenCount == group.Entries.Length || FindResolved(group) is not { } resolved)
                return false;
            group.Remove(resolved);
        }
        return true;
    }

    private static AlertEntry? FindResolved(GroupDraft group)
    {
        foreach (var entry in group.Entries)
        {
            if (entry.Phase == AlertPhase.Resolved)
                return entry;
        }
        return null;
    }
}
