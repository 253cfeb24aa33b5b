using Alerting.Alerts;

namespace Alerting.Scenarios.Promises;

/// <summary>
/// The true state of each alarm, from its latest event by the source's clock. A simple model to compare with, without
/// groups.
/// </summary>
internal sealed class Truth
{
    private readonly Dictionary<string, (DateTimeOffset At, Signal Signal, TracedAlert Traced)> _latest = [];
    private readonly HashSet<string> _seen = [];

    public Truth(IEnumerable<(DateTimeOffset At, Signal Signal, TracedAlert Traced)> events)
    {
        foreach (var (_, signal, traced) in events)
            Take(signal, traced);
    }

    public Truth() : this([])
    {
    }

    public IEnumerable<Alert> Firing =>
        _latest.Values.Select(latest => latest.Traced.Alert).Where(alert => alert.IsFiring);

    public IEnumerable<string> Fingerprints => _latest.Keys;

    public bool Fires(string fingerprint) =>
        _latest.TryGetValue(fingerprint, out var latest) && latest.Traced.Alert.IsFiring;

    public void Take(Signal signal, TracedAlert traced)
    {
        if (!_seen.Add(signal.EventKey) || !signal.Recovers)
            return;
        var fingerprint = traced.Alert.Fingerprint;
        if (!_latest.TryGetValue(fingerprint, out var known))
            _latest[fingerprint] = (signal.OccurredAt!.Value, signal, traced);
        // Without data, an alert that fires goes on as it was.
        else if (signal.HasNoData && known.Traced.Alert.IsFiring && signal.OccurredAt >= known.At)
            _latest[fingerprint] = known with { At = signal.OccurredAt!.Value };
        else if (signal.OccurredAt >= known.At)
            _latest[fingerprint] = (signal.OccurredAt!.Value, signal, traced);
    }
}
