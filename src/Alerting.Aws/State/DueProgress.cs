using Amazon.DynamoDBv2.Model;

namespace Alerting.Aws.State;

/// <summary>
/// Where a bounded read of the due groups stopped, by shard. A shard that was read to its end begins anew. Kept in memory:
/// without it, groups that were woken already are woken once more, which does no harm.
/// </summary>
public sealed class DueProgress
{
    private readonly Dictionary<string, Dictionary<string, AttributeValue>> _last = new(StringComparer.Ordinal);

    public void Reset() => _last.Clear();

    internal Dictionary<string, AttributeValue>? After(string shard) => _last.GetValueOrDefault(shard);

    internal void Passed(string shard, Item item) => _last[shard] = GroupItems.IndexKey(item);

    internal void Ended(string shard) => _last.Remove(shard);
}
