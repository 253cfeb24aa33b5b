using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Grouping.Storage;

namespace Alerting.Aws.State;

/// <summary>
/// A group as an item: the state as JSON, its version, and its next wake-up in one of eight shards of the sparse index
/// <c>due</c>.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-indexes-general-sparse-indexes.html</remarks>
internal static class GroupItems
{
    public const string DueIndex = "due";
    public const string DueAt = "dueAt";
    public const string Sort = "state";
    public const string Version = "v";
    public const int Shards = 8;
    private const string DueShard = "dueShard";
    private const string State = "state";
    private const string Key = "key";
    private const string Route = "route";

    /// <summary>An outbox must be kept as long as the queue may hand out the message that filled it.</summary>
    private static readonly TimeSpan QueueRetention = TimeSpan.FromDays(4);

    /// <summary>Hashed, because labels can be longer than the 2,048 bytes that DynamoDB allows.</summary>
    public static string Partition(string key) => "group#" + KeyHash.Of(key);

    public static Item Write(GroupState state, long version)
    {
        var item = new Item(Partition(state.Key), Sort)
            .With(Key, state.Key)
            .With(Version, version)
            .With(State, StoredJson.Write(state, GroupJson.Compact.GroupState));
        if (state.WakeUp is { } due)
            item.With(DueShard, Shard(state.Key)).With(DueAt, due).With(Route, state.RouteId);
        return item.Until(state.Outbox.IsEmpty ? state.ForgetAt : state.ForgetAt + QueueRetention);
    }

    public static StoredGroup Read(Item item) =>
        new(StoredJson.Read(item.Attributes[State], GroupJson.Compact.GroupState), item.Whole(Version)!.Value);

    public static Condition Unchanged(StoredGroup? loaded) => loaded is null
        ? Condition.Absent
        : new Condition("#v = :v").Name("#v", Version).Number(":v", loaded.Version);

    /// <summary>The groups of a shard with a wake-up no later than <paramref name="until"/>.</summary>
    public static Condition DueIn(int shard, DateTimeOffset until) => new Condition("#s = :s AND #d <= :d")
        .Name("#s", DueShard).Text(":s", ShardName(shard))
        .Name("#d", DueAt).Number(":d", until.ToUnixTimeMilliseconds());

    /// <summary>Leaves out digests and the canary's groups, of a condition from <see cref="OpenIn"/>.</summary>
    public const string IsIncident = "NOT #r IN (:digest, :canary)";

    /// <summary>The groups of a shard that wait for any time, for <see cref="IsIncident"/>.</summary>
    public static Condition OpenIn(int shard) => DueIn(shard, DateTimeOffset.MaxValue)
        .Name("#r", Route).Text(":digest", GroupAddress.DigestRoute).Text(":canary", Canary.RouteId);

    public static string? PartitionOf(Item due) => due.Text(AlertingTable.PartitionKey);

    public static GroupAddress Address(Item due) => new(due.Text(Key)!, due.Text(Route)!);

    private static string Shard(string key) => ShardName(SHA256.HashData(Encoding.UTF8.GetBytes(key))[^1] % Shards);

    private static string ShardName(int shard) => string.Create(CultureInfo.InvariantCulture, $"due#{shard}");
}
