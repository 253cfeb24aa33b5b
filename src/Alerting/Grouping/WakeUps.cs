using Alerting.Grouping.Overflow;
using Alerting.Grouping.Schedule;
using Alerting.Grouping.Storage;
using Alerting.Grouping.Transitions;

namespace Alerting.Grouping;

/// <summary>Ends a step: marks what is held or muted, says why it waits, and sets the group's next wake-up.</summary>
internal static class WakeUps
{
    /// <summary>
    /// Wake every open group at least once a day: its route may have been removed, or a wake-up lost.
    /// </summary>
    private static readonly TimeSpan SafetyWakeUp = TimeSpan.FromDays(1);

    /// <summary>For a step that concerns only one alert, so the cost does not grow with the group.</summary>
    public static void Keep(AlertEntry subject, Plan plan, GroupDraft group)
    {
        Wait(subject, plan, group);
        Explain(subject, plan, group);
    }

    /// <summary>For a step that concerns the whole group.</summary>
    public static void Renew(IReadOnlyList<PlannedAlert> plans, GroupDraft group)
    {
        group.ClearWakeUp();
        var hasNothingPending = group.HasNothingOpen;
        foreach (var (entry, plan) in plans)
        {
            hasNothingPending &= entry.Pending == PendingNotification.None;
            if (entry.Phase != AlertPhase.Resolved)
                Wait(entry, plan, group);
            if (group.IsSubject(entry.Fingerprint))
                Explain(entry, plan, group);
        }
        if (group.State.HasOverflow)
        {
            group.WakeBy(OverflowPlan.Of(group).At);
            group.WakeBy(OverflowMutes.ReviewAt(group));
        }
        group.WakeBy(group.State.Overflow.ResolveAt);
        group.WakeBy(group.State.Incident?.ReopensAt);
        if (group.HasNothingOpen)
            group.Change(group.State with { NotifiedSeverity = null });
        if (hasNothingPending)
            Rest(group);
    }

    /// <summary>Nothing fires and nothing is pending: the incident is over.</summary>
    private static void Rest(GroupDraft group)
    {
        group.Change(group.State with
            { IncidentId = null, Incident = group.State.Incident?.Resolved(group.Now) });
        group.ClearWakeUp();
        group.ForgetWhenQuiet();
    }

    private static void Wait(AlertEntry entry, Plan plan, GroupDraft group)
    {
        var isHeld = entry.Pending != PendingNotification.None && plan is { IsHeld: true, Mute: null };
        var mutedBy = plan.Mute?.Reason.Text;
        if (entry.Pending != PendingNotification.None && (isHeld != entry.IsHeld || mutedBy != entry.MutedBy))
            group.Put(Muted(entry, plan, group) with { IsHeld = isHeld });
        // It was to be notified, at once or after a wait or a hold, but is muted now.
        if (entry is { MutedBy: null, Pending: not PendingNotification.None } && mutedBy is not null)
            Explain(entry, plan, group);
        // A reminder waits as well once the inhibition ended.
        if (entry.Phase == AlertPhase.Notified && plan.Mute is { Grace: var grace, ReviewAt: var review }
            && grace > TimeSpan.Zero)
        {
            group.Put(entry with { GraceUntil = review + grace });
        }
        // Never wake at this very moment: what is due now was just sent, so that would loop.
        if (plan is { At: { } look, Mute: { Inhibitor: not null } inhibition })
            group.ReviewBy(look, entry.Fingerprint, inhibition);
        else if (plan.At is { } at)
            group.WakeBy(at > group.Now || group.LeavesToWakeUp(entry) ? at : group.Now.AddSeconds(1));
        if (entry.IsFlapping)
            group.WakeBy(Flapping.EndsAt(entry, group));
        if (entry.IsFiring)
            group.WakeBy(entry.ResolveAt);
        group.WakeBy(group.Now + SafetyWakeUp);
    }

    /// <summary>An alert that was muted remembers why it is notified now, even if that waits.</summary>
    private static AlertEntry Muted(AlertEntry entry, Plan plan, GroupDraft group) => plan.Mute is { } mute
        ? entry.MutedAs(mute) with { MuteGrace = mute.Grace, GraceUntil = null }
        : entry.MutedAs(null) with
        {
            MuteGrace = null,
            GraceUntil = plan.IsGrace ? plan.At : null,
            Because = entry.Pending == PendingNotification.Firing ? Timing.KnownReason(entry, group) : entry.Because,
        };

    private static void Explain(AlertEntry entry, Plan plan, GroupDraft group)
    {
        if (!group.Output.HasDecided(entry.Fingerprint))
            PendingReasons.Decide(entry, plan, group);
    }
}
