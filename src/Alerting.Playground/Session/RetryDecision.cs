using Alerting.Channels;

namespace Alerting.Playground.Session;

/// <summary>Whether, and when, a delivery that failed for now is tried again: as the delivering function does it.</summary>
/// <param name="Wait">Null when it was tried often enough.</param>
public sealed record RetryDecision(TimeSpan? Wait, string Reason)
{
    /// <summary>With somebody else to turn to, three minutes are enough; without, two hours.</summary>
    public const int TriesWithFallback = 6;
    public const int TriesWithout = 14;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <param name="attempt">How often it was tried, this time included.</param>
    public static RetryDecision Of(Verdict.Retry verdict, int attempt, bool hasFallback)
    {
        if (attempt >= (hasFallback ? TriesWithFallback : TriesWithout))
            return new RetryDecision(null, $"{verdict.Reason}; given up after {attempt} tries");
        if (verdict.After is { } asked)
            return new RetryDecision(asked, $"{verdict.Reason}; the service asked to wait {asked.TotalSeconds:0} s");
        var wait = First * Math.Pow(2, attempt - 1);
        return new RetryDecision(wait < Longest ? wait : Longest, verdict.Reason);
    }
}
