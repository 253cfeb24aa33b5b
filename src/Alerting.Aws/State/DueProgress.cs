using Alerting.Grouping;
using Amazon.DynamoDBv2.Model;

namespace Alerting.Aws.State;

/// <summary>
/// Where a bounded read of the due groups stopped, by shard. A shard that was read to its end begins anew. Kept in memory:
/// without it, groups that were woken already are woken once more, which does no harm.
/// </summary>
public sealed class DueProgress
{
    /// <summary>A tick wakes a group within a minute, and a group takes seconds.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    private const int MostLate = 20;

    private readonly Dictionary<string, Dictionary<string, AttributeValue>> _last = new(StringComparer.Ordinal);
    private readonly List<GroupAddress> _late = [];

    public void Reset() => _last.Clear();

    /// <summary>Groups that an earlier tick should have woken, the oldest with a critical alert first; then none.</summary>
    public IReadOnlyList<GroupAddress> TakeLate()
    {
        GroupAddress[] late = [.. _late];
        _late.Clear();
        return late;
    }

    internal Dictionary<string, AttributeValue>? After(string shard) => _last.GetValueOrDefault(shard);

    internal void Passed(string shard, Item item, DateTimeOffset until)
    {
        _last[shard] = GroupItems.IndexKey(item);
        if (_late.Count < MostLate && GroupItems.DueTime(item) < (until - Late).ToUnixTimeMilliseconds()
            && GroupItems.Address(item) is { IsDigest: false } address)
        {
            _late.Add(address);
        }
    }

    internal void Ended(string shard) => _last.Remove(shard);
}
