namespace Alerting.Grouping.Rules;

/// <summary>Looks at what there is to tell, tells what is due, and says when to look again.</summary>
internal static class NotificationPlanner
{
    /// <summary>No state is so sure that nobody has to look at it: a route may be gone, a wake-up lost.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromDays(1);

    public static void NotifyDue(GroupDraft group)
    {
        if (!group.NeedsReview && !NeedsFullReview(group))
            return;
        OverflowMutes.Review(group);
        var due = DueNotifications.Of(group);
        new NotificationEmitter(group).Emit(due);
        ScheduleAll(group);
    }

    /// <summary>The last word on an incident that nobody takes over.</summary>
    public static void NotifyResolved(AlertEntry entry, GroupDraft group) =>
        new NotificationEmitter(group).Resolved([entry], entry.ReasonOverride ?? "resolved");

    /// <summary>Looks only at what the message is about, so that the cost does not grow with the group.</summary>
    private static bool NeedsFullReview(GroupDraft group)
    {
        if (group.Subject is not { } subject || group.Find(subject) is not { } entry)
            return false;
        var plan = Timing.Of(entry, group);
        if (plan.IsDue(group.Now))
            return true;
        ScheduleWake(entry, plan, group);
        if (!group.Output.HasDecided(subject))
            Reasons.Pending(entry, plan, group);
        return false;
    }

    private static void ScheduleAll(GroupDraft group)
    {
        group.WakeNever();
        var hasNothingPending = group.HasNothingOpen;
        foreach (var entry in group.Entries.ToArray())
        {
            var plan = Timing.Of(entry, group);
            hasNothingPending &= entry.Pending == PendingNotification.None;
            if (entry.IsOpen || entry.Pending != PendingNotification.None)
                ScheduleWake(entry, plan, group);
            if (entry.Fingerprint == group.Subject && !group.Output.HasDecided(group.Subject))
                Reasons.Pending(entry, plan, group);
        }
        group.WakeBy(OverflowCounting.PlanOf(group).At);
        group.WakeBy(OverflowMutes.LookAgainAt(group));
        group.WakeBy(group.State.Overflow.ResolveAt);
        if (group.HasNothingOpen)
            group.Change(group.State with { NotifiedSeverity = null });
        if (!hasNothingPending)
            return;
        group.Change(group.State with { IncidentId = null });
        group.WakeNever();
        IncidentLifecycle.Forget(group);
    }

    private static void ScheduleWake(AlertEntry entry, Plan plan, GroupDraft group)
    {
        var isHeld = entry.Pending != PendingNotification.None && plan is { IsHeld: true, Mute: null };
        var mutedBy = plan.Mute?.By;
        if (entry.Pending != PendingNotification.None && (isHeld != entry.IsHeld || mutedBy != entry.MutedBy))
            group.Put(entry with { IsHeld = isHeld, MutedBy = mutedBy });
        // It stands on record as held until now, and that is over: hours begin, and something else keeps it quiet.
        if (entry.IsHeld && mutedBy is not null && !group.Output.HasDecided(entry.Fingerprint))
            Reasons.Pending(entry, plan, group);
        // Never for this very moment: what is due now was told, and to wake for it again would be a circle.
        if (plan.At is { } at)
            group.WakeBy(at > group.Now ? at : group.Now.AddSeconds(1));
        group.WakeBy(TimeTransitions.NextTransition(entry, group));
        group.WakeBy(group.Now + Heartbeat);
    }
}
