using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Amazon.DynamoDBv2.Model;

namespace Alerting.Aws.State;

/// <summary>
/// A group as an item: the state as JSON, its version, and its next wake-up in one of the shards of the sparse index
/// <c>due</c>: a few for groups with a critical alert, a few for digests, and eight for all others.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-indexes-general-sparse-indexes.html</remarks>
internal static class GroupItems
{
    public const string DueIndex = "due";
    public const string DueAt = "dueAt";
    public const string Sort = "state";
    public const string Version = "v";
    private const string DueShard = "dueShard";
    private const string State = "state";
    private const string Key = "key";
    private const string Route = "route";

    /// <summary>Version 1 used these for all groups.</summary>
    public static IReadOnlyList<string> OtherShards { get; } = Names("", 8);

    public static IReadOnlyList<string> CriticalShards { get; } = Names("critical#", 4);

    public static IReadOnlyList<string> DigestShards { get; } = Names("digest#", 2);

    public static IReadOnlyList<string> AllShards { get; } = [.. CriticalShards, .. DigestShards, .. OtherShards];

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
            item.With(DueShard, Shard(state)).With(DueAt, due).With(Route, state.RouteId);
        return item.Until(state.Outbox.IsEmpty ? state.ForgetAt : state.ForgetAt + QueueRetention);
    }

    public static StoredGroup Read(Item item) =>
        new(StoredJson.Read(item.Attributes[State], GroupJson.Compact.GroupState), item.Whole(Version)!.Value);

    public static Condition Unchanged(StoredGroup? loaded) => loaded is null
        ? Condition.Absent
        : new Condition("#v = :v").Name("#v", Version).Number(":v", loaded.Version);

    /// <summary>The groups of a shard with a wake-up no later than <paramref name="until"/>.</summary>
    public static Condition DueIn(string shard, DateTimeOffset until) => new Condition("#s = :s AND #d <= :d")
        .Name("#s", DueShard).Text(":s", shard)
        .Name("#d", DueAt).Number(":d", until.ToUnixTimeMilliseconds());

    /// <summary>Leaves out digests and the canary's groups, of a condition from <see cref="OpenIn"/>.</summary>
    public const string IsIncident = "NOT #r IN (:digest, :canary)";

    /// <summary>The groups of a shard that wait for any time, for <see cref="IsIncident"/>.</summary>
    public static Condition OpenIn(string shard) => DueIn(shard, DateTimeOffset.MaxValue)
        .Name("#r", Route).Text(":digest", GroupAddress.DigestRoute).Text(":canary", Canary.RouteId);

    public static string? PartitionOf(Item due) => due.Text(AlertingTable.PartitionKey);

    /// <summary>Where a query of the index goes on after the item.</summary>
    public static Dictionary<string, AttributeValue> IndexKey(Item due) => new()
    {
        [AlertingTable.PartitionKey] = due.Attributes[AlertingTable.PartitionKey],
        [AlertingTable.SortKey] = due.Attributes[AlertingTable.SortKey],
        [DueShard] = due.Attributes[DueShard],
        [DueAt] = due.Attributes[DueAt],
    };

    public static long DueTime(Item due) => due.Whole(DueAt)!.Value;

    /// <summary>The canary is no incident.</summary>
    public static bool IsOfIncidents(Item due) => due.Text(Route) != Canary.RouteId;

    public static GroupAddress Address(Item due) => new(due.Text(Key)!, due.Text(Route)!);

    private static string Shard(GroupState state)
    {
        var shards = new GroupAddress(state.Key, state.RouteId).IsDigest ? DigestShards
            : IsCritical(state) ? CriticalShards : OtherShards;
        return shards[SHA256.HashData(Encoding.UTF8.GetBytes(state.Key))[^1] % shards.Count];
    }

    private static bool IsCritical(GroupState state)
    {
        foreach (var entry in state.Entries)
        {
            if (entry.Severity == Severity.Critical
                && (entry.IsOpen || entry.Pending != PendingNotification.None))
            {
                return true;
            }
        }
        return false;
    }

    private static string[] Names(string kind, int count) =>
        [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"due#{kind}{i}"))];
}
