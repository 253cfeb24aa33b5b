using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Grouping.Rules;

/// <summary>Tells the topics of an agenda, and remembers who was told what.</summary>
internal sealed class NotificationEmitter(GroupDraft group)
{
    /// <summary>So many new alerts at once are a storm.</summary>
    public const int StormSize = 10;

    private readonly RecipientSelector _recipients = new(group);

    public void Emit(DueNotifications due)
    {
        if (due.Digest.Any)
            Digest(due.Digest.Entries);
        if (due.Firing.Any || (due.OverflowIsDue && group.State.Overflow.PendingCount > 0))
            Firing(due);
        if (due.Flapping.Any)
            Flapping(due.Flapping);
        if (due.Resolved.Any)
            Resolved(due.Resolved.Entries, due.Resolved.Reason);
        if (due.Reminders.Any)
            Remind(due.Reminders);
    }

    public void Resolved(IReadOnlyList<AlertEntry> entries, string reason)
    {
        var more = group.State.Overflow.Resolved;
        group.Change(group.State with { Overflow = group.State.Overflow with { Resolved = 0 } });
        new NotificationFactory(group).Write(NotificationKind.Resolved, entries, _recipients.OfEnd, reason, more);
        foreach (var entry in entries)
        {
            Decide(entry, _recipients.OfEnd(entry), reason);
            RecordResolvedNotWanted(entry);
            group.Put(entry with { Pending = PendingNotification.None, NotifiedReceivers = [], NotifiedSeverity = null, IsHeld = false, ReasonOverride = null });
        }
    }

    private void Firing(DueNotifications due)
    {
        var named = due.Firing.Any ? [] : OverflowCounting.Named(group);
        // Where no name is known of those that are only counted, the worst of the others stand for them.
        var entries = due.Firing.Any ? due.Firing.Entries : named.Count > 0 ? named : Worst(3);
        var more = group.State.Overflow.PendingCount - named.Count;
        var isStorm = entries.Count + more >= StormSize;
        var reason = due.Firing.Any ? due.Firing.Reason : OverflowCounting.Reason;
        new NotificationFactory(group).Write(
            isStorm ? NotificationKind.Storm : NotificationKind.Firing, entries,
            due.Firing.Any ? _recipients.OfFiring : group.ReceiversOf, reason, more);
        foreach (var entry in due.Firing.Entries)
        {
            Decide(entry, _recipients.OfFiring(entry), reason);
            group.Put(Notified(entry));
        }
        MarkOverflowNotified();
        RecordNotified();
    }

    private void Flapping(Bucket topic)
    {
        new NotificationFactory(group).Write(NotificationKind.Flapping, topic.Entries, group.ReceiversOf, topic.Reason);
        foreach (var entry in topic.Entries)
        {
            Decide(entry, group.ReceiversOf(entry), topic.Reason);
            group.Put(Notified(entry));
        }
        group.Change(group.State with { FlappingNotifiedAt = group.Now });
    }

    private void Remind(Bucket topic)
    {
        new NotificationFactory(group).Write(NotificationKind.Reminder, topic.Entries, entry => entry.NotifiedReceivers, topic.Reason);
        foreach (var entry in topic.Entries)
        {
            Decide(entry, entry.NotifiedReceivers, topic.Reason);
            // What was critical and is an error now is known as an error from now on.
            group.Put(entry with { NotifiedAt = group.Now, NotifiedSeverity = entry.Severity });
        }
        group.Change(group.State with { NotifiedSeverity = WorstNotified() });
    }

    /// <summary>What was held goes to the digests of its receivers, where it meets what other groups held.</summary>
    private void Digest(List<AlertEntry> entries)
    {
        DigestReducer.Send(group, entries, _recipients.OfDigest);
        new PagerDigest(group, _recipients).Notify(entries);
        foreach (var entry in entries)
        {
            DecideHeld(entry);
            group.Put(entry.IsFiring ? Notified(entry)
                : entry with { Pending = PendingNotification.None, NotifiedReceivers = [], NotifiedSeverity = null, IsHeld = false, ReasonOverride = null });
        }
        MarkOverflowNotified();
        group.Change(group.State with { Overflow = group.State.Overflow with { Recovered = 0, Resolved = 0 } });
        RecordNotified();
    }

    /// <summary>Those first that hear of the end: what is muted and was not told is named only where there is nothing else.</summary>
    private List<AlertEntry> Worst(int count)
    {
        var firing = new List<AlertEntry>();
        foreach (var entry in group.Entries)
            if (entry.IsFiring)
                firing.Add(entry);
        return [.. firing.OrderBy(entry => entry.NotifiedReceivers.IsEmpty).ThenByDescending(entry => entry.Severity).Take(count)];
    }

    private AlertEntry Notified(AlertEntry entry) => entry with
    {
        Pending = PendingNotification.None,
        NotifiedReceivers = [.. entry.NotifiedReceivers.Union(group.ReceiversOf(entry))],
        NotifiedSeverity = entry.Severity,
        NotifiedAt = group.Now,
        IsHeld = false,
        MutedBy = null,
        ReasonOverride = null,
    };

    private void MarkOverflowNotified()
    {
        var overflow = group.State.Overflow;
        if (overflow.PendingCount > 0)
            group.Change(group.State with { Overflow = overflow with { Notified = overflow.Notified.Union(overflow.Pending), Pending = [], BeyondCapacity = 0 } });
    }

    /// <summary>What the group is known for now: further news waits for the next batch unless it is worse.</summary>
    private void RecordNotified()
    {
        var worst = WorstNotified();
        group.Change(group.State with
        {
            NotifiedAt = group.Now,
            NotifiedSeverity = worst,
            WorstNotified = worst > group.State.WorstNotified ? worst : group.State.WorstNotified ?? worst,
        });
    }

    private Severity? WorstNotified()
    {
        Severity? worst = null;
        foreach (var entry in group.Entries)
            if (entry is { IsFiring: true, NotifiedReceivers.IsEmpty: false } && !(entry.NotifiedSeverity <= worst))
                worst = entry.NotifiedSeverity;
        return worst;
    }

    private void Decide(AlertEntry entry, IReadOnlyList<string> receivers, string reason)
    {
        if (receivers.Count > 0)
            group.Output.Decide(entry.Fingerprint, receivers, DecisionAction.Notify, reason, group.Now);
        else if (entry.Pending != PendingNotification.Resolved)
            group.Output.Decide(entry.Fingerprint, group.ReceiversOf(entry), DecisionAction.Suppress, "everybody was told of it by another group", group.Now);
    }

    private void DecideHeld(AlertEntry entry)
    {
        string[] spared = entry.Pending == PendingNotification.Recovered ? [.. group.ReceiversOf(entry).Where(receiver => !group.Rules.TakesDigest(receiver))] : [];
        if (spared.Length > 0)
            group.Output.Decide(entry.Fingerprint, spared, DecisionAction.Suppress, PagerDigest.NoIncidentOpened, group.Now);
        if (spared.Length == 0 || _recipients.OfDigest(entry).Count > 0)
            Decide(entry, _recipients.OfDigest(entry), group.Policy!.InDigest);
    }

    private void RecordResolvedNotWanted(AlertEntry entry)
    {
        foreach (var receiver in entry.NotifiedReceivers)
            if (!group.Rules.SendsResolved(receiver))
                group.Output.Decide(entry.Fingerprint, [receiver], DecisionAction.Suppress,
                    $"{receiver} is not told of what is resolved", group.Now);
    }
}
