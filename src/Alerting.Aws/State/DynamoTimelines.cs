using System.Globalization;
using Alerting.Incidents;

namespace Alerting.Aws.State;

/// <summary>
/// A partition for each incident: <c>place</c> says where its group is, and each step and each delivery has an item. Nothing
/// is read before it is written.
/// </summary>
public sealed class DynamoTimelines(AlertingTable table, TimeProvider time) : IIncidentTimelines
{
    /// <summary>The place of an incident that lasts is written again and again, so it is kept as long as the rest.</summary>
    private const int PlaceEach = 20;

    private const string Place = "place";
    private const string Group = "key";
    private const string Route = "route";
    private const string Entries = "entries";
    private const string Answer = "answer";

    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    public Task AddAsync(IncidentPlace place, TimelinePart part, CancellationToken cancellation)
    {
        Task added = AddAsync(part.IncidentId, string.Create(CultureInfo.InvariantCulture, $"step#{part.Number:D6}"),
            part.Entries, cancellation);
        if (part.Mark is { } mark)
            added = Task.WhenAll(added, WriteAsync(part.IncidentId, mark, cancellation));
        var isDue = part.Number == 0 || part.Number / PlaceEach != (part.Number + part.Entries.Count) / PlaceEach;
        return !isDue ? added
            : Task.WhenAll(added, table.PutAsync(
                New(place.IncidentId, Place).With(Group, place.GroupKey).With(Route, place.RouteId),
                condition: null, cancellation));
    }

    public Task AddAsync(
        string incidentId, string deliveryId, TimelineEntry delivery, CancellationToken cancellation) =>
        AddAsync(incidentId, "delivery#" + deliveryId, [delivery], cancellation);

    public async Task<AnswerMark?> FindAnswerAsync(string incidentId, CancellationToken cancellation) =>
        await table.GetAsync(Partition(incidentId), Answer, cancellation) is { } item
            ? StoredJson.Read(item.Attributes[Answer], StateJson.Default.AnswerMark) : null;

    public async Task<IncidentPlace?> FindAsync(string incidentId, CancellationToken cancellation) =>
        await table.GetAsync(Partition(incidentId), Place, cancellation) is { } item
        && item.Text(Group) is { } key && item.Text(Route) is { } route
            ? new IncidentPlace(incidentId, key, route) : null;

    public async Task<IReadOnlyList<TimelineEntry>> ReadAsync(string incidentId, CancellationToken cancellation)
    {
        var items = await table.QueryAsync(Condition.Partition(Partition(incidentId)), index: null, cancellation);
        return [.. items.Where(item => item.Attributes.ContainsKey(Entries))
            .SelectMany(item => StoredJson.Read(item.Attributes[Entries], StateJson.Default.IReadOnlyListTimelineEntry))
            .OrderBy(entry => entry.At)];
    }

    private Task<WriteResult> AddAsync(
        string incidentId, string sort, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellation) =>
        table.PutAsync(New(incidentId, sort).With(
            Entries, StoredJson.Write(entries, StateJson.Default.IReadOnlyListTimelineEntry)),
            condition: null, cancellation);

    private Task<WriteResult> WriteAsync(string incidentId, AnswerMark mark, CancellationToken cancellation) =>
        table.PutAsync(New(incidentId, Answer).With(Answer, StoredJson.Write(mark, StateJson.Default.AnswerMark)),
            condition: null, cancellation);

    private Item New(string incidentId, string sort) =>
        new Item(Partition(incidentId), sort).Until(time.GetUtcNow() + Retention);

    private static string Partition(string incidentId) => "incident#" + incidentId;
}
