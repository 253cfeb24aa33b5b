using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>Keeps the state within the store's limit: so many incidents in detail, the others counted.</summary>
internal static class Capacity
{
    /// <summary>So many ends a message names, though all that is kept in detail is open and these are of counted ones.</summary>
    private const int NamedEnds = 3;

    /// <summary>Whether a new incident can be kept in detail; otherwise it has been counted.</summary>
    public static bool TryMakeRoom(Alert alert, GroupDraft group)
    {
        if (!group.IsFull || TryRemove(alert, group))
            return true;
        Counting.Take(alert, group);
        return false;
    }

    /// <summary>
    /// One that was counted and for which there is room now is counted no more. Null when it was not, or when nobody was
    /// told of it even as a number.
    /// </summary>
    public static Incident? TakeBack(Alert alert, GroupDraft group)
    {
        if (!Knows(alert, group.State))
            return null;
        var counted = group.State.Counted;
        group.Change(group.State with { Counted = counted.Without(alert) });
        return counted.IsTold(alert) && group.State.ToldSeverity is { } told
            ? new Incident { Alert = alert, Told = [.. group.Policy?.Route.To ?? []], ToldSeverity = told, ToldAt = group.State.ToldAt }
            : null;
    }

    public static bool Knows(Alert alert, GroupState state)
    {
        var counted = state.Counted;
        return counted.Firing > 0 && (counted.IsTold(alert) || counted.IsUntold(alert) || counted.MutedWith(alert) is not null);
    }

    public static bool HasRoomForEnd(GroupDraft group)
    {
        if (TryRemoveOver(group))
            return true;
        var named = 0;
        foreach (var incident in group.Incidents)
            if (!incident.IsOpen)
                named++;
        return named < NamedEnds && group.Incidents.Length < GroupState.MaxIncidents + NamedEnds;
    }

    /// <summary>What is over goes first. For one that is to be told, another is counted from now on.</summary>
    private static bool TryRemove(Alert alert, GroupDraft group)
    {
        if (TryRemoveOver(group))
            return true;
        if (Least(alert.Severity, group) is not { } least || group.MuteOf(alert) is not null)
            return false;
        group.Remove(least);
        Counting.Take(least, group);
        return true;
    }

    /// <summary>One that nobody is to be told of, since it is muted; otherwise the least bad of those that are less bad.</summary>
    private static Incident? Least(Severity severity, GroupDraft group)
    {
        Incident? least = null;
        foreach (var incident in group.Incidents)
        {
            if (!incident.IsFiring)
                continue;
            if (incident is { MutedBy: not null, Told.IsEmpty: true, IsFlapping: false } && group.MuteOf(incident.Alert) is not null)
                return incident;
            if (incident.Severity < severity && !(incident.Severity >= least?.Severity))
                least = incident;
        }
        return least;
    }

    private static bool TryRemoveOver(GroupDraft group)
    {
        while (group.IsFull)
        {
            if (group.State.Open == group.Incidents.Length || Over(group) is not { } over)
                return false;
            group.Remove(over);
        }
        return true;
    }

    private static Incident? Over(GroupDraft group)
    {
        foreach (var incident in group.Incidents)
            if (incident is { IsOpen: false, News: News.None })
                return incident;
        return null;
    }
}
