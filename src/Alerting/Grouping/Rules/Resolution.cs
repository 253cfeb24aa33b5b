using Alerting.Alerts;
using Alerting.Silencing;

namespace Alerting.Grouping.Rules;

/// <summary>Resolves alerts: notified receivers get the resolution, and the digest lists held ones as recovered.</summary>
internal static class Resolution
{
    public static readonly Reason BeforeNotified =
        new(ReasonCode.NeverNotified, "Suppressed: resolved before anyone was notified.");

    public static void Apply(AlertEntry entry, Alert resolved, GroupDraft group, Reason? reason = null)
    {
        var ended = entry with
        {
            Alert = StoredAlert.Of(resolved, group),
            IsFiring = false,
            ChangedAt = group.Now,
            EventAt = AlertArrival.TimeOf(resolved, group.Now) is var time && time > entry.EventAt ? time : entry.EventAt,
            Changes = Flapping.WithChange(entry, group),
            Because = reason,
            ResolveAt = null,
            Pending = PendingOf(entry, group),
        };
        ended = Flapping.Evaluate(ended, entry, group);
        if (ended.Pending == PendingNotification.None && !ended.IsFlapping)
        {
            group.Output.Decide(entry.Fingerprint, group.ReceiversOf(entry), DecisionAction.Suppress,
                entry.MutedBy is { } mutedBy ? MuteReasons.ResolvedWhileMuted(mutedBy) : BeforeNotified, group.Now);
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
            Alert = StoredAlert.Of(Resolved(entry, resolved, group.Now), group),
            IsFiring = false,
            IsFlapping = false,
            IsHeld = false,
            ChangedAt = group.Now,
            EventAt = AlertArrival.TimeOf(resolved, group.Now),
            ResolveAt = null,
            Pending = entry.NotifiedReceivers.IsEmpty ? PendingNotification.None : PendingNotification.Resolved,
        });
        if (entry.NotifiedReceivers.IsEmpty)
            group.Output.Decide(entry.Fingerprint, group.ReceiversOf(entry), DecisionAction.Suppress, AlertArrival.Older, group.Now);
        if (group.HasNothingOpen)
            group.RequestReview();
    }

    /// <summary>The resolved alert, with the start, count and severity of its firing.</summary>
    public static Alert Resolved(AlertEntry entry, Alert alert, DateTimeOffset now) => alert with
    {
        Severity = entry.Severity,
        Signal = alert.Signal with
        {
            Status = AlertStatus.Resolved,
            StartsAt = entry.Since,
            EndsAt = alert.Signal.EndsAt ?? (alert.IsFiring ? now : alert.Signal.OccurredAt ?? now),
            Count = entry.Count,
        },
    };

    private static PendingNotification PendingOf(AlertEntry entry, GroupDraft group)
    {
        if (!entry.NotifiedReceivers.IsEmpty)
            return PendingNotification.Resolved;
        return entry is { Pending: PendingNotification.Firing, MutedBy: null } && Timing.Of(entry, group).IsHeld
            ? PendingNotification.Recovered : PendingNotification.None;
    }
}
