using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Heartbeats;

namespace Alerting.InProcess;

/// <summary>
/// Heartbeats in memory, exact to the moment: in a deployment the tick looks once a minute. Their alerts are signals
/// for the caller to take. Not thread-safe.
/// </summary>
public sealed class LocalHeartbeats(TimeProvider time)
{
    private readonly SortedDictionary<string, HeartbeatState> _states = new(StringComparer.Ordinal);
    private AlertingConfig _config = new();
    private BeatFinder _finder = new([]);

    public IReadOnlyList<Heartbeat> Configured => _config.Heartbeats;

    /// <summary>When the next absence fires; null if none can.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            DateTimeOffset? next = null;
            foreach (var heartbeat in _config.Heartbeats)
            {
                var state = _states[heartbeat.Name];
                var due = heartbeat.DueAfter(state.Last);
                if (!state.IsFiring && !(next <= due))
                    next = due;
            }
            return next;
        }
    }

    public HeartbeatState StateOf(string name) => _states[name];

    /// <summary>New heartbeats count from now; the alerts of those that were removed end.</summary>
    public IReadOnlyList<Signal> Configure(AlertingConfig config)
    {
        (_config, _finder) = (config, new BeatFinder(config.Heartbeats));
        return Decide(_states.Keys.Union(config.Heartbeats.Select(heartbeat => heartbeat.Name)));
    }

    /// <summary>
    /// Records the heartbeats among the signals. One that ends an alert is replaced by that end; the others are left,
    /// for the trace.
    /// </summary>
    public IReadOnlyList<Signal> Take(IReadOnlyList<Signal> signals)
    {
        if (_config.Heartbeats.Count == 0)
            return signals;
        var (beats, others) = _finder.Separate(signals, time.GetUtcNow());
        if (beats.Count == 0)
            return signals;
        var taken = new List<Signal>(others);
        foreach (var (beat, signal) in beats)
            taken.AddRange(Record(beat) is { Count: > 0 } ends ? ends : [signal]);
        return taken;
    }

    /// <summary>The alerts of heartbeats that are missing now.</summary>
    public IReadOnlyList<Signal> TakeDue() => Decide(_config.Heartbeats.Select(heartbeat => heartbeat.Name));

    private List<Signal> Record(Beat beat)
    {
        var state = _states[beat.Name];
        if (!(beat.At <= state.LastBeat))
            _states[beat.Name] = state with { LastBeat = beat.At };
        return state.IsFiring ? Decide([beat.Name]) : [];
    }

    private List<Signal> Decide(IEnumerable<string> names)
    {
        var signals = new List<Signal>();
        foreach (var name in names.ToArray())
        {
            var step = HeartbeatRules.Next(name, _config.Heartbeats.FirstOrDefault(each => each.Name == name),
                _states.GetValueOrDefault(name), time.GetUtcNow(), _config.TimeZone);
            if (step.After is { } after)
                _states[name] = after;
            else
                _states.Remove(name);
            if (step.Signal is { } signal)
                signals.Add(signal);
        }
        return signals;
    }
}
