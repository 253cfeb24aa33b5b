using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Text;

namespace Alerting.Heartbeats;

/// <summary>
/// Finds the signals that are heartbeats: those sent as one, and alerts that a heartbeat's <c>match</c> names. Neither
/// becomes an alert of its own.
/// </summary>
public sealed class BeatFinder(IReadOnlyList<Heartbeat> heartbeats)
{
    private readonly Heartbeat[] _matching = [.. heartbeats.Where(heartbeat => heartbeat.Match.Count > 0)];

    /// <summary>Separates the beats of configured heartbeats.</summary>
    public FoundBeats Separate(IEnumerable<Signal> signals, DateTimeOffset now)
    {
        var (beats, others) = (new List<(Beat, Signal)>(), new List<Signal>());
        foreach (var signal in signals)
        {
            if (Find(signal) is { } heartbeat)
                beats.Add((new Beat(heartbeat.Name, TimeOf(signal, now)), signal));
            else
                others.Add(signal);
        }
        return new FoundBeats(beats, others);
    }

    /// <summary>Why the signal is no alert; null if it is one.</summary>
    public Reason? ReasonFor(Signal signal)
    {
        if (Find(signal) is { } heartbeat)
            return new Reason(ReasonCode.HeartbeatReported, $"Recorded as heartbeat {heartbeat.Name}.");
        return signal.IsBeat
            ? new Reason(ReasonCode.UnknownHeartbeat, Unknown(signal.Name))
            : null;
    }

    /// <summary>The sentence about a name that is not configured.</summary>
    public string Unknown(string name)
    {
        var meant = Suggestion.For(name, heartbeats.Select(heartbeat => heartbeat.Name));
        return $"Unknown heartbeat \"{name}\". " +
            (meant is null ? "Add it to heartbeats in the configuration." : Suggestion.Sentence(meant));
    }

    private Heartbeat? Find(Signal signal)
    {
        if (signal.IsBeat)
            return heartbeats.FirstOrDefault(heartbeat => heartbeat.Name == signal.Name);
        // An alert that ended says nothing about who sends it, and our own must not keep a heartbeat alive.
        if (_matching.Length == 0 || signal.Status != AlertStatus.Firing
            || signal.Source is HeartbeatSignals.Source or "check")
        {
            return null;
        }
        var labels = AlertLabels.Of(signal);
        return Array.Find(_matching, heartbeat => heartbeat.Match.All(matcher => matcher.Matches(labels)));
    }

    /// <summary>
    /// When it was sent: a message may have waited in a queue for hours. The time in an alert is that of its beginning.
    /// </summary>
    private static DateTimeOffset TimeOf(Signal signal, DateTimeOffset now) =>
        signal is { IsBeat: true, OccurredAt: { } sent } && sent < now ? sent : now;
}
