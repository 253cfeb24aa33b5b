using Amazon.DynamoDBv2.Model;

namespace Alerting.Aws.State;

public sealed partial class AlertingTable
{
    /// <summary>As many requests at once; one after the other, a table of a year takes a minute.</summary>
    private const int Segments = 8;

    /// <summary>Reads the whole table, which costs: no function does. Returns the items that match.</summary>
    internal Task<IReadOnlyList<Item>> ScanAsync(Condition filter, CancellationToken cancellation) =>
        TryAsync<IReadOnlyList<Item>>(async () =>
    {
        var segments = await Task.WhenAll(
            Enumerable.Range(0, Segments).Select(segment => ScanAsync(filter, segment, cancellation)));
        return [.. segments.SelectMany(items => items)];
    }, cancellation);

    private async Task<List<Item>> ScanAsync(Condition filter, int segment, CancellationToken cancellation)
    {
        var found = new List<Item>();
        var request = new ScanRequest
        {
            TableName = name,
            Segment = segment,
            TotalSegments = Segments,
            FilterExpression = filter.Expression,
            ExpressionAttributeNames = filter.Names,
            ExpressionAttributeValues = filter.Values,
        };
        do
        {
            var page = await dynamo.ScanAsync(request, cancellation);
            found.AddRange((page.Items ?? []).Select(item => new Item(item)));
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return found;
    }
}
