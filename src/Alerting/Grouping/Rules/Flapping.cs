using System.Collections.Immutable;

namespace Alerting.Grouping.Rules;

/// <summary>
/// What changes its state again and again is told once as flapping, and then not at all until it is stable; then its true
/// state is told.
/// </summary>
internal static class Flapping
{
    /// <summary>The changes of late, with the one of now.</summary>
    public static ImmutableArray<DateTimeOffset> WithChange(AlertEntry? known, GroupDraft group)
    {
        var options = group.Rules.Flapping;
        if (known is null)
            return [group.Now];
        var since = group.Now - options.Within;
        return [.. known.Changes.Where(change => change > since).Append(group.Now).TakeLast(options.Changes)];
    }

    /// <summary>
    /// Whether the incident begins to flap with its latest change, or does already: then only the flapping is told, and a
    /// rise to worse than people know.
    /// </summary>
    public static AlertEntry Judge(AlertEntry entry, AlertEntry? known, GroupDraft group)
    {
        if (known is { IsFlapping: true })
        {
            var worse = entry is { IsFiring: true, Pending: PendingNotification.Firing } && entry.Severity > known.NotifiedSeverity;
            return entry with { Pending = known.Pending == PendingNotification.Flapping ? PendingNotification.Flapping : worse ? PendingNotification.Firing : PendingNotification.None };
        }
        return entry.Changes.Length < group.Rules.Flapping.Changes
            ? entry
            : entry with { IsFlapping = true, Pending = PendingNotification.Flapping, ReasonOverride = null };
    }

    public static DateTimeOffset StableAt(AlertEntry entry, GroupDraft group) => entry.ChangedAt + group.Rules.Flapping.Within;

    /// <summary>It did not change for the time: what it is now is told.</summary>
    public static void End(AlertEntry entry, GroupDraft group)
    {
        var stable = entry with
        {
            IsFlapping = false,
            Changes = [],
            // What flapped while it was held, and nobody heard of, healed.
            Pending = entry.IsFiring ? PendingNotification.Firing
                : !entry.NotifiedReceivers.IsEmpty ? PendingNotification.Resolved
                : entry is { IsHeld: true, Pending: PendingNotification.Flapping } ? PendingNotification.Recovered : PendingNotification.None,
            NotifiedSeverity = entry.IsFiring ? null : entry.NotifiedSeverity,
            ReasonOverride = $"stable for {group.Rules.FlappingTime}: it {(entry.IsFiring ? "fires" : "is resolved")}",
        };
        group.Put(stable);
        if (stable.Pending == PendingNotification.None)
        {
            group.Output.Decide(entry.Fingerprint, group.ReceiversOf(entry), DecisionAction.Suppress,
                "stable and resolved, and nobody was told of it", group.Now);
        }
        group.RequestReview();
    }
}
