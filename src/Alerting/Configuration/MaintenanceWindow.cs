using Alerting.Routing;

namespace Alerting.Configuration;

/// <summary>A recurring silence: alerts that all matchers match are silenced during the interval.</summary>
public sealed record MaintenanceWindow(string Name, TimeInterval During, IReadOnlyList<Matcher> Match);
