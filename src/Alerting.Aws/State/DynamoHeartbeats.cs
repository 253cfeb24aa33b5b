using Alerting.Heartbeats;

namespace Alerting.Aws.State;

/// <summary>
/// All heartbeats are in one partition, because there are only tens of them. Each has two items: when it reported last,
/// which the intake writes, and its alert, which the tick writes. So neither waits for the other.
/// </summary>
public sealed class DynamoHeartbeats(AlertingTable table)
{
    private const string Partition = "heartbeats";
    private const string Beats = "beat#";
    private const string Watches = "watch#";
    private const string Last = "last";
    private const string Json = "watch";

    /// <summary>Keeps the newest time, and returns the heartbeat's state; null when the tick has none yet.</summary>
    public async Task<HeartbeatState?> RecordAsync(Beat beat, CancellationToken cancellation)
    {
        var newest = new Condition("attribute_not_exists(#pk) OR #last < :last")
            .Name("#pk", AlertingTable.PartitionKey).Name("#last", Last)
            .Number(":last", beat.At.ToUnixTimeMilliseconds());
        var written =
            await table.PutAsync(new Item(Partition, Beats + beat.Name).With(Last, beat.At), newest, cancellation);
        return await table.GetAsync(Partition, Watches + beat.Name, cancellation) is { } item
            ? Read(item) with { LastBeat = written.Existing?.Moment(Last) ?? beat.At }
            : null;
    }

    /// <summary>Every heartbeat that reported or is watched. Without a watch, the tick does not know it yet.</summary>
    public async Task<IReadOnlyDictionary<string, StoredHeartbeat>> ListAsync(CancellationToken cancellation)
    {
        var found = new Dictionary<string, StoredHeartbeat>(StringComparer.Ordinal);
        foreach (var item in await table.QueryAsync(Condition.Partition(Partition), index: null, cancellation))
        {
            var sort = item.Text(AlertingTable.SortKey)!;
            var name = sort[(sort.IndexOf('#', StringComparison.Ordinal) + 1)..];
            var known = found.GetValueOrDefault(name, new StoredHeartbeat(null, null));
            found[name] = sort.StartsWith(Beats, StringComparison.Ordinal)
                ? known with { LastBeat = item.Moment(Last) }
                : known with { Watch = Read(item) };
        }
        return found;
    }

    public Task SaveAsync(string name, HeartbeatState state, CancellationToken cancellation) => table.PutAsync(
        new Item(Partition, Watches + name).With(Json, StoredJson.Write(state, StateJson.Default.HeartbeatState)),
        condition: null, cancellation);

    public Task DeleteAsync(string name, CancellationToken cancellation) => Task.WhenAll(
        table.DeleteAsync(Partition, Watches + name, cancellation),
        table.DeleteAsync(Partition, Beats + name, cancellation));

    private static HeartbeatState Read(Item item) =>
        StoredJson.Read(item.Attributes[Json], StateJson.Default.HeartbeatState);
}

/// <param name="Watch">Null if the tick does not know the heartbeat yet.</param>
public sealed record StoredHeartbeat(HeartbeatState? Watch, DateTimeOffset? LastBeat)
{
    /// <summary>Null if nothing is known.</summary>
    public HeartbeatState? At(DateTimeOffset now) =>
        (Watch ?? new HeartbeatState { Since = now }) with { LastBeat = LastBeat };
}
