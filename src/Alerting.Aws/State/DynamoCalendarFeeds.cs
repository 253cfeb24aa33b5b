using Alerting.OnCall.Feeds;

namespace Alerting.Aws.State;

/// <summary>The calendars that people subscribe to: tens of them, in one partition.</summary>
public sealed class DynamoCalendarFeeds(AlertingTable table)
{
    private const string Partition = "feeds";
    private const string Sort = "feed#";
    private const string Feed = "feed";

    /// <summary>Null for an unknown or revoked token.</summary>
    public async Task<CalendarFeed?> FindAsync(string token, CancellationToken cancellation) =>
        await table.GetAsync(Partition, Sort + CalendarFeed.HashOf(token), cancellation) is { } item
            ? Read(item) : null;

    public async Task<IReadOnlyList<CalendarFeed>> ListAsync(CancellationToken cancellation) =>
        [.. (await table.QueryAsync(Condition.Partition(Partition), index: null, cancellation)).Select(Read)];

    public Task PutAsync(CalendarFeed feed, CancellationToken cancellation) => table.PutAsync(
        new Item(Partition, Sort + feed.Hash).With(Feed, StoredJson.Write(feed, StateJson.Default.CalendarFeed)),
        condition: null, cancellation);

    public Task RemoveAsync(CalendarFeed feed, CancellationToken cancellation) =>
        table.DeleteAsync(Partition, Sort + feed.Hash, cancellation);

    private static CalendarFeed Read(Item item) =>
        StoredJson.Read(item.Attributes[Feed], StateJson.Default.CalendarFeed);
}
