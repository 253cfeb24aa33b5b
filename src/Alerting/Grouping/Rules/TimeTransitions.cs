namespace Alerting.Grouping.Rules;

/// <summary>What time alone does: incidents end that never say so, flapping ones become stable, old ones are forgotten.</summary>
internal static class TimeTransitions
{
    /// <summary>Events come late by minutes, and seldom by more: for so long it is known of them that they are late.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    public static void Advance(GroupDraft group)
    {
        if (group.Before.WakeUp is not { } wake || wake > group.Now)
            return;
        group.RequestReview();
        foreach (var entry in group.Before.Entries)
        {
            if (entry.IsFlapping && Flapping.StableAt(entry, group) <= group.Now)
                Flapping.End(entry, group);
            else if (entry is { IsFiring: true } && entry.ResolveAt <= group.Now)
                AutoResolve.End(entry, group);
            else if (IsOver(entry, group))
                group.Remove(entry);
        }
        OverflowCounting.Expire(group);
    }

    /// <summary>The next time it has to look at the incident.</summary>
    public static DateTimeOffset? NextTransition(AlertEntry entry, GroupDraft group)
    {
        var stable = entry.IsFlapping ? Flapping.StableAt(entry, group) : (DateTimeOffset?)null;
        var expiry = entry.IsFiring ? entry.ResolveAt : null;
        return expiry is null || stable < expiry ? stable : expiry;
    }

    private static bool IsOver(AlertEntry entry, GroupDraft group) =>
        entry is { IsOpen: false, Pending: PendingNotification.None }
        && Flapping.StableAt(entry, group) <= group.Now && entry.EventAt + Memory <= group.Now;
}
