using System.Diagnostics.CodeAnalysis;

namespace Alerting.Configuration;

/// <summary>A configuration, or all its errors.</summary>
/// <param name="Config">Null when there are errors.</param>
/// <param name="Errors">In file order.</param>
/// <param name="Notes">Warnings that do not make the configuration invalid.</param>
public sealed record ConfigResult(
    AlertingConfig? Config, IReadOnlyList<ConfigMessage> Errors, IReadOnlyList<ConfigMessage> Notes)
{
    [MemberNotNullWhen(true, nameof(Config))]
    public bool IsValid => Config is not null;
}
