using Alerting.Alerts;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Overflow;

/// <summary>
/// Counts the alerts a group has no room for. A few are kept as examples: messages name them, and their severity
/// decides when the others are notified.
/// </summary>
internal static class OverflowCounting
{
    private static readonly Reason StillFiring =
        new(ReasonCode.StillFiring, "Suppressed: still firing, already counted.");

    private const int MaxExamples = 3;

    public static void Count(Alert alert, GroupDraft group)
    {
        var overflow = group.State.Overflow;
        if (overflow.IsNotified(alert) || overflow.IsPending(alert))
        {
            group.Suppress(alert, StillFiring);
            PutOff(group.Policy?.ResolveAt(alert, group.Now), group);
            return;
        }
        if (group.MuteOf(alert) is { } mute)
        {
            OverflowMutes.Add(StoredAlert.Of(alert, group), mute, group);
            group.Suppress(alert, mute.Reason);
            return;
        }
        overflow = overflow.Without(alert);
        group.Change(group.State with
        {
            Overflow = overflow.Firing >= OverflowAlerts.Capacity
                ? overflow with { BeyondCapacity = overflow.BeyondCapacity + 1 }
                : WithPending(overflow.Remember(alert), StoredAlert.Of(alert, group)),
        });
        PutOff(group.Policy?.ResolveAt(alert, group.Now), group);
        var plan = OverflowPlan.Of(group);
        group.WakeBy(plan.At);
        group.Output.Decide(alert.Fingerprint, group.Policy?.Route.To ?? [], DecisionAction.Notify,
            OverflowPlan.Counted, plan.At ?? group.Now);
        if (plan.IsDue(group.Now))
            group.RequestReview();
    }

    /// <summary>Counts an alert that was kept in detail until now.</summary>
    public static void Count(AlertEntry entry, GroupDraft group)
    {
        var (overflow, alert) = (group.State.Overflow.Remember(entry.Alert), entry.Alert);
        if (!entry.NotifiedReceivers.IsEmpty)
        {
            group.Change(group.State with
                { Overflow = overflow with { Notified = overflow.Notified.Add(SeenEvents.Hash(alert.Fingerprint)) } });
        }
        else if (group.MuteOf(alert) is { } mute)
        {
            OverflowMutes.Add(alert, mute, group);
        }
        else
        {
            group.Change(group.State with { Overflow = WithPending(overflow, alert) });
        }
        PutOff(entry.ResolveAt, group);
    }

    /// <summary>Each occurrence puts off the end by silence.</summary>
    private static void PutOff(DateTimeOffset? resolveAt, GroupDraft group)
    {
        var overflow = group.State.Overflow;
        if (resolveAt is { } time && !(overflow.ResolveAt >= time))
            group.Change(group.State with { Overflow = overflow with { ResolveAt = time } });
    }

    public static OverflowAlerts WithPending(OverflowAlerts overflow, Alert alert) => overflow with
    {
        Pending = overflow.Pending.Add(SeenEvents.Hash(alert.Fingerprint)),
        Examples = overflow.Examples.Length == MaxExamples
                && overflow.Examples.All(example => example.Severity >= alert.Severity && overflow.IsPending(example))
            ? overflow.Examples
            : [.. overflow.Examples.Append(alert).OrderBy(overflow.IsNotified)
                .ThenByDescending(example => example.Severity).Take(MaxExamples)],
    };

    /// <summary>A message counted those that were pending.</summary>
    public static void MarkNotified(GroupDraft group)
    {
        var overflow = group.State.Overflow;
        if (overflow.PendingCount > 0)
        {
            group.Change(group.State with
            {
                Overflow = overflow with
                    { Notified = overflow.Notified.Union(overflow.Pending), Pending = [], BeyondCapacity = 0 },
            });
        }
    }
}
