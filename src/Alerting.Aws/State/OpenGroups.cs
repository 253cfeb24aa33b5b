using Alerting.Grouping.Storage;

namespace Alerting.Aws.State;

/// <summary>
/// Reads the groups that wait for something, which every open incident does, within a bound: a table of ten thousand is
/// read like one of ten.
/// </summary>
public sealed class OpenGroups(AlertingTable table)
{
    /// <summary>Groups with a critical alert first, then digests, then the others by their next look.</summary>
    public async Task<WaitingGroups> ReadAsync(int most, CancellationToken cancellation)
    {
        var digests = FirstAsync(GroupItems.DigestShards, most, cancellation);
        var critical = await FirstAsync(GroupItems.CriticalShards, most, cancellation);
        var others = await FirstAsync(GroupItems.OtherShards, most, cancellation);
        Item[] chosen = [.. critical.Items.Concat(others.Items).Take(most), .. (await digests).Items];
        var items = await table.GetManyAsync(
            chosen.Select(item => (GroupItems.PartitionOf(item)!, GroupItems.Sort)), cancellation);
        return new WaitingGroups([.. items.Select(item => GroupItems.Read(item).State)],
            critical.Total + others.Total);
    }

    private async Task<(IEnumerable<Item> Items, int Total)> FirstAsync(
        IReadOnlyList<string> shards, int most, CancellationToken cancellation)
    {
        var pages = await Task.WhenAll(shards.Select(shard => ReadShardAsync(shard, most, cancellation)));
        return (pages.SelectMany(page => page.Items).OrderBy(GroupItems.DueTime).Take(most),
            pages.Sum(page => page.Total));
    }

    /// <summary>Counted only when there are more than are read.</summary>
    private async Task<(IReadOnlyList<Item> Items, int Total)> ReadShardAsync(
        string shard, int most, CancellationToken cancellation)
    {
        var page = await table.QueryPageAsync(
            GroupItems.DueIn(shard, DateTimeOffset.MaxValue), GroupItems.DueIndex, most, null, cancellation);
        Item[] items = [.. page.Items.Where(GroupItems.IsOfIncidents)];
        return (items, page.Last is null ? items.Length : await table.CountAsync(
            GroupItems.OpenIn(shard), GroupItems.DueIndex, GroupItems.IsIncident, cancellation));
    }
}

/// <param name="Total">How many groups wait, digests left out; more than were read if there are many.</param>
public sealed record WaitingGroups(IReadOnlyList<GroupState> States, int Total);
