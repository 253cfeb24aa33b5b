using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// The meaning of the states of jobs and resources. Services spell the same states differently: <c>FAILED</c>,
/// <c>RollbackFailed</c>, <c>TERMINATED_WITH_ERRORS</c>.
/// </summary>
internal static class ServiceStates
{
    private static readonly HashSet<string> Failures =
    [
        "failed", "failure", "error", "fault", "timeout", "timed out", "arrested", "interrupted", "out of service",
        "offline", "unavailable", "unhealthy", "breached", "terminated with errors", "retryable error",
    ];

    private static readonly HashSet<string> Recoveries =
    [
        "succeeded", "succeed", "success", "successful", "complete", "completed", "passed", "in service", "active",
        "available", "online", "healthy", "created", "restored", "resolved", "closed", "cleared", "met", "ok",
    ];

    private static readonly HashSet<string> Routine =
    [
        "in progress", "started", "pending", "queued", "scheduled", "submitted", "stopped", "cancelled", "canceled",
        "terminated", "deleted", "ready", "suspended", "skipped", "idle",
    ];

    /// <summary>Those that describe, and read as "is offline"; the others are verbs.</summary>
    private static readonly HashSet<string> Adjectives =
    [
        "out of service", "offline", "unavailable", "unhealthy", "breached", "arrested", "in service", "active",
        "available", "online", "healthy", "in progress", "pending", "queued", "scheduled", "suspended", "idle", "ok",
        "ready", "stopped", "cancelled", "canceled", "deleted", "restored", "resolved", "closed", "created",
    ];

    /// <param name="failures">For the reason of a severity: <c>failed jobs</c>.</param>
    /// <param name="recovery">For the reason of an end: <c>the job succeeded</c>.</param>
    /// <param name="recovers">Whether a later event has the same identity.</param>
    public static EventOutcome Classify(string? state, string failures, string recovery, bool recovers = true)
    {
        var words = WordsOf(state);
        if (Failures.Contains(words) || words.EndsWith(" failed", StringComparison.Ordinal))
            return EventOutcome.Failure(state!, failures, recovers);
        if (Recoveries.Contains(words))
            return EventOutcome.Recovery(state!, recovery);
        return Routine.Contains(words) || words.EndsWith("ing", StringComparison.Ordinal)
            ? EventOutcome.Informational(state!, "routine event")
            : EventOutcome.Unknown(state);
    }

    /// <summary>The state as the verb of a title: <c>failed</c>, <c>is offline</c>, <c>changed</c>.</summary>
    public static string Verb(string? state) => WordsOf(state) switch
    {
        "" => "changed",
        "timeout" or "timed out" => "timed out",
        "error" or "failure" or "fault" => "failed",
        "succeed" or "success" or "successful" => "succeeded",
        "complete" => "completed",
        var words when Adjectives.Contains(words) || words.EndsWith("ing", StringComparison.Ordinal) => "is " + words,
        var words => words,
    };

    /// <summary>A title, with the reason only where something is wrong.</summary>
    public static string Title(string what, string? state, EventOutcome outcome, string? reason) => Wording.WithReason(
        $"{what} {Verb(state)}", outcome.IsInformational || outcome.Status == AlertStatus.Resolved ? null : reason);

    private static string WordsOf(string? state) => state is null ? "" : Wording.Words(
        state.Any(char.IsLower) ? state : state.ToLowerInvariant());
}
