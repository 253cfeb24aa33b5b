using System.Collections.Immutable;
using Alerting.Alerts;
using Alerting.Grouping.Schedule;
using Alerting.Grouping.Storage;
using Alerting.Silencing;

namespace Alerting.Grouping.Overflow;

/// <summary>Resolves alerts that the group only counts.</summary>
internal static class OverflowResolution
{
    /// <summary>How many resolved since the last notification, which counts them.</summary>
    public static int TakeCount(GroupDraft group)
    {
        var overflow = group.State.Overflow;
        group.Change(group.State with { Overflow = overflow with { Resolved = 0 } });
        return overflow.Resolved;
    }

    public static void Resolve(Alert alert, GroupDraft group)
    {
        var overflow = group.State.Overflow;
        var muted = overflow.MutedWith(alert);
        var pending = overflow.IsNotified(alert) ? PendingNotification.Resolved
            : muted is null && OverflowPlan.Of(group).IsHeld ? PendingNotification.Recovered : PendingNotification.None;
        // A resolved event does not say how severe the alert was; at most as severe as what is or will be notified.
        var highest = pending == PendingNotification.Resolved ? group.State.NotifiedSeverity
            : OverflowPlan.NamedPending(group) is [var named, ..] ? named.Severity : Severity.Warning;
        if (alert.Severity > highest)
            alert = alert with { Severity = highest.Value };
        group.Change(group.State with
        {
            Overflow = OverflowCapacity.Counts(alert, group.State)
                ? overflow.Without(alert) : overflow with { BeyondCapacity = overflow.BeyondCapacity - 1 },
        });
        if (pending == PendingNotification.None)
        {
            group.Suppress(alert, muted is null
                ? Suppression.BeforeNotified : MuteReasons.ResolvedWhileMuted(muted.Mute));
        }
        else
        {
            AddResolved(ResolvedEntry(alert, pending, group), group);
        }
        if (group.HasNothingOpen)
            group.RequestReview();
    }

    /// <summary>
    /// Resolves all overflow alerts together when their auto-resolve time is reached, but those whose source sends an
    /// end.
    /// </summary>
    public static void Expire(GroupDraft group)
    {
        var overflow = group.State.Overflow;
        if (!group.IsOver(overflow.ResolveAt))
            return;
        var isHeld = OverflowPlan.Of(group).IsHeld;
        var lasting = overflow.Lasting();
        var ended = overflow.Examples.Where(example => !lasting.Examples.Contains(example)).ToArray();
        group.Change(group.State with
        {
            Overflow = lasting with
            {
                Resolved = overflow.Resolved + overflow.Notified.Count - lasting.Notified.Count -
                    ended.Count(overflow.IsNotified),
                Recovered = overflow.Recovered +
                    (isHeld ? overflow.Pending.Count - lasting.Pending.Count - ended.Count(overflow.IsPending) : 0),
            },
        });
        foreach (var example in ended)
        {
            if (overflow.IsNotified(example) || isHeld)
            {
                AddResolved(ResolvedEntry(OverflowPlan.EntryOf(example, group)
                        .ResolvedAs(example, group.Now, group.Policy?.NoFurtherOccurrence),
                    overflow.IsNotified(example) ? PendingNotification.Resolved : PendingNotification.Recovered, group),
                    group);
            }
        }
    }

    /// <summary>
    /// A person closed the incident: all of them end, and the next notification counts those that were notified. Returns
    /// them.
    /// </summary>
    public static ImmutableHashSet<ulong> Close(GroupDraft group)
    {
        if (!group.State.HasOverflow)
            return [];
        var overflow = group.State.Overflow;
        group.Change(group.State with
        {
            Overflow = OverflowAlerts.Empty with
                { Resolved = overflow.Resolved + overflow.Notified.Count, Recovered = overflow.Recovered },
        });
        return overflow.Muted.Aggregate(overflow.Notified.Union(overflow.Pending),
            (all, muted) => all.Union(muted.Fingerprints));
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
                ? overflow with { Recovered = overflow.Recovered + 1 }
                : overflow with { Resolved = overflow.Resolved + 1 },
        });
        var plan = Timing.Of(ended, group);
        group.Output.Decide(ended.Fingerprint, group.Policy?.Route.To ?? [], DecisionAction.Notify,
            OverflowPlan.Counted, plan is { IsHeld: true, At: { } opening } ? opening : group.Now);
    }

    private static AlertEntry ResolvedEntry(Alert alert, PendingNotification pending, GroupDraft group) => new()
    {
        Alert = StoredAlert.Of(alert, group),
        EventAt = EventOrder.TimeOf(alert, group.Now),
        Since = alert.StartsAt ?? group.Now,
        ChangedAt = group.Now,
        Pending = pending,
        Because = alert.Signal.Ending?.Reason,
        NotifiedReceivers = pending == PendingNotification.Resolved
            ? [.. group.RecipientsOf(alert.Severity, []).Names] : [],
        NotifiedSeverity = alert.Severity,
    };
}
