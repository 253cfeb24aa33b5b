using System.Text.Json;
using System.Text.Json.Nodes;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, System.Text.Json.JsonElement>;

namespace Alerting.Reliability.Aws.Dynamo;

/// <summary>
/// One table with the keys <c>pk</c> and <c>sk</c>. Each write is one step: its condition is checked and the item
/// stored under the same lock. The index shows a write only a moment later, as DynamoDB's indexes do.
/// </summary>
internal sealed class Table(TimeProvider time, Func<TimeSpan> indexDelay)
{
    private const int MaxItemBytes = 400 * 1024;

    private static readonly Item Empty = new Dictionary<string, JsonElement>();

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedList<string, Item>> _partitions = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), Item> _indexed = [];
    private readonly PriorityQueue<((string, string) Key, Item? Item), DateTimeOffset> _indexing = new();
    private readonly Dictionary<(string, string), DateTimeOffset> _indexedAt = [];

    public Item? Find(string partition, string sort)
    {
        lock (_gate)
            return _partitions.GetValueOrDefault(partition)?.GetValueOrDefault(sort);
    }

    public IReadOnlyList<Item> All()
    {
        lock (_gate)
            return [.. _partitions.Values.SelectMany(partition => partition.Values)];
    }

    /// <summary>All writes or none. Returns the items as they were.</summary>
    public IReadOnlyList<Item?> Write(IReadOnlyList<TableWrite> writes)
    {
        lock (_gate)
        {
            var before = writes.Select(write => Stored(write.Partition, write.Sort)).ToArray();
            var failed = writes.Select((write, i) => write.Holds(before[i] ?? Empty)).ToArray();
            if (failed.Contains(false))
                throw new ConditionsFailedException(failed, before);
            var after = writes.Select((write, i) => write.Change(before[i] ?? Empty)).ToArray();
            if (after.Any(item => item is not null && AttributeValues.BytesOf(item) > MaxItemBytes))
            {
                throw new AwsErrorException("ValidationException",
                    "Item size has exceeded the maximum allowed size");
            }
            for (var i = 0; i < writes.Count; i++)
            {
                if (!writes[i].IsOnlyACheck)
                    Store(writes[i].Partition, writes[i].Sort, after[i]);
            }
            return before;
        }
    }

    /// <summary>The items of a partition in the order of their sort keys, or all that an index shows.</summary>
    public IReadOnlyList<Item> Partition(string partition)
    {
        lock (_gate)
            return _partitions.TryGetValue(partition, out var items) ? [.. items.Values] : [];
    }

    public IReadOnlyList<Item> Indexed()
    {
        lock (_gate)
        {
            while (_indexing.TryPeek(out var next, out var at) && at <= time.GetUtcNow())
            {
                _indexing.Dequeue();
                if (next.Item is { } item)
                    _indexed[next.Key] = item;
                else
                    _indexed.Remove(next.Key);
            }
            return [.. _indexed.Values];
        }
    }

    private Item? Stored(string partition, string sort) =>
        _partitions.GetValueOrDefault(partition)?.GetValueOrDefault(sort);

    private void Store(string partition, string sort, Item? item)
    {
        if (!_partitions.TryGetValue(partition, out var items))
            _partitions[partition] = items = new SortedList<string, Item>(StringComparer.Ordinal);
        if (item is null)
            items.Remove(sort);
        else
            items[sort] = item;
        Index((partition, sort), item);
    }

    /// <summary>The index is sparse: it has only items with its key. It shows the writes to an item in their order.</summary>
    private void Index((string, string) key, Item? item)
    {
        var at = time.GetUtcNow() + indexDelay();
        if (_indexedAt.TryGetValue(key, out var before) && at <= before)
            at = before + TimeSpan.FromTicks(1);
        _indexedAt[key] = at;
        _indexing.Enqueue((key, item?.ContainsKey("dueShard") == true ? item : null), at);
    }
}

/// <param name="Change">The item after the write, or null to delete it.</param>
internal sealed record TableWrite(string Partition, string Sort, Func<Item, bool> Holds, Func<Item, Item?> Change)
{
    public bool IsOnlyACheck { get; init; }

    /// <summary>Whether the error has the item that made the condition fail.</summary>
    public bool ReturnsOld { get; init; }
}

/// <summary>At least one condition did not hold, so nothing was written.</summary>
internal sealed class ConditionsFailedException(IReadOnlyList<bool> holds, IReadOnlyList<Item?> items) : Exception
{
    public IReadOnlyList<bool> Holds => holds;

    public IReadOnlyList<Item?> Items => items;
}

/// <summary>Items as JSON.</summary>
internal static class ItemJson
{
    public static JsonObject Write(Item item) => new(
        item.Select(pair => KeyValuePair.Create(pair.Key, JsonNode.Parse(pair.Value.GetRawText()))));

    public static Dictionary<string, JsonElement> Read(JsonElement item) =>
        item.EnumerateObject().ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal);
}
