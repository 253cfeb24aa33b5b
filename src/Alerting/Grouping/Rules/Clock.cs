namespace Alerting.Grouping.Rules;

/// <summary>What time alone does: incidents end that never say so, flapping ones become stable, old ones are forgotten.</summary>
internal static class Clock
{
    /// <summary>Events come late by minutes, and seldom by more: for so long it is known of them that they are late.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    public static void Advance(GroupDraft group)
    {
        if (group.Before.WakeUp is not { } wake || wake > group.Now)
            return;
        group.Look();
        foreach (var incident in group.Before.Incidents)
        {
            if (incident.IsFlapping && Flapping.StableAt(incident, group) <= group.Now)
                Flapping.End(incident, group);
            else if (incident is { IsFiring: true } && incident.ResolveAt <= group.Now)
                Expiry.End(incident, group);
            else if (IsOver(incident, group))
                group.Remove(incident);
        }
        Counting.Expire(group);
    }

    /// <summary>The next time it has to look at the incident.</summary>
    public static DateTimeOffset? NextLook(Incident incident, GroupDraft group)
    {
        var stable = incident.IsFlapping ? Flapping.StableAt(incident, group) : (DateTimeOffset?)null;
        var expiry = incident.IsFiring ? incident.ResolveAt : null;
        return expiry is null || stable < expiry ? stable : expiry;
    }

    private static bool IsOver(Incident incident, GroupDraft group) =>
        incident is { IsOpen: false, News: News.None }
        && Flapping.StableAt(incident, group) <= group.Now && incident.EventAt + Memory <= group.Now;
}
