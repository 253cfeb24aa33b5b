using System.Globalization;
using Alerting.Incidents;

namespace Alerting.Aws.State;

/// <summary>
/// The incidents by the day on which they opened, for as long as their timelines are kept. The first step of an incident
/// stands in the index <c>due</c> under its day, in one of a few shards, so a storm does not meet one key's limit.
/// </summary>
public sealed class IncidentHistory(AlertingTable table)
{
    private const int Shards = 4;
    private const string Shard = "dueShard";

    private static readonly StringComparer Ids = StringComparer.Ordinal;

    /// <summary>Those that opened on a day of UTC, the latest first.</summary>
    /// <param name="most">Further ones are left out.</param>
    public async Task<IReadOnlyList<OpenedIncident>> ReadAsync(DateOnly day, int most, CancellationToken cancellation)
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, Shards).Select(
            shard => table.QueryPageAsync(InShard(NameOf(day, shard)), GroupItems.DueIndex, most, null, cancellation,
                isNewestFirst: true)));
        return [.. pages.SelectMany(page => page.Items).Select(Read).OrderByDescending(each => each.OpenedAt)
            .Take(most)];
    }

    /// <summary>How each began and how it stands: two small items for each incident.</summary>
    public async Task<IReadOnlyDictionary<string, IncidentOutline>> ReadOutlinesAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var items = await table.GetManyAsync(ids.SelectMany(id => ((string, string)[])
            [(DynamoTimelines.Partition(id), DynamoTimelines.Step(0)),
                (DynamoTimelines.Partition(id), DynamoTimelines.Answer)]), cancellation);
        return items.GroupBy(IdOf, Ids).ToDictionary(same => same.Key, same => new IncidentOutline(
            [.. same.SelectMany(DynamoTimelines.EntriesOf)],
            same.Where(item => item.Attributes.ContainsKey(DynamoTimelines.Answer))
                .Select(item => StoredJson.Read(
                    item.Attributes[DynamoTimelines.Answer], StateJson.Default.AnswerMark)).FirstOrDefault()), Ids);
    }

    /// <summary>An incident's first step. Written again, it is the same.</summary>
    internal static Item Indexed(Item step, TimelinePart part)
    {
        if (part.Entries.Count == 0)
            return step;
        var at = part.Entries[0].At;
        var shard = KeyHash.Of(part.IncidentId)[^1] % Shards;
        return step.With(Shard, NameOf(DateOnly.FromDateTime(at.UtcDateTime), shard)).With(GroupItems.DueAt, at);
    }

    private static Condition InShard(string shard) => new Condition("#s = :s").Name("#s", Shard).Text(":s", shard);

    private static string NameOf(DateOnly day, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"opened#{day:yyyy-MM-dd}#{shard}");

    private static OpenedIncident Read(Item item) => new(IdOf(item), item.Text(DynamoTimelines.Group) ?? "",
        item.Text(DynamoTimelines.Route) ?? "", item.Moment(GroupItems.DueAt)!.Value);

    private static string IdOf(Item item) =>
        item.Text(AlertingTable.PartitionKey)![DynamoTimelines.PartitionPrefix.Length..];
}

/// <summary>Where an incident is found, and when it opened.</summary>
public sealed record OpenedIncident(string Id, string GroupKey, string RouteId, DateTimeOffset OpenedAt);

/// <param name="First">The entries of its first step.</param>
/// <param name="Mark">Where it stands; null as long as nobody answered and it is not over.</param>
public sealed record IncidentOutline(IReadOnlyList<TimelineEntry> First, AnswerMark? Mark);
