using Alerting.Alerts;

namespace Alerting.Configuration;

/// <summary>An AWS account by the name that people know: <c>prod</c>.</summary>
/// <param name="Name">Shown in titles, and the label <c>env</c>.</param>
public sealed record Account(string Name)
{
    /// <summary>Its alerts are never more severe; null if they may be.</summary>
    public Severity? SeverityAtMost { get; init; }

    /// <summary>The claim, or the cap with the claim's reason.</summary>
    public SeverityClaim Cap(SeverityClaim claim) => SeverityAtMost is { } most && claim.Severity > most
        ? new SeverityClaim(most, $"{claim.Reason}; at most {most.Name()} in {Name}")
        : claim;
}
