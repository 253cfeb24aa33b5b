using System.Collections.Concurrent;
using Alerting.Deliveries;
using Alerting.Notifications;

namespace Alerting.Aws.State;

/// <summary>Optimistic locking makes the limit hold across all instances of the function.</summary>
/// <param name="random">From 0 to 1, so the instances do not conflict again.</param>
internal sealed class DynamoRateLimits(AlertingTable table, TimeProvider time, Func<double> random) : IRateLimits
{
    // The partition "budget#" is version 1's word for a rate limit. Stored items have it, so it must not change.
    private const string Sort = "ledger";
    private const string Ledger = "ledger";
    private const string Version = "v";
    private const int Attempts = 20;

    /// <summary>To match resolved notifications with their firing ones, as long as threads and fallbacks.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>With a slow table, the messages of a batch must not wait for each other.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(1);

    /// <summary>Serializes the messages of one batch, which avoids conflicts in the table.</summary>
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>After too many conflicts it sends, because a rate limit must not delay a page.</summary>
    public async Task<RateLimitDecision> DecideAsync(
        RateLimitedReceiver receiver, Notification notification, CancellationToken cancellation)
    {
        var turn = _turns.GetOrAdd(receiver.Name, static _ => new SemaphoreSlim(1));
        var hasTurn = await turn.WaitAsync(LongestTurn, cancellation);
        try
        {
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                if (await TryDecideAsync(receiver, notification, cancellation) is { } decision)
                    return decision;
                await Task.Delay(TimeSpan.FromMilliseconds(5 + (5 + 10 * attempt) * random()), time, cancellation);
            }
            return RateLimiting.Allow(notification, "Too many concurrent updates of the rate limit.");
        }
        finally
        {
            if (hasTurn)
                turn.Release();
        }
    }

    /// <summary>Null when another instance changed the ledger meanwhile.</summary>
    private async Task<RateLimitDecision?> TryDecideAsync(
        RateLimitedReceiver receiver, Notification notification, CancellationToken cancellation)
    {
        var partition = "budget#" + receiver.Name;
        var item = await table.GetAsync(partition, Sort, cancellation);
        var ledger = item is null
            ? RateLimitLedger.Empty
            : StoredJson.Read(item.Attributes[Ledger], StateJson.Default.RateLimitLedger);
        var now = time.GetUtcNow();
        var decision = RateLimitDecision.Of(receiver, ledger, notification, now);
        if (ReferenceEquals(decision.Ledger, ledger))
            return decision;
        var version = item?.Whole(Version) ?? 0;
        var next = new Item(partition, Sort).With(Version, version + 1)
            .With(Ledger, StoredJson.Write(decision.Ledger, StateJson.Default.RateLimitLedger))
            .Until(now + receiver.Limit.Within + Retention);
        var unchanged =
            item is null ? Condition.Absent : new Condition("#v = :v").Name("#v", Version).Number(":v", version);
        return (await table.PutAsync(next, unchanged, cancellation)).IsWritten ? decision : null;
    }
}
