using Alerting.OnCall;

namespace Alerting.Aws.State;

/// <summary>Who the tick saw on call, in the partition of the overrides, with which it is read.</summary>
public sealed class DynamoOnCallSeen(AlertingTable table)
{
    private const string Seen = "seen";
    private const string Version = "v";

    /// <summary>By the schedules' names.</summary>
    public async Task<(OnCallRecords Records, IReadOnlyDictionary<string, StoredOnCallSeen> Seen)> ListAsync(
        CancellationToken cancellation)
    {
        var items =
            await table.QueryAsync(Condition.Partition(DynamoOnCall.Partition), index: null, cancellation);
        var seen = items.Where(item => item.Attributes.ContainsKey(Seen)).Select(item => new StoredOnCallSeen(
            StoredJson.Read(item.Attributes[Seen], StateJson.Default.OnCallSeen), item.Whole(Version) ?? 0));
        return (DynamoOnCall.Read(items),
            seen.ToDictionary(each => each.Seen.Schedule, StringComparer.Ordinal));
    }

    /// <summary>Null if another process changed it meanwhile.</summary>
    public async Task<StoredOnCallSeen?> TrySaveAsync(
        OnCallSeen seen, StoredOnCallSeen? before, CancellationToken cancellation)
    {
        var saved = new StoredOnCallSeen(seen, (before?.Version ?? 0) + 1);
        var item = new Item(DynamoOnCall.Partition, $"{Seen}#{seen.Schedule}")
            .With(Seen, StoredJson.Write(seen, StateJson.Default.OnCallSeen)).With(Version, saved.Version);
        var condition = before is null ? Condition.Absent
            : new Condition("#v = :v").Name("#v", Version).Number(":v", before.Version);
        return (await table.PutAsync(item, condition, cancellation)).IsWritten ? saved : null;
    }
}

public sealed record StoredOnCallSeen(OnCallSeen Seen, long Version);
