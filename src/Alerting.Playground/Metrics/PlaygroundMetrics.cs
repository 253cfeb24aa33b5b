using System.Collections.Concurrent;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Sources;

namespace Alerting.Playground.Metrics;

/// <summary>Counters since the process started. Reset keeps them, since Prometheus counters must not go down.</summary>
internal sealed class PlaygroundMetrics
{
    /// <summary>In seconds. Loopback takes milliseconds, a timeout four seconds.</summary>
    public static readonly double[] Buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly string[] Outcomes = ["delivered", "retry", "rejected", "not sent", "dead"];

    private readonly ConcurrentDictionary<(string Source, string Severity), long> _events = new();
    private readonly ConcurrentDictionary<(string Channel, string Outcome), long> _sent = new();
    private readonly ConcurrentDictionary<string, long> _suppressed = new();
    private readonly ConcurrentDictionary<string, Histogram> _durations = new();

    /// <summary>
    /// Known series start at 0. A series that appears with its first count hides that count from rate() and increase().
    /// https://prometheus.io/docs/practices/instrumentation/#avoid-missing-metrics
    /// </summary>
    public PlaygroundMetrics()
    {
        foreach (var source in EventReader.Sources.Append("log"))
        {
            foreach (var severity in Enum.GetValues<Severity>())
                _events[(source, severity.Name())] = 0;
        }
        foreach (var label in SuppressionLabel.All)
            _suppressed[label] = 0;
    }

    public IEnumerable<KeyValuePair<(string Source, string Severity), long>> Events =>
        _events.OrderBy(pair => pair.Key);

    public IEnumerable<KeyValuePair<(string Channel, string Outcome), long>> Deliveries =>
        _sent.OrderBy(pair => pair.Key);

    public IEnumerable<KeyValuePair<string, long>> SuppressedByReason =>
        _suppressed.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, Histogram>> Durations =>
        _durations.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Starts the series of the configuration's channels at 0.</summary>
    public void AddChannels(AlertingConfig config)
    {
        foreach (var channel in config.Targets.Select(target => target.Channel).Distinct())
        {
            foreach (var outcome in Outcomes)
                _sent.TryAdd((channel, outcome), 0);
            _durations.TryAdd(channel, new Histogram(Buckets));
        }
    }

    public void CountAlert(Alert alert) => Increment(_events, (alert.Signal.Source, alert.Severity.Name()));

    public void CountAttempt(string channel, string outcome) => Increment(_sent, (channel, outcome));

    public void CountSuppressed(string reason) => Increment(_suppressed, reason);

    public void ObserveDuration(string channel, TimeSpan time) =>
        _durations.GetOrAdd(channel, _ => new Histogram(Buckets)).Observe(time.TotalSeconds);

    private static void Increment<TKey>(ConcurrentDictionary<TKey, long> counts, TKey key) where TKey : notnull =>
        counts.AddOrUpdate(key, 1, (_, count) => count + 1);
}

/// <summary>Cumulative counts for each upper bound, as Prometheus defines them.</summary>
internal sealed class Histogram(double[] bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[bounds.Length];
    private long _count;
    private double _sum;

    public void Observe(double value)
    {
        lock (_lock)
        {
            _count++;
            _sum += value;
            for (var i = 0; i < bounds.Length; i++)
                _counts[i] += value <= bounds[i] ? 1 : 0;
        }
    }

    public (long[] Counts, long Count, double Sum) Read()
    {
        lock (_lock)
            return ([.. _counts], _count, _sum);
    }
}
