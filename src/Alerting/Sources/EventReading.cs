using Alerting.Alerts;

namespace Alerting.Sources;

/// <summary>The signals of one message, or the reason it has none.</summary>
/// <param name="Source">The name of the reader that read it.</param>
/// <param name="Signals">Empty only if there is an <paramref name="IgnoredReason"/>.</param>
/// <param name="IgnoredReason">A full sentence.</param>
public sealed record EventReading(string Source, IReadOnlyList<Signal> Signals, string? IgnoredReason = null);
