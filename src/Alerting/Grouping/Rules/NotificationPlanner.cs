namespace Alerting.Grouping.Rules;

/// <summary>Emits the notifications that are due and schedules the next wake-up.</summary>
internal static class NotificationPlanner
{
    /// <summary>Wake every open group at least once a day: its route may have been removed, or a wake-up lost.</summary>
    private static readonly TimeSpan SafetyWakeUp = TimeSpan.FromDays(1);

    public static void NotifyDue(GroupDraft group)
    {
        if (!group.NeedsReview && !NeedsFullReview(group))
            return;
        OverflowMutes.Review(group);
        var due = DueNotifications.Of(group);
        new NotificationEmitter(group).Emit(due);
        ScheduleAll(group);
    }

    /// <summary>The final notification of an alert that no route matches any more.</summary>
    public static void NotifyResolved(AlertEntry entry, GroupDraft group) =>
        new NotificationEmitter(group).Resolved([entry], entry.Because ?? Timing.AllResolved);

    /// <summary>Checks only the message's subject, so the cost does not grow with the group.</summary>
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
        group.ClearWakeUp();
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
        group.WakeBy(OverflowMutes.ReviewAt(group));
        group.WakeBy(group.State.Overflow.ResolveAt);
        if (group.HasNothingOpen)
            group.Change(group.State with { NotifiedSeverity = null });
        if (!hasNothingPending)
            return;
        group.Change(group.State with { IncidentId = null });
        group.ClearWakeUp();
        IncidentLifecycle.ScheduleExpiry(group);
    }

    private static void ScheduleWake(AlertEntry entry, Plan plan, GroupDraft group)
    {
        var isHeld = entry.Pending != PendingNotification.None && plan is { IsHeld: true, Mute: null };
        var mutedBy = plan.Mute?.Reason.Text;
        if (entry.Pending != PendingNotification.None && (isHeld != entry.IsHeld || mutedBy != entry.MutedBy))
            group.Put(entry with { IsHeld = isHeld, MutedBy = mutedBy });
        // The hold ended but the alert is muted now, so record that.
        if (entry.IsHeld && mutedBy is not null && !group.Output.HasDecided(entry.Fingerprint))
            Reasons.Pending(entry, plan, group);
        // Never wake at this very moment: what is due now was just sent, so that would loop.
        if (plan.At is { } at)
            group.WakeBy(at > group.Now ? at : group.Now.AddSeconds(1));
        group.WakeBy(TimeTransitions.NextTransition(entry, group));
        group.WakeBy(group.Now + SafetyWakeUp);
    }
}
