using Alerting.Alerts;
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
    private static readonly Reason NeverNotified =
        new(ReasonCode.NeverNotified, "Suppressed: resolved, but this group never notified anyone of the alert.");

    private static readonly Reason ResolvedBefore =
        new(ReasonCode.AlreadyResolved, "Suppressed: it had already ended in this group.");

    public static void Apply(AlertArrived message, GroupDraft group)
    {
        var alert = message.Alert;
        group.AddSubject(alert.Fingerprint);
        var eventKey = SeenEvents.Hash(alert.Signal.EventKey);
        var known = group.Find(alert.Fingerprint);
        if (group.Before.Seen.Contains(eventKey))
        {
            if (message.NotifiedReceivers.Count == 0 || !OpenElsewhere.TrySend(message, known, group))
                ReceiverTransfer.Apply(message, group);
            return;
        }
        if (EventOrder.IsOutdated(alert, known, group.Now))
        {
            // The resolution came first; receivers that another group notified of the firing still need it.
            if (message.NotifiedReceivers.Count > 0)
                ReceiverTransfer.Apply(message, group);
            else
                group.Suppress(alert, Suppression.Older);
            return;
        }
        group.MarkSeen(eventKey);
        if (message.NotifiedReceivers.Count > 0)
            group.MarkSeen(ReceiverTransfer.KeyOf(message));
        if (alert.IsFiring)
            ApplyFiring(message, known, group);
        else
            ApplyResolved(message, known, group);
    }

    private static void ApplyFiring(AlertArrived message, AlertEntry? known, GroupDraft group)
    {
        if (message.Alert.Signal.HasNoData && NoData.TryApply(message, known, group))
            return;
        if (OpenElsewhere.TrySend(message, known, group))
            return;
        // This group may have notified receivers that another group notifies from now on.
        if (known is not null)
            known = ReceiverTransfer.HandOver(message, known, group);
        if (known is { IsFiring: true })
            Update(message, known, group);
        else if (known is not null || !group.IsFull || OverflowCapacity.TryMakeRoom(message.Alert, group))
            Open(message, known ?? (group.HasOverflow ? OverflowCapacity.TakeBack(message.Alert, group) : null), group);
    }

    private static void Open(AlertArrived message, AlertEntry? known, GroupDraft group)
    {
        var (alert, now) = (message.Alert, group.Now);
        IncidentOpening.Apply(alert, group);
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
            Changes = Flapping.WithChange(known, group),
            Pending = isKnown ? PendingNotification.None : PendingNotification.Firing,
            Because = null,
            HasMoved = false,
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
            ResolveAt = Deadlines.ResolveAt(alert, group),
        };
        group.Put(Flapping.Evaluate(entry, known, group));
    }

    private static void Update(AlertArrived message, AlertEntry known, GroupDraft group)
    {
        var alert = message.Alert;
        var rose = alert.Severity > known.Severity && !(alert.Severity <= known.NotifiedSeverity);
        if (MuteEnd.ByChange(known, alert, group) is { } change)
            known = known.MutedAs(null) with { MuteGrace = null, Because = change };
        known = SeverityFall.Apply(known, alert, group);
        group.Put(known with
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
            ResolveAt = Deadlines.ResolveAt(alert, group),
        });
    }

    private static void ApplyResolved(AlertArrived message, AlertEntry? known, GroupDraft group)
    {
        var alert = message.Alert;
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
            NotifiedReceivers = [.. group.Policy?.Route.To ?? []],
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
        Deadlines.ScheduleExpiry(group);
    }
}
