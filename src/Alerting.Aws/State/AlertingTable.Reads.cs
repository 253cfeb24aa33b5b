using Amazon.DynamoDBv2.Model;
using Select = Amazon.DynamoDBv2.Select;

namespace Alerting.Aws.State;

/// <summary>Reads of several items.</summary>
public sealed partial class AlertingTable
{
    /// <summary>What DynamoDB takes at once.</summary>
    private const int MostAtOnce = 100;

    /// <summary>The items that exist, in any order.</summary>
    internal async Task<IReadOnlyList<Item>> GetManyAsync(
        IEnumerable<(string Partition, string Sort)> keys, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(keys.Distinct().Chunk(MostAtOnce).Select(some => GetSomeAsync(
            [.. some.Select(key => Item.Key(key.Partition, key.Sort))], cancellation)));
        return [.. found.SelectMany(items => items)];
    }

    /// <summary>DynamoDB answers with what fits into 16 MB, and names the rest.</summary>
    private Task<List<Item>> GetSomeAsync(
        List<Dictionary<string, AttributeValue>> keys, CancellationToken cancellation) => TryAsync(async () =>
    {
        var found = new List<Item>();
        while (keys.Count > 0)
        {
            var response = await dynamo.BatchGetItemAsync(new BatchGetItemRequest
            {
                RequestItems = new() { [name] = new KeysAndAttributes { Keys = keys } },
            }, cancellation);
            found.AddRange((response.Responses?.GetValueOrDefault(name) ?? []).Select(item => new Item(item)));
            keys = response.UnprocessedKeys?.GetValueOrDefault(name)?.Keys ?? [];
        }
        return found;
    }, cancellation);

    /// <summary>Returns all pages.</summary>
    /// <param name="index">Null for the table.</param>
    /// <param name="isConsistent">Of the table only: indexes cannot.</param>
    internal Task<List<Item>> QueryAsync(
        Condition keys, string? index, CancellationToken cancellation, bool isConsistent = false) =>
        TryAsync(async () =>
    {
        var found = new List<Item>();
        var request = new QueryRequest
        {
            TableName = name,
            IndexName = index,
            KeyConditionExpression = keys.Expression,
            ExpressionAttributeNames = keys.Names,
            ExpressionAttributeValues = keys.Values,
            ConsistentRead = isConsistent ? true : null,
        };
        do
        {
            var page = await dynamo.QueryAsync(request, cancellation);
            found.AddRange((page.Items ?? []).Select(item => new Item(item)));
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return found;
    }, cancellation);

    /// <summary>Returns one page.</summary>
    /// <param name="after">The last item of the page before; null for the first page.</param>
    internal Task<ItemPage> QueryPageAsync(
        Condition keys, string index, int limit, Dictionary<string, AttributeValue>? after,
        CancellationToken cancellation, bool isNewestFirst = false) => TryAsync(async () =>
    {
        var page = await dynamo.QueryAsync(new QueryRequest
        {
            TableName = name,
            IndexName = index,
            Limit = limit,
            ExclusiveStartKey = after,
            ScanIndexForward = isNewestFirst ? false : null,
            KeyConditionExpression = keys.Expression,
            ExpressionAttributeNames = keys.Names,
            ExpressionAttributeValues = keys.Values,
        }, cancellation);
        return new ItemPage([.. (page.Items ?? []).Select(item => new Item(item))],
            page.LastEvaluatedKey is { Count: > 0 } last ? last : null);
    }, cancellation);

    /// <summary>How many items match; those that the filter leaves out are not counted.</summary>
    internal Task<int> CountAsync(Condition keys, string index, string filter, CancellationToken cancellation) =>
        TryAsync(async () =>
    {
        var count = 0;
        var request = new QueryRequest
        {
            TableName = name,
            IndexName = index,
            Select = Select.COUNT,
            KeyConditionExpression = keys.Expression,
            FilterExpression = filter,
            ExpressionAttributeNames = keys.Names,
            ExpressionAttributeValues = keys.Values,
        };
        do
        {
            var page = await dynamo.QueryAsync(request, cancellation);
            count += page.Count ?? 0;
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return count;
    }, cancellation);
}
