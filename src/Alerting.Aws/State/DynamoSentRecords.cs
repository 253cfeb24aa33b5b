using Alerting.Deliveries;

namespace Alerting.Aws.State;

/// <summary>
/// An item for each group and target, with optimistic locking. The first message of a group costs two writes: its claim
/// and its outcome. A process that does not know the record yet spends one more, which returns the record.
/// </summary>
internal sealed class DynamoSentRecords(AlertingTable table, TimeProvider time, Func<double> random) : ISentRecords
{
    private const string Sort = "sent";
    private const string Json = "record";
    private const string Version = "v";
    private const string Lease = "lease";
    private const int Attempts = 20;

    /// <summary>
    /// Outlives every redrive, so a redriven dead letter skips targets that have it: four days in the deliveries queue,
    /// fourteen as a dead letter, four more in the deliveries queue, and some to spare.
    /// </summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>With a slow table, the messages of a batch must not wait for each other.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(2);

    private readonly RecentValues<Stored> _known = new();

    /// <summary>Claims of one batch take turns in the order in which they began.</summary>
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public async Task<T> ChangeAsync<T>(
        string key, Func<SentRecord, (SentRecord Record, T Result)> change, CancellationToken cancellation)
    {
        var turn = _turns[(uint)string.GetHashCode(key, StringComparison.Ordinal) % _turns.Length];
        var hasTurn = await turn.WaitAsync(LongestTurn, cancellation);
        try
        {
            var stored = _known.TryGet(key, out var known) ? known : new Stored(SentRecord.Empty, 0);
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                var (record, result) = change(stored.Record);
                var isCurrent = false;
                if (!ReferenceEquals(record, stored.Record))
                    (isCurrent, stored) = await TrySaveAsync(key, stored, record, cancellation);
                else if (attempt == 1)
                    stored = await ReadAsync(key, cancellation);
                else
                    isCurrent = true;
                _known.Set(key, stored);
                if (isCurrent)
                    return result;
                if (attempt > 1)
                    await Task.Delay(TimeSpan.FromMilliseconds(5 + 10 * attempt * random()), time, cancellation);
            }
            throw new TableUnavailableException("too many processes changed the same record", null);
        }
        finally
        {
            if (hasTurn)
                turn.Release();
        }
    }

    /// <summary>The new record, or the one that another process stored meanwhile.</summary>
    private async Task<(bool IsSaved, Stored Stored)> TrySaveAsync(
        string key, Stored before, SentRecord record, CancellationToken cancellation)
    {
        var item = new Item(Partition(key), Sort).With(Version, before.Version + 1)
            .With(Json, StoredJson.Write(record, StateJson.Default.SentRecord))
            .Until(time.GetUtcNow() + Retention);
        if (record.Sending.Count > 0)
            item.With(Lease, record.Sending.Max(sending => sending.Until));
        var condition = before.Version == 0
            ? Condition.Absent : new Condition("#v = :v").Name("#v", Version).Number(":v", before.Version);
        var result = await table.PutAsync(item, condition, cancellation);
        return result.IsWritten ? (true, new Stored(record, before.Version + 1)) : (false, Read(result.Existing));
    }

    private async Task<Stored> ReadAsync(string key, CancellationToken cancellation) =>
        Read(await table.GetAsync(Partition(key), Sort, cancellation));

    /// <summary>A lease that an operator shortened holds for everything that is being sent.</summary>
    private static Stored Read(Item? item)
    {
        if (item is null)
            return new Stored(SentRecord.Empty, 0);
        var record = StoredJson.Read(item.Attributes[Json], StateJson.Default.SentRecord);
        return new Stored(
            item.Moment(Lease) is not { } end || record.Sending.All(sending => sending.Until <= end) ? record
            : record with
            {
                Sending = [.. record.Sending.Select(
                    sending => sending with { Until = sending.Until < end ? sending.Until : end })],
            },
            item.Whole(Version) ?? 0);
    }

    private static string Partition(string key) => "order#" + key;

    private sealed record Stored(SentRecord Record, long Version);
}
