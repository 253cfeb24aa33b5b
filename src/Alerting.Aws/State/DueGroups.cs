using System.Runtime.CompilerServices;
using Alerting.Grouping;

namespace Alerting.Aws.State;

/// <summary>Reads the due groups page by page: many may be due at once, and they must not fill the memory.</summary>
internal sealed class DueGroups(AlertingTable table, DateTimeOffset until, DueProgress progress)
{
    /// <summary>As many as SQS takes at once.</summary>
    private const int BatchSize = 10;

    public async IAsyncEnumerable<IReadOnlyList<GroupAddress>> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        string[] first = [.. GroupItems.CriticalShards, .. GroupItems.DigestShards];
        await foreach (var batch in MergeAsync(first, cancellation))
            yield return batch;
        await foreach (var batch in MergeAsync(GroupItems.OtherShards, cancellation))
            yield return batch;
    }

    /// <summary>Merges shards that are sorted by time.</summary>
    private async IAsyncEnumerable<IReadOnlyList<GroupAddress>> MergeAsync(
        IReadOnlyList<string> names, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var shards = names.Select(name => new DueShard(table, name, until, progress, cancellation)).ToArray();
        var oldest = new PriorityQueue<DueShard, long>();
        foreach (var next in await Task.WhenAll(shards.Select(async shard => (shard, Item: await shard.NextAsync()))))
        {
            if (next.Item is { } first)
                oldest.Enqueue(next.shard, GroupItems.DueTime(first));
        }
        var batch = new List<GroupAddress>(BatchSize);
        while (oldest.TryDequeue(out var shard, out _))
        {
            batch.Add(GroupItems.Address(shard.Take()));
            if (batch.Count == BatchSize)
            {
                yield return batch;
                batch = new List<GroupAddress>(BatchSize);
            }
            if (await shard.NextAsync() is { } following)
                oldest.Enqueue(shard, GroupItems.DueTime(following));
        }
        if (batch.Count > 0)
            yield return batch;
    }
}

/// <summary>One shard of the index, read ahead by a page.</summary>
internal sealed class DueShard(
    AlertingTable table, string name, DateTimeOffset until, DueProgress progress, CancellationToken cancellation)
{
    private const int PageSize = 250;

    private ItemPage _page = new([], null);
    private Task<ItemPage>? _reading;
    private int _at;
    private bool _hasBegun;

    /// <summary>The item that <see cref="Take"/> takes; null at the end of the shard.</summary>
    public async Task<Item?> NextAsync()
    {
        if (!_hasBegun)
            (_hasBegun, _reading) = (true, Read(progress.After(name)));
        while (_at == _page.Items.Count)
        {
            if (_reading is null)
            {
                progress.Ended(name);
                return null;
            }
            (_page, _at) = (await _reading, 0);
            _reading = _page.Last is { } last ? Read(last) : null;
        }
        return _page.Items[_at];
    }

    public Item Take()
    {
        var taken = _page.Items[_at++];
        progress.Passed(name, taken, until);
        return taken;
    }

    private Task<ItemPage> Read(Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>? after) =>
        table.QueryPageAsync(GroupItems.DueIn(name, until), GroupItems.DueIndex, PageSize, after, cancellation);
}
