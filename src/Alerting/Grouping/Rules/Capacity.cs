using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>Keeps the state within the store's limit: so many incidents in detail, the others counted.</summary>
internal static class Capacity
{
    public const string Counted = "the group has too many alerts to keep each; it is counted";

    /// <summary>Whether a new incident can be kept in detail; otherwise it has been counted.</summary>
    public static bool TryMakeRoom(Alert alert, GroupDraft group)
    {
        if (!group.IsFull || TryRemove(alert.Severity, group))
            return true;
        Count(alert, group);
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
        var (counted, hash) = (group.State.Counted, SeenEvents.Hash(alert.Fingerprint));
        var told = counted.Told.Contains(hash) ? group.State.ToldSeverity : null;
        group.Change(group.State with { Counted = counted with { Told = counted.Told.Remove(hash), Untold = counted.Untold.Remove(hash) } });
        return told is null ? null
            : new Incident { Alert = alert, Told = [.. group.Policy?.Route.To ?? []], ToldSeverity = told, ToldAt = group.State.ToldAt };
    }

    public static bool Knows(Alert alert, GroupState state)
    {
        if (state.Counted.Firing == 0)
            return false;
        var hash = SeenEvents.Hash(alert.Fingerprint);
        return state.Counted.Told.Contains(hash) || state.Counted.Untold.Contains(hash);
    }

    public static void Ends(Alert alert, GroupDraft group)
    {
        var (counted, hash) = (group.State.Counted, SeenEvents.Hash(alert.Fingerprint));
        var wasTold = counted.Told.Contains(hash);
        group.Change(group.State with { Counted = counted with { Told = counted.Told.Remove(hash), Untold = counted.Untold.Remove(hash) } });
        if (!wasTold)
        {
            Arrival.Suppress(alert, "resolved before anybody was told that it fires", group);
            return;
        }
        if (TryRemoveOver(group))
            group.Put(Told(alert, group));
        else
            group.Change(group.State with { Counted = group.State.Counted with { Resolved = group.State.Counted.Resolved + 1 } });
        if (group.IsQuiet)
            group.Look();
    }

    /// <summary>All that are counted end together when their time has come.</summary>
    public static void Expire(GroupDraft group)
    {
        var counted = group.State.Counted;
        if (!(counted.ResolveAt <= group.Now))
            return;
        group.Change(group.State with
        {
            Counted = CountedIncidents.None with { Resolved = counted.Resolved + counted.Told.Count },
        });
    }

    private static void Count(Alert alert, GroupDraft group)
    {
        var (counted, hash) = (group.State.Counted, SeenEvents.Hash(alert.Fingerprint));
        if (counted.Told.Contains(hash) || counted.Untold.Contains(hash))
        {
            Arrival.Suppress(alert, "still fires, and is counted already", group);
            return;
        }
        var isBeyond = counted.Firing >= CountedIncidents.Capacity;
        group.Change(group.State with
        {
            Counted = counted with
            {
                Untold = isBeyond ? counted.Untold : counted.Untold.Add(hash),
                Beyond = counted.Beyond + (isBeyond ? 1 : 0),
                ResolveAt = Expiry.After(alert, group) ?? counted.ResolveAt,
            },
        });
        var at = Announcing.CountedAt(group);
        group.WakeBy(at);
        group.Output.Decide(alert.Fingerprint, group.Policy?.Route.To ?? [], DecisionAction.Notify, Counted, at ?? group.Now);
        if (at <= group.Now)
            group.Look();
    }

    /// <summary>What is over goes first, then what is less bad than the new one: it is counted from now on.</summary>
    private static bool TryRemove(Severity severity, GroupDraft group)
    {
        if (TryRemoveOver(group))
            return true;
        if (severity == Severity.Info)
            return false;
        Incident? least = null;
        foreach (var incident in group.Incidents)
            if (incident.IsFiring && incident.Severity < severity && !(incident.Severity >= least?.Severity))
                least = incident;
        if (least is null)
            return false;
        var (counted, hash) = (group.State.Counted, SeenEvents.Hash(least.Fingerprint));
        group.Remove(least);
        group.Change(group.State with
        {
            Counted = least.Told.IsEmpty
                ? counted with { Untold = counted.Untold.Add(hash) }
                : counted with { Told = counted.Told.Add(hash) },
        });
        return true;
    }

    private static bool TryRemoveOver(GroupDraft group)
    {
        if (!group.IsFull)
            return true;
        if (group.State.Open == group.Incidents.Length)
            return false;
        foreach (var incident in group.Incidents)
        {
            if (incident is { IsOpen: false, News: News.None })
            {
                group.Remove(incident);
                return true;
            }
        }
        return false;
    }

    /// <summary>One that was told as a number and is over: its end is told by name.</summary>
    private static Incident Told(Alert alert, GroupDraft group) => new()
    {
        Alert = StoredAlert.Of(alert, group),
        EventAt = Arrival.TimeOf(alert, group.Now),
        Since = alert.StartsAt ?? group.Now,
        ChangedAt = group.Now,
        News = News.Resolved,
        Told = [.. group.Policy?.Route.To ?? []],
        ToldSeverity = alert.Severity,
    };
}
