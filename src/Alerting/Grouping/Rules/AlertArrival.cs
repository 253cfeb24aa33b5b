using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>
/// Takes an alert in. One that was seen before, or that is older than what is known, changes nothing; otherwise the incident
/// begins to fire, goes on, or ends.
/// </summary>
internal static class AlertArrival
{
    public const string SeenBefore = "this event was taken in before";
    public const string Older = "older than what is known of it, so it changes nothing";
    private const string Unknown = "resolved, and this group told nobody that it fires";

    public static void Take(AlertArrived message, GroupDraft group)
    {
        var alert = message.Alert;
        group.Subject = alert.Fingerprint;
        var eventKey = SeenEvents.Hash(alert.Signal.EventKey);
        if (group.Before.Seen.Contains(eventKey))
        {
            ReceiverTransfer.Take(message, group);
            return;
        }
        var known = group.Find(alert.Fingerprint);
        if (IsOlder(alert, known, group.Now))
        {
            // Its end came first; those who were told elsewhere that it fires are owed it.
            if (message.NotifiedReceivers.Count > 0)
                ReceiverTransfer.Take(message, group);
            else
                Suppress(alert, Older, group);
            return;
        }
        group.MarkSeen(eventKey);
        if (message.NotifiedReceivers.Count > 0)
            group.MarkSeen(ReceiverTransfer.KeyOf(message));
        if (alert.IsFiring)
            Fires(message, known, group);
        else
            Ends(message, known, group);
    }

    /// <summary>The source's own time; what lies ahead of ours is a wrong clock, and must not make later events look old.</summary>
    public static DateTimeOffset TimeOf(Alert alert, DateTimeOffset now) =>
        alert.Signal.OccurredAt is { } time && time < now ? time : now;

    /// <summary>Occurrences of what never says "resolved" come from many machines, and none is older than the others' end.</summary>
    public static bool IsOlder(Alert alert, AlertEntry? known, DateTimeOffset now) =>
        known is not null && TimeOf(alert, now) < known.EventAt && (alert.Signal.Recovers || !known.IsFiring);

    public static void Suppress(Alert alert, string reason, GroupDraft group) => group.Output.Decide(
        alert.Fingerprint, group.Policy?.Route.To ?? [], DecisionAction.Suppress, reason, group.Now, isOfEvent: true);

    private static void Fires(AlertArrived message, AlertEntry? known, GroupDraft group)
    {
        // Who is told by another group now, was perhaps told by this one before.
        if (known is not null)
            known = ReceiverTransfer.Pass(message, known, group);
        if (known is { IsFiring: true })
            GoesOn(message, known, group);
        else if (known is not null || OverflowCapacity.TryMakeRoom(message.Alert, group))
            Begins(message, known ?? OverflowCapacity.TakeBack(message.Alert, group), group);
    }

    private static void Begins(AlertArrived message, AlertEntry? known, GroupDraft group)
    {
        var (alert, now) = (message.Alert, group.Now);
        IncidentLifecycle.Note(group);
        // Those who were told of the firing before and not yet of its end know all there is to know.
        var notified = known?.NotifiedReceivers ?? [];
        var knowing = notified.Union(message.NotifiedReceivers);
        var isKnown = !notified.IsEmpty && alert.Severity <= known!.NotifiedSeverity;
        var entry = (known ?? new AlertEntry { Alert = alert }) with
        {
            Alert = StoredAlert.Of(alert, group),
            IsFiring = true,
            Since = alert.StartsAt ?? now,
            EventAt = TimeOf(alert, now),
            ChangedAt = now,
            Count = Math.Max(1, alert.Signal.Count),
            Changes = Flapping.WithChange(known, group),
            Pending = isKnown ? PendingNotification.None : PendingNotification.Firing,
            ReasonOverride = null,
            HasMoved = false,
            IsHeld = known is { IsHeld: true, Pending: PendingNotification.Recovered },
            NotifiedReceivers = [.. knowing],
            NotifiedSeverity = message.NotifiedReceivers.Count > 0 ? message.NotifiedSeverity : known?.NotifiedSeverity,
            NotifiedAt = message.NotifiedReceivers.Count > 0 ? now : known?.NotifiedAt,
            ExcludedReceivers = [.. message.ExcludedReceivers],
            MutedBy = null,
            ResolveAt = AutoResolve.After(alert, group),
        };
        group.Put(Flapping.Judge(entry, known, group));
    }

    private static void GoesOn(AlertArrived message, AlertEntry known, GroupDraft group)
    {
        var alert = message.Alert;
        var rose = alert.Severity > known.Severity && !(alert.Severity <= known.NotifiedSeverity);
        group.Put(known with
        {
            ExcludedReceivers = message.ExcludedReceivers.Count == 0 ? [] : [.. message.ExcludedReceivers],
            Alert = StoredAlert.Of(alert, group),
            EventAt = TimeOf(alert, group.Now) is var time && time > known.EventAt ? time : known.EventAt,
            Count = known.Count + Math.Max(1, alert.Signal.Count),
            Pending = rose || ReceiverTransfer.IsOursToNotify(message, known) ? PendingNotification.Firing : known.Pending,
            NotifiedReceivers = message.NotifiedReceivers.Count == 0 ? known.NotifiedReceivers : [.. known.NotifiedReceivers.Union(message.NotifiedReceivers)],
            ResolveAt = AutoResolve.After(alert, group),
        });
    }

    private static void Ends(AlertArrived message, AlertEntry? known, GroupDraft group)
    {
        var alert = message.Alert;
        if (known is { IsFiring: true } && message.IsCorrection)
            Resolution.Withdraw(known, alert, group);
        else if (known is { IsFiring: true })
            Resolution.Of(known, Resolution.Resolved(known, alert, group.Now), group);
        else if (OverflowCapacity.Knows(alert, group.State))
            OverflowCounting.Ends(alert, group);
        else if (group.Rules.AssumesNotified && known is null)
            AssumeNotified(alert, group);
        else
            Remember(alert, known, group);
    }

    /// <summary>A process without memory of its own cannot know, and an end too many is better than none.</summary>
    private static void AssumeNotified(Alert alert, GroupDraft group)
    {
        IncidentLifecycle.Note(group);
        group.Put(new AlertEntry
        {
            Alert = StoredAlert.Of(alert, group),
            Since = alert.Signal.StartsAt ?? TimeOf(alert, group.Now),
            IsSinceUnknown = alert.Signal.StartsAt is null,
            EventAt = TimeOf(alert, group.Now),
            ChangedAt = group.Now,
            Pending = PendingNotification.Resolved,
            NotifiedReceivers = [.. group.Policy?.Route.To ?? []],
            NotifiedSeverity = alert.Severity,
        });
    }

    /// <summary>Remembers the end of what was not known to fire, since its beginning may still come, late.</summary>
    private static void Remember(Alert alert, AlertEntry? known, GroupDraft group)
    {
        Suppress(alert, Unknown, group);
        var stored = StoredAlert.Of(alert, group);
        if (known is not null)
            group.Put(known with { Alert = stored, EventAt = TimeOf(alert, group.Now), HasMoved = false });
        else if (!group.IsFull)
            group.Put(new AlertEntry { Alert = stored, ChangedAt = group.Now, EventAt = TimeOf(alert, group.Now) });
        IncidentLifecycle.Forget(group);
    }
}
