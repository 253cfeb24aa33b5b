using Alerting.Alerts;

namespace Alerting.Configuration;

/// <summary>Which resolved notifications are sent, by the severity that was notified.</summary>
/// <param name="Unwanted">The severities whose end is not sent.</param>
public sealed record ResolvedChoice(IReadOnlySet<Severity> Unwanted)
{
    public static ResolvedChoice All { get; } = new(new HashSet<Severity>());

    public static ResolvedChoice None { get; } = new(Enum.GetValues<Severity>().ToHashSet());

    public bool Any => Unwanted.Count < None.Unwanted.Count;

    public bool Wants(Severity severity) => !Unwanted.Contains(severity);
}
