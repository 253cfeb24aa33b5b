using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// What a state of a service means for the person on call: a failure, its recovery, or mere news. News is told beside
/// what fires and leaves it alone: that a pipeline started does not end, nor begin, its failure.
/// </summary>
internal sealed record EventOutcome
{
    /// <summary>The state in the service's own word.</summary>
    public required string State { get; init; }

    public AlertStatus Status { get; init; }

    public required SeverityClaim Severity { get; init; }

    /// <summary>Whether the severity is what the event itself says, and not just the default for its kind.</summary>
    public bool IsStatedByEvent { get; init; }

    public bool IsInformational { get; init; }

    /// <summary>Whether the service tells when this is over.</summary>
    public bool Recovers { get; init; }

    public string? Problem { get; init; }

    /// <summary>It failed: an error, unless the configuration says otherwise.</summary>
    public static EventOutcome Failure(string state, string what, bool recovers = true) =>
        new() { State = state, Severity = new(Alerts.Severity.Error, $"default for {what}"), Recovers = recovers };

    /// <summary>Somebody should look, but not in the night.</summary>
    public static EventOutcome Warning(string state, string what, bool recovers = true) =>
        new() { State = state, Severity = new(Alerts.Severity.Warning, $"default for {what}"), Recovers = recovers };

    /// <summary>It is well: ends what failed under the same identity, and is an error to nobody.</summary>
    public static EventOutcome Recovery(string state, string what) => new()
    {
        State = state,
        Status = AlertStatus.Resolved,
        Severity = new(Alerts.Severity.Info, what),
        IsStatedByEvent = true,
        Recovers = true,
    };

    /// <summary>A normal change of state, nothing to do.</summary>
    public static EventOutcome Informational(string state, string what) =>
        new() { State = state, Severity = new(Alerts.Severity.Info, what), IsStatedByEvent = true, IsInformational = true };

    /// <summary>The event itself says how bad it is.</summary>
    public static EventOutcome Stated(string state, Severity severity, string reason, bool recovers = true) =>
        new() { State = state, Severity = new(severity, reason), IsStatedByEvent = true, Recovers = recovers };

    /// <summary>A state nobody knew when this was written: told as a warning, and flagged.</summary>
    public static EventOutcome Unknown(string? state) => new()
    {
        State = state ?? "unknown",
        Severity = new(Alerts.Severity.Warning, state is null
            ? "the event tells no state"
            : $"unknown state {state}"),
        Problem = state is null ? "The event tells no state." : $"The state \"{state}\" is not known.",
    };

    /// <summary>The same as resolved, of the same severity, so that it takes the way of what it ends.</summary>
    public EventOutcome Ended() => this with { Status = AlertStatus.Resolved };
}
