using System.Diagnostics.CodeAnalysis;

namespace Alerting.Configuration;

/// <summary>A configuration, or everything that is wrong with it.</summary>
/// <param name="Config">Null when there are errors.</param>
/// <param name="Errors">All of them, in the order of the file.</param>
/// <param name="Notes">What is allowed but worth knowing; also without errors.</param>
public sealed record ConfigResult(
    AlertingConfig? Config, IReadOnlyList<ConfigMessage> Errors, IReadOnlyList<ConfigMessage> Notes)
{
    [MemberNotNullWhen(true, nameof(Config))]
    public bool IsValid => Config is not null;
}
