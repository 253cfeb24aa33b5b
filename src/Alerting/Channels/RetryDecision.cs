namespace Alerting.Channels;

/// <summary>Whether, and when, a delivery that failed for now is tried again.</summary>
/// <param name="Wait">Null when it was tried often enough.</param>
public sealed record RetryDecision(TimeSpan? Wait, string Reason)
{
    /// <summary>With somebody else to turn to, three minutes are enough; without, two hours.</summary>
    public const int TriesWithFallback = 6;
    public const int TriesWithout = 14;

    private static readonly TimeSpan LongestWithFallback = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public static RetryDecision Of(Verdict.Retry verdict, int attempt, bool hasFallback)
    {
        var tries = hasFallback ? TriesWithFallback : TriesWithout;
        if (attempt >= tries)
            return new RetryDecision(null, $"{verdict.Reason}; given up after {attempt} tries");
        return verdict.After switch
        {
            null => new RetryDecision(Backoff(attempt, First, Longest), verdict.Reason),
            // As if it had asked for the same each time: somebody else can be told.
            { } asked when hasFallback && asked * attempt > LongestWithFallback =>
                new RetryDecision(null, $"{Asked(verdict, asked)}, which is too long while another can be told"),
            { } asked => new RetryDecision(Longer(asked, Backoff(attempt, First, Longest)), Asked(verdict, asked)),
        };
    }

    /// <summary>
    /// A service that limits us asks for a second each time, however many wait: who obeyed to the letter would have no tries
    /// left within seconds. And those who were told the same do not come again together.
    /// </summary>
    private static TimeSpan Longer(TimeSpan asked, TimeSpan backoff)
    {
        var spread = asked * (1 + Random.Shared.NextDouble() / 4);
        return spread > backoff ? spread : backoff;
    }

    private static string Asked(Verdict.Retry verdict, TimeSpan wait) => $"{verdict.Reason}; the service asked to wait {wait.TotalSeconds:0} s";

    /// <summary>Doubles with each try, and varies by half, so that what failed together does not come again together.</summary>
    /// <remarks>https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/</remarks>
    public static TimeSpan Backoff(int attempt, TimeSpan first, TimeSpan longest)
    {
        var wait = first * Math.Pow(2, Math.Min(attempt - 1, 20));
        return (wait < longest ? wait : longest) * (0.75 + Random.Shared.NextDouble() / 2);
    }
}
