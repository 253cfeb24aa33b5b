using Alerting.Alerts;
using Alerting.Grouping.Overflow;
using Alerting.Grouping.Storage;
using Alerting.Notifications;

namespace Alerting.Grouping.Emission;

/// <summary>Emits due notifications and records who was notified of what.</summary>
internal sealed class NotificationEmitter(GroupDraft group)
{
    /// <summary>This many new alerts at once are a storm.</summary>
    public const int StormSize = 10;

    private static readonly Reason OthersNotified =
        new(ReasonCode.OtherGroup, "Suppressed: every receiver was notified by another group.");

    private static readonly Reason JoinedRoute =
        new(ReasonCode.NewAlert, "Already fires: first notification of a receiver that joined the route.");

    private readonly RecipientSelector _recipients = new(group);
    private readonly DigestSender _digests = new(group);

    public void Emit(DueNotifications due)
    {
        if (due.Digest.Any)
            Digest(due.Digest.Entries);
        if (due.Firing.Any || (due.OverflowIsDue && group.State.Overflow.PendingCount > 0))
            Firing(due);
        if (due.Flapping.Any)
            Flapping(due.Flapping);
        if (due.StillDown.Any)
            StillDown(due.StillDown);
        if (due.Resolved.Any)
            Resolved(due.Resolved.Entries, due.Resolved.Reason);
        if (due.Reminders.Any)
            Remind(due.Reminders);
    }

    public void Resolved(IReadOnlyList<AlertEntry> entries, Reason reason)
    {
        var more = group.State.Overflow.Resolved;
        group.Change(group.State with { Overflow = group.State.Overflow with { Resolved = 0 } });
        // Receivers of a digest may have to be notified of many resolutions at about the same time, too.
        var isGathered = entries.Any(entry => entry.GatheredAt is not null);
        if (isGathered)
        {
            _digests.Withdraw(entries, receiver => !group.Rules.SendsResolved(receiver));
            _digests.Send(
                DigestCause.Resolved, NotificationKind.Resolved, entries, _recipients.OfResolved, reason, more);
        }
        else
        {
            new NotificationFactory(group)
                .Write(NotificationKind.Resolved, entries, _recipients.OfResolved, reason, more);
        }
        foreach (var entry in entries)
        {
            Decide(entry, _recipients.OfResolved(entry), reason);
            RecordResolvedNotWanted(entry);
            group.Put(Ended(entry, isGathered));
        }
    }

    private void Firing(DueNotifications due)
    {
        var named = due.Firing.Any ? [] : OverflowPlan.NamedPending(group);
        // If no overflow alert has a name, name the group's most severe ones instead.
        var entries = due.Firing.Any ? due.Firing.Entries
            : named.Count > 0 ? named : InsteadOfNames(Math.Min(3, group.State.Overflow.PendingCount));
        var more = group.State.Overflow.PendingCount - (due.Firing.Any ? 0 : entries.Count);
        var isStorm = entries.Count(entry => !entry.IsLessSevere) + more >= StormSize;
        var reason = due.Firing.Any ? due.Firing.Reason : OverflowPlan.Counted;
        var kind = isStorm ? NotificationKind.Storm : NotificationKind.Firing;
        // The mute that ended probably covered other groups as well.
        var isGathered = group.ConcernsOthers && due.Firing is { Any: true, WasMuted: true };
        if (isGathered)
        {
            _digests.Send(DigestCause.MuteEnded, kind, entries, _recipients.OfFiring, reason, more);
        }
        else
        {
            if (due.Firing.Entries.Exists(entry => entry.GatheredAt is not null))
                _digests.Withdraw(due.Firing.Entries);
            new NotificationFactory(group) { IsFirstOfItsEvents = due.Firing.Any && more == 0 }.Write(
                kind, entries, due.Firing.Any ? _recipients.OfFiring : group.ReceiversOf, reason, more);
        }
        foreach (var entry in due.Firing.Entries)
        {
            var receivers = _recipients.OfFiring(entry);
            Decide(entry, receivers, reason);
            // Another group notified them all, so their reminders go on as there.
            group.Put(receivers.Count > 0 || entry.NotifiedAt is null ? Notified(entry, isGathered)
                : Notified(entry, isGathered) with { NotifiedAt = entry.NotifiedAt });
        }
        MarkOverflowNotified();
        RecordNotified();
    }

    private void Flapping(Bucket bucket)
    {
        _digests.Withdraw(bucket.Entries);
        new NotificationFactory(group).Write(NotificationKind.Flapping, bucket.Entries, group.ReceiversOf,
            bucket.Reason);
        foreach (var entry in bucket.Entries)
        {
            Decide(entry, group.ReceiversOf(entry), bucket.Reason);
            // Whether it stays down shows only after the interval.
            group.Put(Notified(entry, isGathered: false) with
                { Pending = entry.IsFiring ? PendingNotification.Firing : PendingNotification.None });
        }
        group.Change(group.State with { FlappingNotifiedAt = group.Now });
    }

    private void StillDown(Bucket bucket)
    {
        _digests.Withdraw(bucket.Entries);
        new NotificationFactory(group).Write(NotificationKind.Reminder, bucket.Entries, _recipients.OfFiring,
            bucket.Reason);
        foreach (var entry in bucket.Entries)
        {
            Decide(entry, _recipients.OfFiring(entry), bucket.Reason);
            group.Put(Notified(entry, isGathered: false));
        }
        group.Change(group.State with { NotifiedSeverity = HighestNotifiedSeverity() });
    }

