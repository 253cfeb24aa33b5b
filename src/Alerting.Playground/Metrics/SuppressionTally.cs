namespace Alerting.Playground.Metrics;

/// <summary>
/// Counts suppressed alerts: each once, and in the metric once per reason, whatever the number of receivers. A held
/// alert is checked again until it is sent or suppressed.
/// </summary>
internal sealed class SuppressionTally(PlaygroundMetrics metrics)
{
    private readonly List<Entry> _open = [];

    /// <summary>Alerts that were sent to no receiver.</summary>
    public long Count { get; private set; }

    public void Track(TracedAlert traced) => _open.Add(new Entry(traced));

    public void Update() => _open.RemoveAll(IsSettled);

    private bool IsSettled(Entry entry)
    {
        var decisions = entry.Traced.Decisions;
        if (entry.Seen == decisions.Count)
            return false;
        foreach (var decision in decisions.Skip(entry.Seen))
        {
            if (decision.Action == DecisionAction.Suppress && SuppressionLabel.Of(decision.Reason.Code) is var label
                && entry.CountedReasons.Add(label))
            {
                metrics.CountSuppressed(label);
            }
        }
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

        public HashSet<string> CountedReasons { get; } = new(StringComparer.Ordinal);
    }
}
