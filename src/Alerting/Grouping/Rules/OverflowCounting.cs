using Alerting.Alerts;
using Alerting.Silencing;

namespace Alerting.Grouping.Rules;

/// <summary>
/// Counts the alerts a group has no room for. A few are kept as examples: messages name them, and their severity decides
/// when the others are notified.
/// </summary>
internal static class OverflowCounting
{
    public static readonly Reason Counted =
        new(ReasonCode.Counted, "Too many alerts in the group to list each; the rest are counted.");

    private static readonly Reason StillFiring = new(ReasonCode.StillFiring, "Suppressed: still firing, already counted.");

    private const int MaxExamples = 3;

    public static void Count(Alert alert, GroupDraft group)
    {
        var overflow = group.State.Overflow;
        if (overflow.IsNotified(alert) || overflow.IsPending(alert))
        {
            AlertArrival.Suppress(alert, StillFiring, group);
            return;
        }
        if (group.MuteOf(alert) is { } mute)
        {
            OverflowMutes.Add(StoredAlert.Of(alert, group), mute, group);
            AlertArrival.Suppress(alert, mute.Reason, group);
            return;
        }
        overflow = overflow.Without(alert);
        group.Change(group.State with
        {
            Overflow = (overflow.Firing >= OverflowAlerts.Capacity
                ? overflow with { BeyondCapacity = overflow.BeyondCapacity + 1 }
                : WithPending(overflow, StoredAlert.Of(alert, group))) with { ResolveAt = AutoResolve.DueAt(alert, group) ?? overflow.ResolveAt },
        });
        var plan = PlanOf(group);
        group.WakeBy(plan.At);
        group.Output.Decide(alert.Fingerprint, group.Policy?.Route.To ?? [], DecisionAction.Notify, Counted, plan.At ?? group.Now);
        if (plan.IsDue(group.Now))
            group.RequestReview();
    }

    /// <summary>Counts an alert that was kept in detail until now.</summary>
    public static void Count(AlertEntry entry, GroupDraft group)
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

    /// <summary>The pending examples, as entries.</summary>
    public static IReadOnlyList<AlertEntry> NamedPending(GroupDraft group)
    {
        var overflow = group.State.Overflow;
        return [.. overflow.Examples.Where(overflow.IsPending).Select(example => FiringEntry(example, group))];
    }

    /// <summary>The plan of the most severe pending one applies to all.</summary>
    public static Plan PlanOf(GroupDraft group)
    {
        if (group.State.Overflow.PendingCount == 0 || group.Policy is not { } policy)
            return Plan.Nothing;
        if (NamedPending(group) is [var mostSevere, ..])
            return Timing.Of(mostSevere, group);
        var next = group.State.NotifiedSeverity is null
            ? group.State.OpenedAt + policy.Route.WaitFor(Severity.Warning)
            : group.State.NotifiedAt + policy.Route.Interval;
        var due = next > group.Now && !group.Rules.CannotWait ? next.Value : group.Now;
        return group.Hold is { } hours && !hours.Contains(due)
            ? new Plan(hours.NextOpening(due), Counted, IsHeld: true)
            : new Plan(due, Counted);
    }

    public static void Resolve(Alert alert, GroupDraft group)
    {
        var overflow = group.State.Overflow;
        var muted = overflow.MutedWith(alert);
        var pending = overflow.IsNotified(alert) ? PendingNotification.Resolved
            : muted is null && PlanOf(group).IsHeld ? PendingNotification.Recovered : PendingNotification.None;
        // A resolved event does not say how severe the alert was; at most as severe as what is or will be notified.
        var highest = pending == PendingNotification.Resolved ? group.State.NotifiedSeverity
            : NamedPending(group) is [var named, ..] ? named.Severity : Severity.Warning;
        if (alert.Severity > highest)
            alert = alert with { Severity = highest.Value };
        group.Change(group.State with { Overflow = overflow.Without(alert) });
        if (pending == PendingNotification.None)
        {
            AlertArrival.Suppress(alert, muted is null
                ? Resolution.BeforeNotified : MuteReasons.ResolvedWhileMuted(muted.By), group);
        }
        else
        {
            AddResolved(ResolvedEntry(alert, pending, group), group);
        }
        if (group.HasNothingOpen)
            group.RequestReview();
    }

    /// <summary>Resolves all overflow alerts together when their auto-resolve time is reached.</summary>
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
                AddResolved(ResolvedEntry(Resolution.Resolved(FiringEntry(example, group), example, group.Now),
                    overflow.IsNotified(example) ? PendingNotification.Resolved : PendingNotification.Recovered, group), group);
    }

    /// <summary>Keeps a few resolved ones by name for the message; the others are counted.</summary>
    private static void AddResolved(AlertEntry ended, GroupDraft group)
    {
        if (OverflowCapacity.HasRoomForResolved(group))
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
        group.Output.Decide(ended.Fingerprint, group.Policy?.Route.To ?? [], DecisionAction.Notify, Counted,
            plan is { IsHeld: true, At: { } opening } ? opening : group.Now);
    }

    /// <summary>The entry it would have if there were room.</summary>
    private static AlertEntry FiringEntry(Alert alert, GroupDraft group) => new()
    {
        Alert = alert,
        IsFiring = true,
        Pending = PendingNotification.Firing,
        Since = alert.StartsAt ?? group.Now,
        Count = Math.Max(1, alert.Signal.Count),
    };

    private static AlertEntry ResolvedEntry(Alert alert, PendingNotification pending, GroupDraft group) => new()
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
