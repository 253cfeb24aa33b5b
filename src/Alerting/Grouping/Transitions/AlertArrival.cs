using Alerting.Grouping.Overflow;
using Alerting.Grouping.Schedule;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// Applies an arriving alert. Duplicates and outdated events change nothing; otherwise the alert starts firing,
/// continues or resolves.
/// </summary>
internal static class AlertArrival
{
    public static void Apply(AlertArrived message, GroupDraft group)
    {
        var alert = message.Alert;
        group.AddSubject(alert.Fingerprint);
        var eventKey = SeenEvents.Hash(alert.Signal.EventKey);
        var known = group.Find(alert.Fingerprint);
        if (group.Before.Seen.Contains(eventKey))
        {
            // Saved before, but something after that failed: its page may have gone without the state all the same.
            if (alert.IsFiring && known is { IsFiring: true }
                && OutdatedPage.Note(known, alert, group) is var noted && noted != known)
            {
                group.Put(noted);
            }
            if (message.NotifiedReceivers.Count == 0 || !GoesOnElsewhere(message, known, group))
                ReceiverTransfer.Apply(message, group);
            return;
        }
        if (EventOrder.IsOutdated(alert, known, group.Now))
        {
            // The resolution came first; receivers that another group notified of the firing still need it.
            if (message.NotifiedReceivers.Count > 0)
                ReceiverTransfer.Apply(message, group);
            else
                OutdatedPage.Apply(alert, known, group);
            return;
        }
        if (alert.IsFiring && OpenElsewhere.TryFetch(message, known, group))
            return;
        group.MarkSeen(eventKey);
        if (message.NotifiedReceivers.Count > 0)
            group.MarkSeen(ReceiverTransfer.KeyOf(message));
        if (alert.IsFiring)
            ApplyFiring(message, known, group);
        else
            ResolvedArrival.Apply(message, known, group);
    }

    private static void ApplyFiring(AlertArrived message, AlertEntry? known, GroupDraft group)
    {
        if (message.Alert.Signal.HasNoData && NoData.TryApply(message, known, group))
            return;
        if (ClosedByHand.Suppresses(message.Alert, known, group))
            return;
        if (GoesOnElsewhere(message, known, group))
            return;
        // This group may have notified receivers that another group notifies from now on.
        if (known is not null)
            known = ReceiverTransfer.HandOver(message, known, group);
        if (known is { IsFiring: true })
        {
            Update(message, known, group);
        }
        else if (known is not null || !group.IsFull || OverflowCapacity.TryMakeRoom(message.Alert, group))
        {
            if (group.State.HasOverflow)
                known ??= OverflowCapacity.TakeBack(message.Alert, group);
            Open(message, known, group);
        }
    }

    private static bool GoesOnElsewhere(AlertArrived message, AlertEntry? known, GroupDraft group) =>
        message.FiringIn.Count > 0 && OpenElsewhere.TrySend(message, known, group);

    private static void Open(AlertArrived message, AlertEntry? known, GroupDraft group)
    {
        var (alert, now) = (message.Alert, group.Now);
        var lastIncident = group.State.Incident?.Id;
        IncidentOpening.Apply(alert, group, message.Incident);
        // Receivers notified of the last firing but not of its resolution need no second notification.
        var notified = known?.NotifiedReceivers ?? [];
        var notifiedAnywhere = notified.Union(message.NotifiedReceivers);
        var isKnown = !notified.IsEmpty && alert.Severity <= known!.NotifiedSeverity;
        var entry = (known ?? new AlertEntry { Alert = alert }) with
        {
            Alert = StoredAlert.Of(alert, group),
            IsFiring = true,
            Since = alert.StartsAt ?? now,
            EventAt = EventOrder.TimeOf(alert, now),
            ChangedAt = now,
            Count = Math.Max(1, alert.Signal.Count),
            Changes = known is null ? [now] : Flapping.WithChange(known, group),
            Pending = isKnown || IncidentMove.IsAnswered(message)
                ? PendingNotification.None : PendingNotification.Firing,
            Because = null,
            HasMoved = false,
            PagedAs = null,
            PagedAlso = known is { Pending: PendingNotification.Resolved, AllPagedAs: [_, ..] all } ? all : null,
            IsHeld = message.IsHeld || known is { IsHeld: true, Pending: PendingNotification.Recovered },
            NotifiedReceivers = [.. notifiedAnywhere],
            NotifiedSeverity = message.NotifiedReceivers.Count > 0 ? message.NotifiedSeverity : known?.NotifiedSeverity,
            NotifiedAt = message.NotifiedReceivers.Count > 0 ? message.NotifiedAt ?? now : known?.NotifiedAt,
            ExcludedReceivers = [.. message.ExcludedReceivers],
            MutedBy = message.MutedBy,
            MutedByCode = message.MutedByCode,
            MutedByName = message.MutedByName,
            MuteGrace = null,
            GraceUntil = null,
            AnsweredAs = message.AnsweredAs ?? known?.AnsweredAs,
            ResolveAt = group.Policy?.ResolveAt(alert, group.Now),
        };
        entry = OutdatedPage.Note(OutdatedPage.NoteLast(entry, lastIncident, group), alert, group);
        group.Put(known is null ? entry : Flapping.Evaluate(entry, known, group));
        if (message.Incident is not { } moved)
            return;
        IncidentMove.Join(moved, entry, group);
        // Its timers go on, too.
        group.RequestReview();
    }

    private static void Update(AlertArrived message, AlertEntry known, GroupDraft group)
    {
        var alert = message.Alert;
        var rose = alert.Severity > known.Severity && !(alert.Severity <= known.NotifiedSeverity);
        if (MuteEnd.ByChange(known, alert, group) is { } change)
            known = known.MutedAs(null) with { MuteGrace = null, Because = change };
        known = SeverityFall.Apply(known, alert, group);
        group.Put(OutdatedPage.Note(known, alert, group) with
        {
            ExcludedReceivers = message.ExcludedReceivers.Count == 0 ? [] : [.. message.ExcludedReceivers],
            Alert = StoredAlert.Of(NoData.Keep(alert, known, group.Now), group),
            GraceUntil = rose ? null : known.GraceUntil,
            EventAt = EventOrder.Latest(known, alert, group.Now),
            Count = known.Count + Math.Max(1, alert.Signal.Count),
            Pending = rose || ReceiverTransfer.IsOursToNotify(message, known, group)
                ? PendingNotification.Firing
                : known.Pending,
            NotifiedReceivers = message.NotifiedReceivers.Count == 0
                ? known.NotifiedReceivers : [.. known.NotifiedReceivers.Union(message.NotifiedReceivers)],
            ResolveAt = group.Policy?.ResolveAt(alert, group.Now),
        });
    }
}
