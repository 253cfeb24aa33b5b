using System.Collections.Immutable;
using Alerting.Alerts;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// An alert that changes state too often is notified once as flapping. From then on it is notified only if it fires for
/// longer than the route's interval, and of its state when it is stable.
/// </summary>
internal static class Flapping
{
    private static readonly Reason StableUnnotified =
        new(ReasonCode.NeverNotified, "Suppressed: stable and resolved before anyone was notified.");

    private static readonly Reason StableFiring =
        new(ReasonCode.StillFiring, "Suppressed: no longer flapping, already notified that it fires.");

    /// <summary>The recent changes, including one now. Both ends of the time count.</summary>
    public static ImmutableArray<DateTimeOffset> WithChange(AlertEntry known, GroupDraft group) =>
        [.. Recent(known, group).Append(group.Now).TakeLast(group.Flapping.Changes)];

    /// <summary>Only recovery is a change: our own timer says nothing of the alert, and what was deleted is gone.</summary>
    public static ImmutableArray<DateTimeOffset> WithEnd(AlertEntry known, Alert resolved, GroupDraft group) =>
        resolved.Signal.Ending is null ? WithChange(known, group)
        : IsOverBy(resolved) ? [] : [.. Recent(known, group)];

    /// <summary>Whether its source says that it ended without recovering, so it does not come back soon.</summary>
    public static bool IsOverBy(Alert resolved) =>
        resolved.Signal.Ending is { Code: not ReasonCode.NoFurtherOccurrence };

    /// <summary>An alert that does not flap any more. Its end has a reason of its own.</summary>
    public static AlertEntry Over(AlertEntry ended) => ended with { IsFlapping = false, FlappingEndedAt = null };

    private static IEnumerable<DateTimeOffset> Recent(AlertEntry known, GroupDraft group)
    {
        var since = group.Now - group.Flapping.Within;
        return known.Changes.Where(change => change >= since);
    }

    /// <summary>
    /// Marks the alert as flapping if its latest change is one too many. If it flaps already and fires, its notification
    /// waits to see whether it stays down.
    /// </summary>
    public static AlertEntry Evaluate(AlertEntry entry, AlertEntry known, GroupDraft group)
    {
        if (known is { IsFlapping: true, Pending: PendingNotification.Flapping })
            return entry with { Pending = PendingNotification.Flapping };
        if (known.IsFlapping)
        {
            return entry.IsFiring
                ? entry with { Pending = PendingNotification.Firing }
                : entry with { Pending = PendingNotification.None, IsHeld = false, MutedBy = null };
        }
        return entry.Changes.Length < group.Flapping.Changes
            ? entry
            : entry with { IsFlapping = true, Pending = PendingOfStart(entry, group), Because = null };
    }

    /// <summary>An alert that was stable only briefly is not notified as flapping again.</summary>
    private static PendingNotification PendingOfStart(AlertEntry entry, GroupDraft group)
    {
        if (!(entry.FlappingEndedAt + group.Flapping.Within >= group.Now))
            return PendingNotification.Flapping;
        return entry.IsFiring ? PendingNotification.Firing
            : entry.NotifiedReceivers.IsEmpty ? PendingNotification.Flapping
            : PendingNotification.None;
    }

    /// <summary>When it ends, unless it changes before: only half the changes are within the window then.</summary>
    public static DateTimeOffset EndsAt(AlertEntry entry, GroupDraft group)
    {
        var half = group.Flapping.Changes / 2;
        return entry.Changes.Length <= half ? entry.ChangedAt : entry.Changes[^(half + 1)] + group.Flapping.Within;
    }

    /// <summary>When its changes no longer count.</summary>
    public static DateTimeOffset ChangesExpireAt(AlertEntry entry, GroupDraft group) =>
        entry.ChangedAt + group.Flapping.Within;

    public static void End(AlertEntry entry, GroupDraft group)
    {
        var isKnownToFire =
            entry is { IsFiring: true, Pending: PendingNotification.None } && entry.NotifiedAt >= entry.ChangedAt;
        var stable = entry with { IsFlapping = false, FlappingEndedAt = group.Now };
        if (!isKnownToFire)
        {
            stable = stable with
            {
                Pending = PendingOfEnd(entry),
                NotifiedSeverity = entry.IsFiring ? null : entry.NotifiedSeverity,
                Because = entry is { IsFiring: false, Alert.Signal.Ending: { } ending } ? ending.Reason : new Reason(
                    ReasonCode.Stable, $"No longer flapping: {(entry.IsFiring ? "firing" : "resolved")}."),
            };
        }
        group.Put(stable);
        if (stable.Pending == PendingNotification.None)
        {
            group.Output.Decide(entry.Fingerprint, group.ReceiversOf(entry), DecisionAction.Suppress,
                isKnownToFire ? StableFiring : StableUnnotified, group.Now);
        }
        group.RequestReview();
    }

    /// <summary>An alert that flapped while held and was never notified has recovered.</summary>
    private static PendingNotification PendingOfEnd(AlertEntry entry) =>
        entry.IsFiring ? PendingNotification.Firing
        : !entry.NotifiedReceivers.IsEmpty ? PendingNotification.Resolved
        : entry is { IsHeld: true, Pending: PendingNotification.Flapping } ? PendingNotification.Recovered
        : PendingNotification.None;
}
