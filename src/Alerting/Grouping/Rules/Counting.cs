using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>
/// Incidents a group has no room for are counted: what of them is to be told and when. Of a few of them more is kept than
/// the number, so that a message can name some, and the others go by what these are.
/// </summary>
internal static class Counting
{
    public const string Reason = "the group has too many alerts to keep each; it is counted";

    private const int MaxExamples = 3;

    /// <summary>Counts one that fires.</summary>
    public static void Take(Alert alert, GroupDraft group)
    {
        var counted = group.State.Counted;
        if (counted.IsTold(alert) || counted.IsUntold(alert))
        {
            Arrival.Suppress(alert, "still fires, and is counted already", group);
            return;
        }
        if (group.MuteOf(alert) is { } mute)
        {
            CountedMutes.Add(StoredAlert.Of(alert, group), mute, group);
            Arrival.Suppress(alert, mute.By, group);
            return;
        }
        counted = counted.Without(alert);
        group.Change(group.State with
        {
            Counted = (counted.Firing >= CountedIncidents.Capacity
                ? counted with { Beyond = counted.Beyond + 1 }
                : WithUntold(counted, StoredAlert.Of(alert, group))) with { ResolveAt = Expiry.After(alert, group) ?? counted.ResolveAt },
        });
        var plan = PlanOf(group);
        group.WakeBy(plan.At);
        group.Output.Decide(alert.Fingerprint, group.Policy?.Route.To ?? [], DecisionAction.Notify, Reason, plan.At ?? group.Now);
        if (plan.IsDue(group.Now))
            group.Look();
    }

    /// <summary>Counts one that was kept in detail up to now.</summary>
    public static void Take(Incident incident, GroupDraft group)
    {
        var (counted, alert) = (group.State.Counted, incident.Alert);
        if (!incident.Told.IsEmpty)
            group.Change(group.State with { Counted = counted with { Told = counted.Told.Add(SeenEvents.Hash(alert.Fingerprint)) } });
        else if (group.MuteOf(alert) is { } mute)
            CountedMutes.Add(alert, mute, group);
        else
            group.Change(group.State with { Counted = WithUntold(counted, alert) });
    }

    public static CountedIncidents WithUntold(CountedIncidents counted, Alert alert) => counted with
    {
        Untold = counted.Untold.Add(SeenEvents.Hash(alert.Fingerprint)),
        Examples = counted.Examples.Length == MaxExamples
                && counted.Examples.All(example => example.Severity >= alert.Severity && counted.IsUntold(example))
            ? counted.Examples
            : [.. counted.Examples.Append(alert).OrderBy(counted.IsTold).ThenByDescending(example => example.Severity).Take(MaxExamples)],
    };

    /// <summary>Those to be told whose names are known.</summary>
    public static IReadOnlyList<Incident> Named(GroupDraft group)
    {
        var counted = group.State.Counted;
        return [.. counted.Examples.Where(counted.IsUntold).Select(example => Detailed(example, group))];
    }

    /// <summary>When those that fire are told: as the worst of them would be.</summary>
    public static Plan PlanOf(GroupDraft group)
    {
        if (group.State.Counted.News == 0 || group.Policy is not { } policy)
            return Plan.Nothing;
        if (Named(group) is [var worst, ..])
            return Timing.Of(worst, group);
        var next = group.State.ToldSeverity is null
            ? group.State.OpenedAt + policy.Route.WaitFor(Severity.Warning)
            : group.State.ToldAt + policy.Route.Interval;
        var due = next > group.Now && !group.Rules.CannotWait ? next.Value : group.Now;
        return group.Hold is { } hours && !hours.Contains(due)
            ? new Plan(hours.NextOpening(due), Reason, IsHeld: true)
            : new Plan(due, Reason);
    }

    public static void Ends(Alert alert, GroupDraft group)
    {
        var counted = group.State.Counted;
        var muted = counted.MutedWith(alert);
        var news = counted.IsTold(alert) ? News.Resolved
            : muted is null && PlanOf(group).IsHeld ? News.Healed : News.None;
        // An OK does not say how bad it was; but it was no worse than the worst that people heard of, or will.
        var worst = news == News.Resolved ? group.State.ToldSeverity
            : Named(group) is [var named, ..] ? named.Severity : Severity.Warning;
        if (alert.Severity > worst)
            alert = alert with { Severity = worst.Value };
        group.Change(group.State with { Counted = counted.Without(alert) });
        if (news == News.None)
        {
            Arrival.Suppress(alert, muted is null
                ? "resolved before anybody was told that it fires" : $"resolved while it was kept quiet: {muted.By}", group);
        }
        else
        {
            End(Over(alert, news, group), group);
        }
        if (group.IsQuiet)
            group.Look();
    }

    /// <summary>All that are counted end together when their time has come.</summary>
    public static void Expire(GroupDraft group)
    {
        var counted = group.State.Counted;
        if (!(counted.ResolveAt <= group.Now))
            return;
        var isHeld = PlanOf(group).IsHeld;
        group.Change(group.State with
        {
            Counted = CountedIncidents.None with
            {
                Resolved = counted.Resolved + counted.Told.Count - counted.Examples.Count(counted.IsTold),
                Healed = counted.Healed + (isHeld ? counted.Untold.Count - counted.Examples.Count(counted.IsUntold) : 0),
            },
        });
        foreach (var example in counted.Examples)
            if (counted.IsTold(example) || isHeld)
                End(Over(Ending.Resolved(Detailed(example, group), example, group.Now),
                    counted.IsTold(example) ? News.Resolved : News.Healed, group), group);
    }

    /// <summary>As many ends as a message needs are told by name, the others as a number beside these.</summary>
    private static void End(Incident ended, GroupDraft group)
    {
        if (Capacity.HasRoomForEnd(group))
        {
            group.Put(ended);
            return;
        }
        var counted = group.State.Counted;
        group.Change(group.State with
        {
            Counted = ended.News == News.Healed
                ? counted with { Healed = counted.Healed + 1 } : counted with { Resolved = counted.Resolved + 1 },
        });
        var plan = Timing.Of(ended, group);
        group.Output.Decide(ended.Fingerprint, group.Policy?.Route.To ?? [], DecisionAction.Notify, Reason,
            plan is { IsHeld: true, At: { } opening } ? opening : group.Now);
    }

    /// <summary>As it would stand in the group if there were room.</summary>
    private static Incident Detailed(Alert alert, GroupDraft group) => new()
    {
        Alert = alert,
        IsFiring = true,
        News = News.Firing,
        Since = alert.StartsAt ?? group.Now,
        Count = Math.Max(1, alert.Signal.Count),
    };

    private static Incident Over(Alert alert, News news, GroupDraft group) => new()
    {
        Alert = StoredAlert.Of(alert, group),
        EventAt = Arrival.TimeOf(alert, group.Now),
        Since = alert.StartsAt ?? group.Now,
        ChangedAt = group.Now,
        News = news,
        Told = news == News.Resolved ? [.. group.Policy?.Route.To ?? []] : [],
        ToldSeverity = alert.Severity,
    };
}
