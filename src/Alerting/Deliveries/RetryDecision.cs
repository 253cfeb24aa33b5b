using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Text;

namespace Alerting.Deliveries;

/// <summary>Whether and when a failed delivery is retried.</summary>
/// <param name="Wait">Null to give up.</param>
public sealed record RetryDecision(TimeSpan? Wait, Reason Reason)
{
    /// <summary>Whether nothing failed: it waits for the table, or for another notification.</summary>
    public bool IsWait { get; init; }

    /// <summary>About three minutes with a fallback, two hours without.</summary>
    public const int TriesWithFallback = 6;
    public const int TriesWithout = 14;

    private static readonly TimeSpan LongestWithFallback = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <param name="attempt">The channel's failures including this one. Each fallback begins with 1.</param>
    /// <param name="random">From 0 to 1.</param>
    public static RetryDecision Of(Verdict.Retry verdict, int attempt, bool hasFallback, double random)
    {
        var tries = hasFallback ? TriesWithFallback : TriesWithout;
        if (attempt >= tries)
            return GiveUp($"{verdict.Reason}; gave up after {attempt} attempts");
        var backoff = Backoff(attempt, First, Longest, random);
        return verdict.After switch
        {
            null => new RetryDecision(backoff, new Reason(verdict.Code, verdict.Reason)),
            // Assume that it asks for the same wait each time.
            { } asked when hasFallback && asked * attempt > LongestWithFallback =>
                GiveUp($"{Asked(verdict, asked)}, so the fallback is used"),
            { } asked => Retry(Longer(asked, backoff, random), Asked(verdict, asked)),
        };
    }

    /// <summary>Null unless the last attempt failed after its caller had left.</summary>
    /// <param name="attempt">The next one.</param>
    public static RetryDecision? AfterLast(int attempt, bool hasFallback) =>
        attempt > (hasFallback ? TriesWithFallback : TriesWithout)
            ? GiveUp($"gave up after {attempt - 1} attempts") : null;

    /// <summary>Another process is sending it.</summary>
    public static RetryDecision Busy(TimeSpan wait) =>
        new(wait, new Reason(ReasonCode.InProgress, "another instance is sending it")) { IsWait = true };

    private static RetryDecision Retry(TimeSpan wait, string why) => new(wait, new Reason(ReasonCode.Retrying, why));

    private static RetryDecision GiveUp(string why) => new(null, new Reason(ReasonCode.GaveUp, why));

    /// <summary>
    /// A rate-limiting service asks each message for one second, however many are waiting. Obeying exactly would use up
    /// all attempts within seconds, so the wait is at least the backoff, and spread.
    /// </summary>
    private static TimeSpan Longer(TimeSpan asked, TimeSpan backoff, double random)
    {
        var spread = asked * (1 + random / 4);
        return spread > backoff ? spread : backoff;
    }

    private static string Asked(Verdict.Retry verdict, TimeSpan wait) =>
        $"{verdict.Reason}; the service asked to wait {DurationText.Of(wait)}";

    /// <summary>
    /// Doubles with each attempt, with jitter, so deliveries that failed together do not retry together.
    /// </summary>
    /// <remarks>https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/</remarks>
    public static TimeSpan Backoff(int attempt, TimeSpan first, TimeSpan longest, double random)
    {
        var wait = first * Math.Pow(2, Math.Min(attempt - 1, 20));
        return (wait < longest ? wait : longest) * (0.75 + random / 2);
    }
}