    private void Remind(Bucket bucket)
    {
        _digests.Send(DigestCause.Reminder, NotificationKind.Reminder, bucket.Entries,
            entry => entry.NotifiedReceivers, bucket.Reason);
        new NotificationFactory(group).Write(
            NotificationKind.Firing, bucket.Entries, _recipients.OfJoined, JoinedRoute);
        foreach (var entry in bucket.Entries)
        {
            Decide(entry, entry.NotifiedReceivers, bucket.Reason);
            var joined = _recipients.OfJoined(entry);
            if (joined.Count > 0)
                Decide(entry, joined, JoinedRoute);
            // If it dropped from critical to error since, receivers know it as an error from now on.
            group.Put(entry with
            {
                NotifiedReceivers = [.. entry.NotifiedReceivers, .. joined],
                NotifiedAt = group.Now,
                NotifiedSeverity = entry.Severity,
                GatheredAt = group.Now,
            });
        }
        group.Change(group.State with { NotifiedSeverity = HighestNotifiedSeverity() });
    }

    private void Digest(List<AlertEntry> entries)
    {
        _digests.SendHeld(entries, _recipients.OfDigest);
        new PagerDigest(group, _recipients).Notify(entries);
        foreach (var entry in entries)
        {
            DecideHeld(entry);
            group.Put(entry.IsFiring ? Notified(entry, isGathered: true) : Ended(entry, isGathered: true));
        }
        MarkOverflowNotified();
        group.Change(group.State with { Overflow = group.State.Overflow with { Recovered = 0, Resolved = 0 } });
        RecordNotified();
    }

    /// <summary>A message needs a name, so the examples are the last resort.</summary>
    private List<AlertEntry> InsteadOfNames(int count) => MostSevere(count) is { Count: > 0 } severe ? severe
        : [.. group.State.Overflow.Examples.Take(count).Select(example => OverflowPlan.EntryOf(example, group))];

    /// <summary>Notified alerts come first; a muted one that was never notified is a last resort.</summary>
    private List<AlertEntry> MostSevere(int count)
    {
        var firing = new List<AlertEntry>();
        foreach (var entry in group.Entries)
        {
            if (entry.IsFiring)
                firing.Add(entry);
        }
        return [.. firing.OrderBy(entry => entry.NotifiedReceivers.IsEmpty).ThenByDescending(entry => entry.Severity)
            .Take(count)];
    }

    private AlertEntry Notified(AlertEntry entry, bool isGathered) => entry with
    {
        Pending = PendingNotification.None,
        NotifiedReceivers = [.. entry.NotifiedReceivers.Union(group.ReceiversOf(entry))],
        NotifiedSeverity = entry.Severity,
        NotifiedAt = group.Now,
        GatheredAt = isGathered ? group.Now : null,
        IsHeld = false,
        MutedBy = null,
        MutedByCode = default,
        MutedByName = null,
        MuteGrace = null,
        GraceUntil = null,
        Because = null,
    };

    private AlertEntry Ended(AlertEntry entry, bool isGathered) => entry with
    {
        GatheredAt = isGathered ? group.Now : null,
        Pending = PendingNotification.None,
        NotifiedReceivers = [],
        NotifiedSeverity = null,
        IsHeld = false,
        Because = null,
    };

    private void MarkOverflowNotified()
    {
        var overflow = group.State.Overflow;
        if (overflow.PendingCount > 0)
        {
            group.Change(group.State with
            {
                Overflow = overflow with
                    { Notified = overflow.Notified.Union(overflow.Pending), Pending = [], BeyondCapacity = 0 },
            });
        }
    }

    /// <summary>From here on, further alerts wait for the next batch unless they are more severe.</summary>
    private void RecordNotified()
    {
        var highest = HighestNotifiedSeverity();
        group.Change(group.State with
        {
            NotifiedAt = group.Now,
            NotifiedSeverity = highest,
            WorstNotified = highest > group.State.WorstNotified ? highest : group.State.WorstNotified ?? highest,
        });
    }

    private Severity? HighestNotifiedSeverity()
    {
        Severity? highest = null;
        foreach (var entry in group.Entries)
        {
            if (entry is { IsFiring: true, NotifiedReceivers.IsEmpty: false } && !(entry.NotifiedSeverity <= highest))
                highest = entry.NotifiedSeverity;
        }
        return highest;
    }

    private void Decide(AlertEntry entry, IReadOnlyList<string> receivers, Reason reason)
    {
        if (receivers.Count > 0)
        {
            group.Output.Decide(entry.Fingerprint, receivers, DecisionAction.Notify, reason, group.Now);
        }
        else if (entry.Pending != PendingNotification.Resolved)
        {
            group.Output.Decide(entry.Fingerprint, group.ReceiversOf(entry), DecisionAction.Suppress,
                OthersNotified, group.Now);
        }
    }

    private void DecideHeld(AlertEntry entry)
    {
        string[] withoutDigest = entry.Pending == PendingNotification.Recovered
            ? [.. group.ReceiversOf(entry).Where(receiver => !group.Rules.TakesDigest(receiver))] : [];
        if (withoutDigest.Length > 0)
        {
            group.Output.Decide(entry.Fingerprint, withoutDigest, DecisionAction.Suppress, PagerDigest.NoIncidentOpened,
                group.Now);
        }
        if (withoutDigest.Length == 0 || _recipients.OfDigest(entry).Count > 0)
            Decide(entry, _recipients.OfDigest(entry), group.Policy!.HoldReleased);
    }

    private void RecordResolvedNotWanted(AlertEntry entry)
    {
        foreach (var receiver in entry.NotifiedReceivers)
        {
            if (!group.Rules.SendsResolved(receiver))
            {
                group.Output.Decide(entry.Fingerprint, [receiver], DecisionAction.Suppress,
                    new Reason(ReasonCode.ResolvedNotWanted, $"Suppressed: send_resolved is false for {receiver}."),
                    group.Now);
            }
        }
    }
}
