using Alerting.Alerts;
using Alerting.Grouping.Schedule;
using Alerting.Grouping.Storage;
using Alerting.Silencing;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// Resolves alerts: notified receivers get the resolution, and the digest lists held ones as recovered.
/// </summary>
internal static class Resolution
{
    public static void Apply(AlertEntry entry, Alert resolved, GroupDraft group, Reason? reason = null)
    {
        var ended = entry with
        {
            Alert = StoredAlert.Of(resolved, group),
            IsFiring = false,
            ChangedAt = group.Now,
            EventAt = EventOrder.Latest(entry, resolved, group.Now),
            Changes = Flapping.WithEnd(entry, resolved, group),
            Because = reason ?? resolved.Signal.Ending?.Reason,
            ResolveAt = null,
            Pending = PendingOf(entry, group),
        };
        ended = Flapping.IsOverBy(resolved) ? Flapping.Over(ended) : Flapping.Evaluate(ended, entry, group);
        if (ended.Pending == PendingNotification.None && !ended.IsFlapping)
        {
            group.Output.Decide(entry.Fingerprint, group.ReceiversOf(entry), DecisionAction.Suppress,
                WhyUnnotified(entry, group), group.Now);
        }
        group.Put(ended);
        // The last resolution sends all pending ones.
        if (group.HasNothingOpen)
            group.RequestReview();
    }

    /// <summary>A newer resolved event corrects a late firing one, so this does not count towards flapping.</summary>
    public static void Withdraw(AlertEntry entry, Alert resolved, GroupDraft group)
    {
        group.Put(entry with
        {
            Alert = StoredAlert.Of(entry.ResolvedAs(resolved, group.Now), group),
            IsFiring = false,
            IsFlapping = false,
            IsHeld = false,
            ChangedAt = group.Now,
            EventAt = EventOrder.TimeOf(resolved, group.Now),
            ResolveAt = null,
            Pending = entry.NotifiedReceivers.IsEmpty ? PendingNotification.None : PendingNotification.Resolved,
        });
        if (entry.NotifiedReceivers.IsEmpty)
        {
            group.Output.Decide(entry.Fingerprint, group.ReceiversOf(entry), DecisionAction.Suppress, Suppression.Older,
                group.Now);
        }
        if (group.HasNothingOpen)
            group.RequestReview();
    }

    private static Reason WhyUnnotified(AlertEntry entry, GroupDraft group) => entry switch
    {
        { Mute: { } mute } => MuteReasons.ResolvedWhileMuted(mute),
        { GraceUntil: not null } => MuteReasons.ResolvedInGrace,
        _ => group.Policy is { Route: { IsNull: true } route }
            ? Suppression.ByNullRoute(route) : Suppression.BeforeNotified,
    };

    private static PendingNotification PendingOf(AlertEntry entry, GroupDraft group)
    {
        if (!entry.NotifiedReceivers.IsEmpty)
            return PendingNotification.Resolved;
        return entry is { Pending: PendingNotification.Firing, MutedBy: null } && Timing.IsHeld(entry, group)
            ? PendingNotification.Recovered : PendingNotification.None;
    }
}
