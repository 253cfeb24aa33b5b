using Alerting.Alerts;
using Alerting.Grouping.Overflow;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>Applies an alert that arrives as resolved: it ends one that fires, or the group remembers its end.</summary>
internal static class ResolvedArrival
{
    private static readonly Reason NeverNotified =
        new(ReasonCode.NeverNotified, "Suppressed: resolved, but this group never notified anyone of the alert.");

    private static readonly Reason ResolvedBefore =
        new(ReasonCode.AlreadyResolved, "Suppressed: it had already ended in this group.");

    public static void Apply(AlertArrived message, AlertEntry? known, GroupDraft group)
    {
        var alert = message.Alert;
        ClosedByHand.Ended(alert, group);
        if (known is { IsFlapping: true, IsFiring: false } && Flapping.IsOverBy(alert))
            Resolution.Apply(known, known.ResolvedAs(alert, group.Now), group);
        else if (known is { IsFiring: true } && message.IsCorrection)
            Resolution.Withdraw(known, alert, group);
        else if (known is { IsFiring: true })
            Resolution.Apply(known, known.ResolvedAs(alert, group.Now), group);
        else if (message.IsHeld && known is null && group is { Hold: not null, IsFull: false })
            TakeRecovered(alert, group);
        else if (OverflowCapacity.MayCount(alert, known, group.State))
            OverflowResolution.Resolve(alert, group);
        else if (group.Rules.AssumesNotified && known is null)
            AssumeNotified(alert, group);
        else
            RememberResolved(alert, known, group);
    }

    /// <summary>
    /// A process without stored state cannot know, and a needless resolution is better than a missing one.
    /// </summary>
    private static void AssumeNotified(Alert alert, GroupDraft group)
    {
        IncidentOpening.Apply(alert, group);
        group.Put(new AlertEntry
        {
            Alert = StoredAlert.Of(alert, group),
            Since = alert.Signal.StartsAt ?? EventOrder.TimeOf(alert, group.Now),
            IsSinceUnknown = alert.Signal.StartsAt is null,
            EventAt = EventOrder.TimeOf(alert, group.Now),
            ChangedAt = group.Now,
            Pending = PendingNotification.Resolved,
            NotifiedReceivers = [.. group.RecipientsOf(alert.Severity, []).Names],
            NotifiedSeverity = alert.Severity,
        });
    }

    /// <summary>It recovered while a group held it whose route was removed: this group's digest names it.</summary>
    private static void TakeRecovered(Alert alert, GroupDraft group)
    {
        IncidentOpening.Apply(alert, group);
        group.Put(new AlertEntry
        {
            Alert = StoredAlert.Of(alert, group),
            Since = alert.Signal.StartsAt ?? EventOrder.TimeOf(alert, group.Now),
            EventAt = EventOrder.TimeOf(alert, group.Now),
            ChangedAt = group.Now,
            Count = Math.Max(1, alert.Signal.Count),
            Pending = PendingNotification.Recovered,
            IsHeld = true,
        });
    }

    /// <summary>
    /// Records the resolution of an alert that is not firing, because its firing event may still arrive late.
    /// </summary>
    private static void RememberResolved(Alert alert, AlertEntry? known, GroupDraft group)
    {
        // Only what fired in this group has a beginning.
        group.Suppress(alert, known is not null && known.Since != default ? ResolvedBefore : NeverNotified);
        var stored = StoredAlert.Of(alert, group);
        if (known is not null)
        {
            group.Put(known with { Alert = stored, EventAt = EventOrder.TimeOf(alert, group.Now), HasMoved = false });
        }
        else if (!group.IsFull)
        {
            group.Put(new AlertEntry
                { Alert = stored, ChangedAt = group.Now, EventAt = EventOrder.TimeOf(alert, group.Now) });
        }
        group.ForgetWhenQuiet();
    }
}
