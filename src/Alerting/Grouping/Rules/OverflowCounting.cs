using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>
/// Incidents a group has no room for are counted: what of them is to be told and when. Of a few of them more is kept than
/// the number, so that a message can name some, and the others go by what these are.
/// </summary>
internal static class OverflowCounting
{
    public const string Reason = "the group has too many alerts to keep each; it is counted";

    private const int MaxExamples = 3;

    /// <summary>Counts one that fires.</summary>
    public static void Take(Alert alert, GroupDraft group)
    {
        var overflow = group.State.Overflow;
        if (overflow.IsNotified(alert) || overflow.IsPending(alert))
        {
            AlertArrival.Suppress(alert, "still fires, and is counted already", group);
            return;
        }
        if (group.MuteOf(alert) is { } mute)
        {
            OverflowMutes.Add(StoredAlert.Of(alert, group), mute, group);
            AlertArrival.Suppress(alert, mute.By, group);
            return;
        }
        overflow = overflow.Without(alert);
        group.Change(group.State with
        {
            Overflow = (overflow.Firing >= OverflowAlerts.Capacity
                ? overflow with { BeyondCapacity = overflow.BeyondCapacity + 1 }
                : WithPending(overflow, StoredAlert.Of(alert, group))) with { ResolveAt = AutoResolve.After(alert, group) ?? overflow.ResolveAt },
        });
        var plan = PlanOf(group);
        group.WakeBy(plan.At);
        group.Output.Decide(alert.Fingerprint, group.Policy?.Route.To ?? [], DecisionAction.Notify, Reason, plan.At ?? group.Now);
        if (plan.IsDue(group.Now))
            group.RequestReview();
    }

    /// <summary>Counts one that was kept in detail up to now.</summary>
    public static void Take(AlertEntry entry, GroupDraft group)
    {
        var (overflow, alert) = (group.State.Overflow, entry.Alert);
        if (!entry.NotifiedReceivers.IsEmpty)
            group.Change(group.State with { Overflow = overflow with { Notified = overflow.Notified.Add(SeenEvents.Hash(alert.Fingerprint)) } });
        else if (group.MuteOf(alert) is { } mute)
            OverflowMutes.Add(alert, mute, group);
        else
            group.Change(group.State with { Overflow = WithPending(overflow, alert) });
    }

    public static OverflowAlerts WithPending(OverflowAlerts overflow, Alert alert) => overflow with
    {
        Pending = overflow.Pending.Add(SeenEvents.Hash(alert.Fingerprint)),
        Examples = overflow.Examples.Length == MaxExamples
                && overflow.Examples.All(example => example.Severity >= alert.Severity && overflow.IsPending(example))
            ? overflow.Examples
            : [.. overflow.Examples.Append(alert).OrderBy(overflow.IsNotified).ThenByDescending(example => example.Severity).Take(MaxExamples)],
    };

    /// <summary>Those to be told whose names are known.</summary>
    public static IReadOnlyList<AlertEntry> Named(GroupDraft group)
    {
        var overflow = group.State.Overflow;
        return [.. overflow.Examples.Where(overflow.IsPending).Select(example => Detailed(example, group))];
    }

    /// <summary>When those that fire are told: as the worst of them would be.</summary>
    public static Plan PlanOf(GroupDraft group)
    {
        if (group.State.Overflow.PendingCount == 0 || group.Policy is not { } policy)
            return Plan.Nothing;
        if (Named(group) is [var worst, ..])
            return Timing.Of(worst, group);
        var next = group.State.NotifiedSeverity is null
            ? group.State.OpenedAt + policy.Route.WaitFor(Severity.Warning)
            : group.State.NotifiedAt + policy.Route.Interval;
        var due = next > group.Now && !group.Rules.CannotWait ? next.Value : group.Now;
        return group.Hold is { } hours && !hours.Contains(due)
            ? new Plan(hours.NextOpening(due), Reason, IsHeld: true)
            : new Plan(due, Reason);
    }

    public static void Ends(Alert alert, GroupDraft group)
    {
        var overflow = group.State.Overflow;
        var muted = overflow.MutedWith(alert);
        var pending = overflow.IsNotified(alert) ? PendingNotification.Resolved
            : muted is null && PlanOf(group).IsHeld ? PendingNotification.Recovered : PendingNotification.None;
        // An OK does not say how bad it was; but it was no worse than the worst that people heard of, or will.
        var worst = pending == PendingNotification.Resolved ? group.State.NotifiedSeverity
            : Named(group) is [var named, ..] ? named.Severity : Severity.Warning;
        if (alert.Severity > worst)
            alert = alert with { Severity = worst.Value };
        group.Change(group.State with { Overflow = overflow.Without(alert) });
        if (pending == PendingNotification.None)
        {
            AlertArrival.Suppress(alert, muted is null
                ? "resolved before anybody was told that it fires" : $"resolved while it was kept quiet: {muted.By}", group);
        }
        else
        {
            End(Over(alert, pending, group), group);
        }
        if (group.HasNothingOpen)
            group.RequestReview();
    }

    /// <summary>All that are counted end together when their time has come.</summary>
    public static void Expire(GroupDraft group)
    {
        var overflow = group.State.Overflow;
        if (!(overflow.ResolveAt <= group.Now))
            return;
        var isHeld = PlanOf(group).IsHeld;
        group.Change(group.State with
        {
            Overflow = OverflowAlerts.Empty with
            {
                Resolved = overflow.Resolved + overflow.Notified.Count - overflow.Examples.Count(overflow.IsNotified),
                Recovered = overflow.Recovered + (isHeld ? overflow.Pending.Count - overflow.Examples.Count(overflow.IsPending) : 0),
            },
        });
        foreach (var example in overflow.Examples)
            if (overflow.IsNotified(example) || isHeld)
                End(Over(Resolution.Resolved(Detailed(example, group), example, group.Now),
                    overflow.IsNotified(example) ? PendingNotification.Resolved : PendingNotification.Recovered, group), group);
    }

    /// <summary>As many ends as a message needs are told by name, the others as a number beside these.</summary>
    private static void End(AlertEntry ended, GroupDraft group)
    {
        if (OverflowCapacity.HasRoomForEnd(group))
        {
            group.Put(ended);
            return;
        }
        var overflow = group.State.Overflow;
        group.Change(group.State with
        {
            Overflow = ended.Pending == PendingNotification.Recovered
                ? overflow with { Recovered = overflow.Recovered + 1 } : overflow with { Resolved = overflow.Resolved + 1 },
        });
        var plan = Timing.Of(ended, group);
        group.Output.Decide(ended.Fingerprint, group.Policy?.Route.To ?? [], DecisionAction.Notify, Reason,
            plan is { IsHeld: true, At: { } opening } ? opening : group.Now);
    }

    /// <summary>As it would stand in the group if there were room.</summary>
    private static AlertEntry Detailed(Alert alert, GroupDraft group) => new()
    {
        Alert = alert,
        IsFiring = true,
        Pending = PendingNotification.Firing,
        Since = alert.StartsAt ?? group.Now,
        Count = Math.Max(1, alert.Signal.Count),
    };

    private static AlertEntry Over(Alert alert, PendingNotification pending, GroupDraft group) => new()
    {
        Alert = StoredAlert.Of(alert, group),
        EventAt = AlertArrival.TimeOf(alert, group.Now),
        Since = alert.StartsAt ?? group.Now,
        ChangedAt = group.Now,
        Pending = pending,
        NotifiedReceivers = pending == PendingNotification.Resolved ? [.. group.Policy?.Route.To ?? []] : [],
        NotifiedSeverity = alert.Severity,
    };
}
