using Alerting.Alerts;

namespace Alerting.Sources;

/// <summary>What became of one message: its signals, or why it has none.</summary>
/// <param name="Source">The reader that took it.</param>
/// <param name="Signals">None only where <paramref name="NothingBecause"/> says why.</param>
/// <param name="NothingBecause">A sentence for the record.</param>
public sealed record EventReading(string Source, IReadOnlyList<Signal> Signals, string? NothingBecause = null);
