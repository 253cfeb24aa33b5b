using Alerting.Incidents;

namespace Alerting.Aws.State;

/// <summary>
/// The timelines of all incidents of the last 90 days, also of those that are closed. It reads the whole table: nothing
/// finds a closed incident by the name of an alert.
/// </summary>
public sealed class TimelineScan(AlertingTable table)
{
    /// <summary>An item is written a moment after what it is about.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>As <see cref="DynamoTimelines"/> keeps them.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    /// <summary>Of each incident that something happened to since then: its whole timeline.</summary>
    public async Task<IReadOnlyList<StoredTimeline>> ReadAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        var written = await table.ScanAsync(WrittenSince(since), cancellation);
        var incidents = written.GroupBy(item => item.Text(AlertingTable.PartitionKey)!, StringComparer.Ordinal);
        var timelines = new List<StoredTimeline>();
        foreach (var some in incidents.Chunk(25))
            timelines.AddRange(await Task.WhenAll(some.Select(items => WholeAsync(items, cancellation))));
        return timelines;
    }

    public async Task<StoredTimeline> ReadAsync(string incidentId, CancellationToken cancellation) =>
        Of(incidentId,
        await table.QueryAsync(Condition.Partition(DynamoTimelines.Partition(incidentId)), null, cancellation));

    /// <summary>One that is older than the time asked for began before what was found.</summary>
    private async Task<StoredTimeline> WholeAsync(IGrouping<string, Item> found, CancellationToken cancellation)
    {
        var id = found.Key[DynamoTimelines.PartitionPrefix.Length..];
        return found.Any(IsFirst) ? Of(id, found) : await ReadAsync(id, cancellation);
    }

    private static StoredTimeline Of(string incidentId, IEnumerable<Item> items) => new(
        incidentId,
        items.Select(item => item.Text(DynamoTimelines.Group)).FirstOrDefault(key => key is not null),
        [.. items.SelectMany(DynamoTimelines.EntriesOf).OrderBy(entry => entry.At)]);

    private static bool IsFirst(Item item) => item.Text(AlertingTable.SortKey) == DynamoTimelines.Step(0);

    /// <summary>By the end of its retention, which every item of a timeline has.</summary>
    private static Condition WrittenSince(DateTimeOffset since) => new Condition("begins_with(#pk, :p) AND #e >= :e")
        .Name("#pk", AlertingTable.PartitionKey).Name("#e", AlertingTable.Expires)
        .Text(":p", DynamoTimelines.PartitionPrefix)
        .Number(":e", (since + Retention - Margin).ToUnixTimeSeconds());
}

/// <param name="GroupKey">Null if even the first step is forgotten.</param>
public sealed record StoredTimeline(string IncidentId, string? GroupKey, IReadOnlyList<TimelineEntry> Entries);
