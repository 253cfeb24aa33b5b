using System.Globalization;
using Alerting.Incidents;

namespace Alerting.Aws.State;

/// <summary>
/// A partition for each incident with an item for each step and for the deliveries of an invocation. Its first step says
/// where its group is, and later <c>place</c>. Nothing is read before it is written.
/// </summary>
public sealed class DynamoTimelines(AlertingTable table, TimeProvider time) : IIncidentTimelines
{
    /// <summary>The place of an incident that lasts is written again and again, so it is kept as long as the rest.</summary>
    private const int PlaceEach = 20;

    internal const string PartitionPrefix = "incident#";
    private const string Place = "place";
    internal const string Group = "key";
    internal const string Route = "route";
    private const string Entries = "entries";
    private const string Delivery = "delivery#";
    internal const string Answer = "answer";

    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    public Task AddAsync(IncidentPlace place, TimelinePart part, CancellationToken cancellation)
    {
        var step = WithEntries(New(part.IncidentId, Step(part.Number)), part.Entries);
        var isFirst = part.Number == 0;
        if (isFirst)
            step = IncidentHistory.Indexed(At(step, place), part);
        var added = new List<Task> { table.PutAsync(step, condition: null, cancellation) };
        if (part.Mark is { } mark)
            added.Add(WriteAsync(part.IncidentId, mark, cancellation));
        if (!isFirst && (part.HasMoved
            || part.Number / PlaceEach != (part.Number + part.Entries.Count) / PlaceEach))
        {
            added.Add(table.PutAsync(At(New(place.IncidentId, Place), place), condition: null, cancellation));
        }
        return Task.WhenAll(added);
    }

    public Task AddAsync(
        string incidentId, string deliveryId, IReadOnlyList<TimelineEntry> deliveries,
        CancellationToken cancellation) => table.PutAsync(
            WithEntries(New(incidentId, Delivery + deliveryId), deliveries), condition: null, cancellation);

    public async Task<AnswerMark?> FindAnswerAsync(string incidentId, CancellationToken cancellation) =>
        await table.GetAsync(Partition(incidentId), Answer, cancellation) is { } item
            ? StoredJson.Read(item.Attributes[Answer], StateJson.Default.AnswerMark) : null;

    /// <summary>The first step is forgotten first, and does not know that the incident moved to another group.</summary>
    public async Task<IncidentPlace?> FindAsync(string incidentId, CancellationToken cancellation)
    {
        var first = FindAsync(incidentId, Step(0), cancellation);
        return await FindAsync(incidentId, Place, cancellation) ?? await first;
    }

    private async Task<IncidentPlace?> FindAsync(string incidentId, string sort, CancellationToken cancellation) =>
        await table.GetAsync(Partition(incidentId), sort, cancellation) is { } item
        && item.Text(Group) is { } key && item.Text(Route) is { } route
            ? new IncidentPlace(incidentId, key, route) : null;

    public async Task<IReadOnlyList<TimelineEntry>> ReadAsync(string incidentId, CancellationToken cancellation)
    {
        var items = await table.QueryAsync(Condition.Partition(Partition(incidentId)), index: null, cancellation);
        return [.. items.SelectMany(EntriesOf).OrderBy(entry => entry.At)];
    }

    /// <summary>Only what became of its messages, in order.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> ReadDeliveriesAsync(
        string incidentId, CancellationToken cancellation)
    {
        var keys = new Condition("#pk = :pk AND begins_with(#sk, :sk)").Name("#pk", AlertingTable.PartitionKey)
            .Text(":pk", Partition(incidentId)).Name("#sk", AlertingTable.SortKey).Text(":sk", Delivery);
        return [.. (await table.QueryAsync(keys, index: null, cancellation)).SelectMany(EntriesOf)
            .OrderBy(entry => entry.At)];
    }

    internal static IReadOnlyList<TimelineEntry> EntriesOf(Item item) =>
        item.Attributes.TryGetValue(Entries, out var entries)
            ? StoredJson.Read(entries, StateJson.Default.IReadOnlyListTimelineEntry) : [];

    internal static string Step(int number) => string.Create(CultureInfo.InvariantCulture, $"step#{number:D6}");

    private static Item At(Item item, IncidentPlace place) =>
        item.With(Group, place.GroupKey).With(Route, place.RouteId);

    private static Item WithEntries(Item item, IReadOnlyList<TimelineEntry> entries) => item.With(
        Entries, StoredJson.Write(entries, StateJson.Default.IReadOnlyListTimelineEntry));

    private Task<WriteResult> WriteAsync(string incidentId, AnswerMark mark, CancellationToken cancellation) =>
        table.PutAsync(New(incidentId, Answer).With(Answer, StoredJson.Write(mark, StateJson.Default.AnswerMark)),
            condition: null, cancellation);

    private Item New(string incidentId, string sort) =>
        new Item(Partition(incidentId), sort).Until(time.GetUtcNow() + Retention);

    internal static string Partition(string incidentId) => PartitionPrefix + incidentId;
}
