using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>Ends an incident: those who were told that it fires are to be told; where it was held, the digest says that it healed.</summary>
internal static class Resolution
{
    public static void Of(AlertEntry entry, Alert resolved, GroupDraft group, string? endReason = null)
    {
        var ended = entry with
        {
            Alert = StoredAlert.Of(resolved, group),
            IsFiring = false,
            ChangedAt = group.Now,
            EventAt = AlertArrival.TimeOf(resolved, group.Now) is var time && time > entry.EventAt ? time : entry.EventAt,
            Changes = Flapping.WithChange(entry, group),
            ReasonOverride = endReason,
            ResolveAt = null,
            Pending = PendingOf(entry, group),
        };
        ended = Flapping.Judge(ended, entry, group);
        if (ended.Pending == PendingNotification.None && !ended.IsFlapping)
        {
            var reason = entry.MutedBy is { } mute ? $"resolved while it was kept quiet: {mute}" : "resolved before anybody was told that it fires";
            group.Output.Decide(entry.Fingerprint, group.ReceiversOf(entry), DecisionAction.Suppress, reason, group.Now);
        }
        group.Put(ended);
        // The last one to end tells the end of all.
        if (group.HasNothingOpen)
            group.RequestReview();
    }

    /// <summary>It was over before it began to fire here, which says nothing of how restless it is.</summary>
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

    /// <summary>The alert as it is told when it is over: for how long it fired, and how bad it was.</summary>
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
        return entry is { Pending: PendingNotification.Firing, MutedBy: null } && Timing.Of(entry, group).IsHeld ? PendingNotification.Recovered : PendingNotification.None;
    }
}
