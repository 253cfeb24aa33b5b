using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.Deliveries;
using Alerting.Grouping;
using Alerting.Grouping.Storage;

namespace Alerting.Functions;

/// <summary>When a group message that failed is handed out again.</summary>
public static class GroupRetry
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The longest waits while a service is away. SQS hands out a message 1,000 times before it is a dead letter: 8 s for
    /// the first 40 minutes, 30 s for the next hour and a half and 2 min from then on last for 19 hours.
    /// </summary>
    private static readonly (int UpToAttempt, TimeSpan Longest)[] InOutage =
        [(300, TimeSpan.FromSeconds(8)), (480, TimeSpan.FromSeconds(30))];

    /// <param name="random">From 0 to 1.</param>
    public static TimeSpan After(Exception failure, int attempt, double random) =>
        RetryDecision.Backoff(attempt, First, LongestAfter(failure, attempt), random);

    /// <summary>Retries help: a service is unavailable, or a newer deployment must process the message.</summary>
    public static bool IsTemporary(Exception failure) =>
        IsOutage(failure) || failure is NewerMessageException or NewerStateException;

    private static TimeSpan LongestAfter(Exception failure, int attempt)
    {
        foreach (var (upTo, longest) in IsOutage(failure) ? InOutage : [])
        {
            if (attempt <= upTo)
                return longest;
        }
        return Longest;
    }

    private static bool IsOutage(Exception failure) => failure is TableUnavailableException
        or QueueUnavailableException or GroupBusyException or OperationCanceledException;
}
