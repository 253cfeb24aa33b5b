using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Grouping.Rules;

/// <summary>Tells the topics of an agenda, and remembers who was told what.</summary>
internal sealed class Speaker(GroupDraft group)
{
    /// <summary>So many new alerts at once are a storm.</summary>
    public const int StormSize = 10;

    private readonly Audience _audience = new(group);

    public void Speak(Agenda agenda)
    {
        if (agenda.Digest.Any)
            Digest(agenda.Digest.Incidents);
        if (agenda.Firing.Any || (agenda.CountedAreDue && group.State.Counted.News > 0))
            Firing(agenda);
        if (agenda.Flapping.Any)
            Flapping(agenda.Flapping);
        if (agenda.Resolved.Any)
            Resolved(agenda.Resolved.Incidents, agenda.Resolved.Reason);
        if (agenda.Reminders.Any)
            Remind(agenda.Reminders);
    }

    public void Resolved(IReadOnlyList<Incident> incidents, string reason)
    {
        var more = group.State.Counted.Resolved;
        group.Change(group.State with { Counted = group.State.Counted with { Resolved = 0 } });
        new TellingWriter(group).Write(NotificationKind.Resolved, incidents, _audience.OfEnd, reason, more);
        foreach (var incident in incidents)
        {
            Decide(incident, _audience.OfEnd(incident), reason);
            Refuse(incident);
            group.Put(incident with { News = News.None, Told = [], ToldSeverity = null, IsHeld = false, Because = null });
        }
    }

    private void Firing(Agenda agenda)
    {
        var named = agenda.Firing.Any ? [] : Counting.Named(group);
        // Where no name is known of those that are only counted, the worst of the others stand for them.
        var incidents = agenda.Firing.Any ? agenda.Firing.Incidents : named.Count > 0 ? named : Worst(3);
        var more = group.State.Counted.News - named.Count;
        var isStorm = incidents.Count + more >= StormSize;
        var reason = agenda.Firing.Any ? agenda.Firing.Reason : Counting.Reason;
        new TellingWriter(group).Write(
            isStorm ? NotificationKind.Storm : NotificationKind.Firing, incidents,
            agenda.Firing.Any ? _audience.OfFiring : group.ReceiversOf, reason, more);
        foreach (var incident in agenda.Firing.Incidents)
        {
            Decide(incident, _audience.OfFiring(incident), reason);
            group.Put(Told(incident));
        }
        CountedAreTold();
        Remember();
    }

    private void Flapping(Topic topic)
    {
        new TellingWriter(group).Write(NotificationKind.Flapping, topic.Incidents, group.ReceiversOf, topic.Reason);
        foreach (var incident in topic.Incidents)
        {
            Decide(incident, group.ReceiversOf(incident), topic.Reason);
            group.Put(Told(incident));
        }
        group.Change(group.State with { FlappingToldAt = group.Now });
    }

    private void Remind(Topic topic)
    {
        new TellingWriter(group).Write(NotificationKind.Reminder, topic.Incidents, incident => incident.Told, topic.Reason);
        foreach (var incident in topic.Incidents)
        {
            Decide(incident, incident.Told, topic.Reason);
            // What was critical and is an error now is known as an error from now on.
            group.Put(incident with { ToldAt = group.Now, ToldSeverity = incident.Severity });
        }
        group.Change(group.State with { ToldSeverity = WorstTold() });
    }

    /// <summary>What was held goes to the digests of its receivers, where it meets what other groups held.</summary>
    private void Digest(List<Incident> incidents)
    {
        DigestGathering.Send(group, incidents, _audience.OfDigest);
        new PagerDigest(group, _audience).Tell(incidents);
        foreach (var incident in incidents)
        {
            DecideHeld(incident);
            group.Put(incident.IsFiring ? Told(incident)
                : incident with { News = News.None, Told = [], ToldSeverity = null, IsHeld = false, Because = null });
        }
        CountedAreTold();
        group.Change(group.State with { Counted = group.State.Counted with { Healed = 0, Resolved = 0 } });
        Remember();
    }

    /// <summary>Those first that hear of the end: what is muted and was not told is named only where there is nothing else.</summary>
    private List<Incident> Worst(int count)
    {
        var firing = new List<Incident>();
        foreach (var incident in group.Incidents)
            if (incident.IsFiring)
                firing.Add(incident);
        return [.. firing.OrderBy(incident => incident.Told.IsEmpty).ThenByDescending(incident => incident.Severity).Take(count)];
    }

    private Incident Told(Incident incident) => incident with
    {
        News = News.None,
        Told = [.. incident.Told.Union(group.ReceiversOf(incident))],
        ToldSeverity = incident.Severity,
        ToldAt = group.Now,
        IsHeld = false,
        MutedBy = null,
        Because = null,
    };

    private void CountedAreTold()
    {
        var counted = group.State.Counted;
        if (counted.News > 0)
            group.Change(group.State with { Counted = counted with { Told = counted.Told.Union(counted.Untold), Untold = [], Beyond = 0 } });
    }

    /// <summary>What the group is known for now: further news waits for the next batch unless it is worse.</summary>
    private void Remember()
    {
        var worst = WorstTold();
        group.Change(group.State with
        {
            ToldAt = group.Now,
            ToldSeverity = worst,
            WorstTold = worst > group.State.WorstTold ? worst : group.State.WorstTold ?? worst,
        });
    }

    private Severity? WorstTold()
    {
        Severity? worst = null;
        foreach (var incident in group.Incidents)
            if (incident is { IsFiring: true, Told.IsEmpty: false } && !(incident.ToldSeverity <= worst))
                worst = incident.ToldSeverity;
        return worst;
    }

    private void Decide(Incident incident, IReadOnlyList<string> receivers, string reason)
    {
        if (receivers.Count > 0)
            group.Output.Decide(incident.Fingerprint, receivers, DecisionAction.Notify, reason, group.Now);
        else if (incident.News != News.Resolved)
            group.Output.Decide(incident.Fingerprint, group.ReceiversOf(incident), DecisionAction.Suppress, "everybody was told of it by another group", group.Now);
    }

    private void DecideHeld(Incident incident)
    {
        string[] spared = incident.News == News.Healed ? [.. group.ReceiversOf(incident).Where(receiver => !group.Rules.TakesDigest(receiver))] : [];
        if (spared.Length > 0)
            group.Output.Decide(incident.Fingerprint, spared, DecisionAction.Suppress, PagerDigest.Spared, group.Now);
        if (spared.Length == 0 || _audience.OfDigest(incident).Count > 0)
            Decide(incident, _audience.OfDigest(incident), group.Policy!.InDigest);
    }

    private void Refuse(Incident incident)
    {
        foreach (var receiver in incident.Told)
            if (!group.Rules.SendsResolved(receiver))
                group.Output.Decide(incident.Fingerprint, [receiver], DecisionAction.Suppress,
                    $"{receiver} is not told of what is resolved", group.Now);
    }
}
