namespace Alerting.Playground.Metrics;

/// <summary>
/// Counts the events that were not told: each once, and in the metric once for each reason, however many receivers it had.
/// What waits is looked at again until it is told or will not be.
/// </summary>
public sealed class SuppressionTally(PlaygroundMetrics metrics)
{
    private readonly List<Entry> _open = [];

    /// <summary>Events of which nobody was told.</summary>
    public long Count { get; private set; }

    public void Follow(TracedAlert traced) => _open.Add(new Entry(traced));

    public void Look() => _open.RemoveAll(IsSettled);

    private bool IsSettled(Entry entry)
    {
        var decisions = entry.Traced.Decisions;
        if (entry.Seen == decisions.Count)
            return false;
        foreach (var decision in decisions.Skip(entry.Seen))
            if (decision.Action == DecisionAction.Suppress && SuppressionKind.Of(decision.Reason) is var kind && entry.Counted.Add(kind))
                metrics.Suppressed(kind);
        entry.Seen = decisions.Count;
        var outcome = entry.Traced.OutcomeAt(DateTimeOffset.MaxValue);
        if (outcome == DecisionAction.Suppress)
            Count++;
        return outcome != DecisionAction.Hold;
    }

    private sealed class Entry(TracedAlert traced)
    {
        public TracedAlert Traced => traced;

        public int Seen { get; set; }

        public HashSet<string> Counted { get; } = new(StringComparer.Ordinal);
    }
}
