using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// The meaning of a state for the person on call: a failure, a recovery or information. Informational events do not change
/// the alert: a pipeline that starts again does not resolve its failure.
/// </summary>
internal sealed record EventOutcome
{
    /// <summary>The state as the service calls it.</summary>
    public required string State { get; init; }

    public AlertStatus Status { get; init; }

    public required SeverityClaim Severity { get; init; }

    /// <summary>Whether the severity comes from the event and is not a default.</summary>
    public bool IsStatedByEvent { get; init; }

    public bool IsInformational { get; init; }

    /// <summary>Whether the service sends an event that resolves this.</summary>
    public bool Recovers { get; init; }

    public string? Problem { get; init; }

    /// <summary>An error, unless the configuration overrides it.</summary>
    public static EventOutcome Failure(string state, string what, bool recovers = true) =>
        new() { State = state, Severity = new(Alerts.Severity.Error, $"default for {what}"), Recovers = recovers };

    /// <summary>Needs attention, but not at night.</summary>
    public static EventOutcome Warning(string state, string what, bool recovers = true) =>
        new() { State = state, Severity = new(Alerts.Severity.Warning, $"default for {what}"), Recovers = recovers };

    /// <summary>Resolves the failure with the same identity.</summary>
    public static EventOutcome Recovery(string state, string what) => new()
    {
        State = state,
        Status = AlertStatus.Resolved,
        Severity = new(Alerts.Severity.Info, what),
        IsStatedByEvent = true,
        Recovers = true,
    };

    /// <summary>A normal change of state that needs no action.</summary>
    public static EventOutcome Informational(string state, string what) =>
        new() { State = state, Severity = new(Alerts.Severity.Info, what), IsStatedByEvent = true,
            IsInformational = true };

    /// <summary>The event has a severity of its own.</summary>
    public static EventOutcome Stated(string state, Severity severity, string reason, bool recovers = true) =>
        new() { State = state, Severity = new(severity, reason), IsStatedByEvent = true, Recovers = recovers };

    /// <summary>An unknown state is a warning. A known one may end it, so it waits for that.</summary>
    public static EventOutcome Unknown(string? state) => new()
    {
        State = state ?? "unknown",
        Recovers = state is not null,
        Severity = new(Alerts.Severity.Warning, state is null
            ? "the event has no state"
            : $"unknown state {state}"),
        Problem = state is null ? "The event has no state." : $"Unknown state \"{state}\".",
    };

    /// <summary>Keeps the severity, so the resolved event takes the same route.</summary>
    public EventOutcome AsResolved() => this with { Status = AlertStatus.Resolved };
}
