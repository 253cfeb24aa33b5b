using Alerting.Alerts;

namespace Alerting.Heartbeats;

/// <summary>A heartbeat that arrived.</summary>
public sealed record Beat(string Name, DateTimeOffset At);

/// <summary>What one event's signals hold: beats, and everything else.</summary>
public sealed record FoundBeats(IReadOnlyList<(Beat Beat, Signal Signal)> Beats, IReadOnlyList<Signal> Others);
