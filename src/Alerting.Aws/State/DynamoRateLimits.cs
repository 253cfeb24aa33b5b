using System.Collections.Concurrent;
using Alerting.Channels.RateLimits;
using Alerting.Configuration;
using Alerting.Notifications;
using NodaTime;

namespace Alerting.Aws.State;

/// <summary>
/// What each receiver with a budget was sent of late. Copies of the function that send to one receiver at the same time
/// take turns by a version condition, so a budget holds for all of them together.
/// </summary>
public sealed class DynamoRateLimits(AlertingTable table, TimeProvider time)
{
    private const string Sort = "ledger";
    private const string Ledger = "ledger";
    private const string Version = "v";
    private const int Attempts = 20;

    /// <summary>After a week nobody waits for the end of what they were told.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    /// <summary>A table that is slow must not make the messages of a batch wait for each other.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(1);

    /// <summary>The messages of one batch take turns here already, so that they lose none there.</summary>
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Decides and books, as one. After too many turns lost it lets the message out: a budget delays no page.</summary>
    public async Task<RateLimitDecision> DecideAsync(
        string receiver, RateLimit rateLimit, Notification notification, string? elsewhere, DateTimeZone zone, CancellationToken cancellation)
    {
        var turn = _turns.GetOrAdd(receiver, static _ => new SemaphoreSlim(1));
        var hasTurn = await turn.WaitAsync(LongestTurn, cancellation);
        try
        {
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                if (await TryDecideAsync("budget#" + receiver, rateLimit, notification, elsewhere, zone, cancellation) is { } decision)
                    return decision;
                // Not all at once again.
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 10 + 10 * attempt)), time, cancellation);
            }
            return new RateLimitDecision(RateLimitAction.Send, RateLimitLedger.Empty, "others change the budget all the time") { Sent = notification };
        }
        finally
        {
            if (hasTurn)
                turn.Release();
        }
    }

    /// <summary>Null when somebody else booked in between.</summary>
    private async Task<RateLimitDecision?> TryDecideAsync(
        string partition, RateLimit rateLimit, Notification notification, string? elsewhere, DateTimeZone zone, CancellationToken cancellation)
    {
        var item = await table.GetAsync(partition, Sort, cancellation);
        var ledger = item is null ? RateLimitLedger.Empty : StoredJson.Read(item.Attributes[Ledger], StateJson.Default.RateLimitLedger);
        var now = time.GetUtcNow();
        var decision = RateLimitDecision.Of(rateLimit, ledger, notification, now, elsewhere, zone);
        if (ReferenceEquals(decision.Ledger, ledger))
            return decision;
        var version = item?.Whole(Version) ?? 0;
        var next = new Item(partition, Sort).With(Version, version + 1)
            .With(Ledger, StoredJson.Write(decision.Ledger, StateJson.Default.RateLimitLedger)).Until(now + rateLimit.Within + Retention);
        var unchanged = item is null ? Condition.Absent : new Condition("#v = :v").Name("#v", Version).Number(":v", version);
        return (await table.PutAsync(next, unchanged, cancellation)).IsWritten ? decision : null;
    }
}
