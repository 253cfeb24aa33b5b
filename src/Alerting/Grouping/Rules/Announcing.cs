namespace Alerting.Grouping.Rules;

/// <summary>Looks at what there is to tell, tells what is due, and says when to look again.</summary>
internal static class Announcing
{
    /// <summary>No state is so sure that nobody has to look at it: a route may be gone, a wake-up lost.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromDays(1);

    public static void Tell(GroupDraft group)
    {
        if (!group.MustLook && !Glance(group))
            return;
        CountedMutes.Review(group);
        var agenda = Agenda.Of(group);
        new Speaker(group).Speak(agenda);
        LookAhead(group);
    }

    /// <summary>The last word on an incident that nobody takes over.</summary>
    public static void TellEnd(Incident incident, GroupDraft group) =>
        new Speaker(group).Resolved([incident], incident.Because ?? "resolved");

    /// <summary>Looks only at what the message is about, so that the cost does not grow with the group.</summary>
    private static bool Glance(GroupDraft group)
    {
        if (group.Subject is not { } subject || group.Find(subject) is not { } incident)
            return false;
        var plan = Timing.Of(incident, group);
        if (plan.IsDue(group.Now))
            return true;
        Await(incident, plan, group);
        if (!group.Output.HasDecided(subject))
            Reasons.Pending(incident, plan, group);
        return false;
    }

    private static void LookAhead(GroupDraft group)
    {
        group.WakeNever();
        var isSilent = group.IsQuiet;
        foreach (var incident in group.Incidents.ToArray())
        {
            var plan = Timing.Of(incident, group);
            isSilent &= incident.News == News.None;
            if (incident.IsOpen || incident.News != News.None)
                Await(incident, plan, group);
            if (incident.Fingerprint == group.Subject && !group.Output.HasDecided(group.Subject))
                Reasons.Pending(incident, plan, group);
        }
        group.WakeBy(Counting.PlanOf(group).At);
        group.WakeBy(CountedMutes.LookAgainAt(group));
        group.WakeBy(group.State.Counted.ResolveAt);
        if (group.IsQuiet)
            group.Change(group.State with { ToldSeverity = null });
        if (!isSilent)
            return;
        group.Change(group.State with { Thread = null });
        group.WakeNever();
        Opening.Forget(group);
    }

    private static void Await(Incident incident, Plan plan, GroupDraft group)
    {
        var isHeld = incident.News != News.None && plan is { IsHeld: true, Mute: null };
        var mutedBy = plan.Mute?.By;
        if (incident.News != News.None && (isHeld != incident.IsHeld || mutedBy != incident.MutedBy))
            group.Put(incident with { IsHeld = isHeld, MutedBy = mutedBy });
        // It stands on record as held until now, and that is over: hours begin, and something else keeps it quiet.
        if (incident.IsHeld && mutedBy is not null && !group.Output.HasDecided(incident.Fingerprint))
            Reasons.Pending(incident, plan, group);
        // Never for this very moment: what is due now was told, and to wake for it again would be a circle.
        if (plan.At is { } at)
            group.WakeBy(at > group.Now ? at : group.Now.AddSeconds(1));
        group.WakeBy(Clock.NextLook(incident, group));
        group.WakeBy(group.Now + Heartbeat);
    }
}
