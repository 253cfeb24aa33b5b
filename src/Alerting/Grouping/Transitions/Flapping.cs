using System.Collections.Immutable;
using Alerting.Alerts;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// An alert that changes state too often is notified once as flapping, then not again until it is stable; then its
/// state is notified.
/// </summary>
internal static class Flapping
{
    private static readonly Reason StableUnnotified =
        new(ReasonCode.NeverNotified, "Suppressed: stable and resolved before anyone was notified.");

    /// <summary>The recent changes, including one now.</summary>
    public static ImmutableArray<DateTimeOffset> WithChange(AlertEntry? known, GroupDraft group)
    {
        var options = group.Rules.Flapping;
        if (known is null)
            return [group.Now];
        var since = group.Now - options.Within;
        return [.. known.Changes.Where(change => change > since).Append(group.Now).TakeLast(options.Changes)];
    }

    /// <summary>
    /// Marks the alert as flapping if its latest change is one too many. A flapping alert is notified only of the
    /// flapping and of a rise in severity.
    /// </summary>
    public static AlertEntry Evaluate(AlertEntry entry, AlertEntry? known, GroupDraft group)
    {
        if (known is { IsFlapping: true })
        {
            var rose = entry is { IsFiring: true, Pending: PendingNotification.Firing }
                && entry.Severity > known.NotifiedSeverity;
            return entry with
            {
                Pending = known.Pending == PendingNotification.Flapping ? PendingNotification.Flapping
                    : rose ? PendingNotification.Firing : PendingNotification.None,
            };
        }
        return entry.Changes.Length < group.Rules.Flapping.Changes
            ? entry
            : entry with { IsFlapping = true, Pending = PendingNotification.Flapping, Because = null };
    }

    public static void End(AlertEntry entry, GroupDraft group)
    {
        var stable = entry with
        {
            IsFlapping = false,
            Changes = [],
            // An alert that flapped while held and was never notified has recovered.
            Pending = entry.IsFiring ? PendingNotification.Firing
                : !entry.NotifiedReceivers.IsEmpty ? PendingNotification.Resolved
                : entry is { IsHeld: true, Pending: PendingNotification.Flapping }
                    ? PendingNotification.Recovered
                    : PendingNotification.None,
            NotifiedSeverity = entry.IsFiring ? null : entry.NotifiedSeverity,
            Because = new Reason(
                ReasonCode.Stable,
                $"Stable for {group.Rules.FlappingTime}: {(entry.IsFiring ? "firing" : "resolved")}."),
        };
        group.Put(stable);
        if (stable.Pending == PendingNotification.None)
        {
            group.Output.Decide(entry.Fingerprint, group.ReceiversOf(entry), DecisionAction.Suppress,
                StableUnnotified, group.Now);
        }
        group.RequestReview();
    }
}
