using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping.Overflow;
using Alerting.Grouping.Storage;
using Alerting.Notifications;

namespace Alerting.Grouping.Emission;

/// <summary>Emits due notifications and records who was notified of what.</summary>
internal sealed class NotificationEmitter(GroupDraft group)
{
    /// <summary>This many new alerts at once are a storm.</summary>
    public const int StormSize = 10;

    private static readonly Reason JoinedRoute =
        new(ReasonCode.NewAlert, "Already fires: first notification of a receiver that joined the route.");

    private static readonly Reason OnCallNow =
        new(ReasonCode.NewAlert, "Already fires: first notification of whoever is on call now.");

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
            new ResolvedEmitter(group).Emit(due.Resolved.Entries, due.Resolved.Reason);
        if (due.Reminders.Any)
            Remind(due.Reminders);
    }

    private void Firing(DueNotifications due)
    {
        var note = Worsening.Apply(due.Firing.Entries, group);
        new Escalating(group).Begin(due.Firing.Entries);
        var (entries, more) = group.State.HasOverflow
            ? OverflowNames.With(due.Firing.Entries, group) : (due.Firing.Entries, 0);
        var isStorm = entries.Count(entry => !entry.IsLessSevere) + more >= StormSize;
        var reason = due.Firing.Any
            ? _recipients.WithGaps(due.Firing.Reason, due.Firing.Entries) : OverflowPlan.Counted;
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
            new NotificationFactory(group)
            {
                IsFirstOfItsEvents = due.Firing.Any && more == 0, Note = note,
            }.Write(
                kind, entries, due.Firing.Any ? _recipients.OfFiring : group.ReceiversOf, reason, more);
        }
        foreach (var entry in due.Firing.Entries)
        {
            var receivers = _recipients.OfFiring(entry);
            _recipients.Decide(entry, receivers, reason);
            _recipients.DecideGaps(entry);
            // Another group notified them all, so their reminders go on as there.
            group.Put(receivers.Count > 0 || entry.NotifiedAt is null ? Notified(entry, isGathered)
                : Notified(entry, isGathered) with { NotifiedAt = entry.NotifiedAt });
        }
        RecordNotified();
    }

    private void Flapping(Bucket bucket)
    {
        _digests.Withdraw(bucket.Entries);
        new NotificationFactory(group).Write(NotificationKind.Flapping, bucket.Entries, group.ReceiversOf,
            bucket.Reason);
        foreach (var entry in bucket.Entries)
        {
            _recipients.Decide(entry, group.ReceiversOf(entry), bucket.Reason);
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
            _recipients.Decide(entry, _recipients.OfFiring(entry), bucket.Reason);
            group.Put(Notified(entry, isGathered: false));
        }
        group.Change(group.State with { NotifiedSeverity = HighestNotifiedSeverity() });
    }

    private void Remind(Bucket bucket)
    {
        _digests.Send(DigestCause.Reminder, NotificationKind.Reminder, bucket.Entries,
            _recipients.OfReminder, bucket.Reason);
        new NotificationFactory(group).Write(
            NotificationKind.Firing, bucket.Entries, _recipients.OfJoined, JoinedReason(bucket.Entries));
        foreach (var entry in bucket.Entries)
        {
            var reminded = _recipients.OfReminder(entry);
            if (reminded.Count > 0)
                _recipients.Decide(entry, reminded, bucket.Reason);
            var joined = _recipients.OfJoined(entry);
            if (joined.Count > 0)
                _recipients.Decide(entry, joined, JoinedReason([entry]));
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

    private Reason JoinedReason(IReadOnlyList<AlertEntry> entries) =>
        entries.SelectMany(_recipients.OfJoined).All(name => RecipientName.Parse(name).Person is not null)
            ? OnCallNow : JoinedRoute;

    private void Digest(List<AlertEntry> entries)
    {
        _digests.SendHeld(entries, _recipients.OfDigest);
        var pagers = new PagerDigest(group, _recipients);
        pagers.Notify(entries);
        foreach (var entry in entries)
        {
            pagers.Decide(entry);
            group.Put(entry.IsFiring ? Notified(entry, isGathered: true)
                : ResolvedEmitter.Ended(entry, isGathered: true, group));
        }
        RecordNotified();
        group.Change(group.State with { Overflow = group.State.Overflow with { Recovered = 0, Resolved = 0 } });
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

    /// <summary>From here on, further alerts wait for the next batch unless they are more severe.</summary>
    private void RecordNotified()
    {
        if (group.State.HasOverflow)
            OverflowCounting.MarkNotified(group);
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
}
