using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>Keeps the state within the store's limit: so many incidents in detail, the others counted.</summary>
internal static class OverflowCapacity
{
    /// <summary>So many ends a message names, though all that is kept in detail is open and these are of counted ones.</summary>
    private const int NamedEnds = 3;

    /// <summary>Whether a new incident can be kept in detail; otherwise it has been counted.</summary>
    public static bool TryMakeRoom(Alert alert, GroupDraft group)
    {
        if (!group.IsFull || TryRemove(alert, group))
            return true;
        OverflowCounting.Take(alert, group);
        return false;
    }

    /// <summary>
    /// One that was counted and for which there is room now is counted no more. Null when it was not, or when nobody was
    /// told of it even as a number.
    /// </summary>
    public static AlertEntry? TakeBack(Alert alert, GroupDraft group)
    {
        if (!Knows(alert, group.State))
            return null;
        var overflow = group.State.Overflow;
        group.Change(group.State with { Overflow = overflow.Without(alert) });
        return overflow.IsNotified(alert) && group.State.NotifiedSeverity is { } notified
            ? new AlertEntry { Alert = alert, NotifiedReceivers = [.. group.Policy?.Route.To ?? []], NotifiedSeverity = notified, NotifiedAt = group.State.NotifiedAt }
            : null;
    }

    public static bool Knows(Alert alert, GroupState state)
    {
        var overflow = state.Overflow;
        return overflow.Firing > 0 && (overflow.IsNotified(alert) || overflow.IsPending(alert) || overflow.MutedWith(alert) is not null);
    }

    public static bool HasRoomForEnd(GroupDraft group)
    {
        if (TryRemoveOver(group))
            return true;
        var named = 0;
        foreach (var entry in group.Entries)
            if (!entry.IsOpen)
                named++;
        return named < NamedEnds && group.Entries.Length < GroupState.MaxEntries + NamedEnds;
    }

    /// <summary>What is over goes first. For one that is to be told, another is counted from now on.</summary>
    private static bool TryRemove(Alert alert, GroupDraft group)
    {
        if (TryRemoveOver(group))
            return true;
        if (Least(alert.Severity, group) is not { } least || group.MuteOf(alert) is not null)
            return false;
        group.Remove(least);
        OverflowCounting.Take(least, group);
        return true;
    }

    /// <summary>One that nobody is to be told of, since it is muted; otherwise the least bad of those that are less bad.</summary>
    private static AlertEntry? Least(Severity severity, GroupDraft group)
    {
        AlertEntry? least = null;
        foreach (var entry in group.Entries)
        {
            if (!entry.IsFiring)
                continue;
            if (entry is { MutedBy: not null, NotifiedReceivers.IsEmpty: true, IsFlapping: false } && group.MuteOf(entry.Alert) is not null)
                return entry;
            if (entry.Severity < severity && !(entry.Severity >= least?.Severity))
                least = entry;
        }
        return least;
    }

    private static bool TryRemoveOver(GroupDraft group)
    {
        while (group.IsFull)
        {
            if (group.State.OpenCount == group.Entries.Length || Over(group) is not { } over)
                return false;
            group.Remove(over);
        }
        return true;
    }

    private static AlertEntry? Over(GroupDraft group)
    {
        foreach (var entry in group.Entries)
            if (entry is { IsOpen: false, Pending: PendingNotification.None })
                return entry;
        return null;
    }
}
