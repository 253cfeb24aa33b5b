namespace Alerting.Functions.Metrics;

/// <summary>
/// The metrics of one invocation, written at its end as one log line, or one for each value of a dimension. Lambda gives a
/// process one event at a time, so nothing is lost when it freezes.
/// </summary>
public sealed class InvocationMetrics(MetricsDetail detail, TimeProvider time)
{
    /// <summary>The specification allows no longer list of values.</summary>
    private const int MaxValues = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<MetricDimension, Dictionary<Metric, List<double>>> _values = [];

    public MetricsDetail Detail => detail;

    /// <summary>Adds to a sum.</summary>
    public void Count(Metric metric, int count, params ReadOnlySpan<MetricDimension> dimensions)
    {
        if (count > 0)
            Add(metric, count, isSum: true, dimensions);
    }

    /// <summary>Adds a value of its own, for percentiles.</summary>
    public void Measure(Metric metric, double value, params ReadOnlySpan<MetricDimension> dimensions) =>
        Add(metric, value, isSum: false, dimensions);

    /// <summary>The lines, each with its line feed; then it is empty.</summary>
    /// <param name="level">See <see cref="EmfLine.LevelOf"/>.</param>
    public IReadOnlyList<byte[]> TakeLines(string metricNamespace, string level)
    {
        lock (_lock)
        {
            if (_values.Count == 0)
                return [];
            var now = time.GetUtcNow();
            byte[][] lines =
            [
                .. _values.SelectMany(entry => Parts(entry.Value)
                    .Select(part => EmfLine.Write(metricNamespace, entry.Key, part, now, level))),
            ];
            _values.Clear();
            return lines;
        }
    }

    private void Add(Metric metric, double value, bool isSum, ReadOnlySpan<MetricDimension> dimensions)
    {
        if (!IsWanted(metric))
            return;
        lock (_lock)
        {
            AddTo(MetricDimension.None, metric, value, isSum);
            foreach (var dimension in detail == MetricsDetail.Full ? dimensions : [])
                AddTo(dimension, metric, value, isSum);
        }
    }

    private bool IsWanted(Metric metric) => metric == Metric.CanaryLatency || metric == Metric.OldestOverdueEscalation
        || detail == MetricsDetail.Full || (detail == MetricsDetail.Basic && metric.IsBasic);

    private void AddTo(MetricDimension dimension, Metric metric, double value, bool isSum)
    {
        if (!_values.TryGetValue(dimension, out var metrics))
            _values[dimension] = metrics = [];
        if (!metrics.TryGetValue(metric, out var values))
            metrics[metric] = values = [];
        if (isSum && values.Count > 0)
            values[0] += value;
        else
            values.Add(value);
    }

    /// <summary>As many lines as the longest list needs.</summary>
    private static IEnumerable<Dictionary<Metric, double[]>> Parts(Dictionary<Metric, List<double>> metrics)
    {
        for (var from = 0; metrics.Values.Any(values => values.Count > from); from += MaxValues)
        {
            yield return metrics.Where(entry => entry.Value.Count > from)
                .ToDictionary(entry => entry.Key, entry => entry.Value.Skip(from).Take(MaxValues).ToArray());
        }
    }
}
