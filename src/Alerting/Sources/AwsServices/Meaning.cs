using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// What a state of a service means for the person on call: a failure, its recovery, or mere news. News is told beside
/// what fires and leaves it alone: that a pipeline started does not end, nor begin, its failure.
/// </summary>
internal sealed record Meaning
{
    /// <summary>The state in the service's own word.</summary>
    public required string State { get; init; }

    public AlertStatus Status { get; init; }

    public required SeverityClaim Severity { get; init; }

    /// <summary>Whether the severity is what the event itself says, and not just the default for its kind.</summary>
    public bool IsOwnWord { get; init; }

    public bool IsNews { get; init; }

    /// <summary>Whether the service tells when this is over.</summary>
    public bool Recovers { get; init; }

    public string? Problem { get; init; }

    /// <summary>It failed: an error, unless the configuration says otherwise.</summary>
    public static Meaning Failure(string state, string what, bool recovers = true) =>
        new() { State = state, Severity = new(Alerts.Severity.Error, $"default for {what}"), Recovers = recovers };

    /// <summary>Somebody should look, but not in the night.</summary>
    public static Meaning Worry(string state, string what, bool recovers = true) =>
        new() { State = state, Severity = new(Alerts.Severity.Warning, $"default for {what}"), Recovers = recovers };

    /// <summary>It is well: ends what failed under the same identity, and is an error to nobody.</summary>
    public static Meaning Recovery(string state, string what) => new()
    {
        State = state,
        Status = AlertStatus.Resolved,
        Severity = new(Alerts.Severity.Info, what),
        IsOwnWord = true,
        Recovers = true,
    };

    /// <summary>A normal change of state, nothing to do.</summary>
    public static Meaning News(string state, string what) =>
        new() { State = state, Severity = new(Alerts.Severity.Info, what), IsOwnWord = true, IsNews = true };

    /// <summary>The event itself says how bad it is.</summary>
    public static Meaning Says(string state, Severity severity, string reason, bool recovers = true) =>
        new() { State = state, Severity = new(severity, reason), IsOwnWord = true, Recovers = recovers };

    /// <summary>A state nobody knew when this was written: told as a warning, and flagged.</summary>
    public static Meaning Unknown(string? state) => new()
    {
        State = state ?? "unknown",
        Severity = new(Alerts.Severity.Warning, state is null
            ? "the event tells no state"
            : $"unknown state {state}"),
        Problem = state is null ? "The event tells no state." : $"The state \"{state}\" is not known.",
    };

    /// <summary>The same as resolved, of the same severity, so that it takes the way of what it ends.</summary>
    public Meaning Ended() => this with { Status = AlertStatus.Resolved };
}
