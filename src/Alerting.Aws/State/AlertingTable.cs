using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Alerting.Aws.State;

/// <summary>
/// The one table. Each kind of item has a partition of its own: <c>group#…</c>, <c>delivery#…</c>, <c>thread#…</c>,
/// <c>budget#…</c>, <c>silences</c>, <c>firing</c>. What goes wrong with it is always a <see cref="TableUnavailableException"/>.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-modeling-nosql.html</remarks>
public sealed class AlertingTable(IAmazonDynamoDB dynamo, string name, TimeProvider? time = null)
{
    /// <summary>So long a table that did not answer is not asked again: a function that waited at each step would not come to the page.</summary>
    public static readonly TimeSpan OpenCircuit = TimeSpan.FromSeconds(5);

    public const string PartitionKey = "pk";
    public const string SortKey = "sk";

    /// <summary>Seconds since 1970, after which DynamoDB removes the item by itself, within days.</summary>
    public const string Expires = "expires";

    private const long Never = long.MinValue;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private long _silentSince = Never;

    public string Name => name;

    /// <summary>The item as it is now, not as it was a moment ago; null when there is none.</summary>
    public Task<Item?> GetAsync(string partition, string sort, CancellationToken cancellation) => TryAsync<Item?>(async () =>
    {
        var request = new GetItemRequest { TableName = name, Key = Item.Key(partition, sort), ConsistentRead = true };
        var response = await dynamo.GetItemAsync(request, cancellation);
        return response.Item is { Count: > 0 } found ? new Item(found) : null;
    }, cancellation);

    /// <summary>Writes the item when the condition holds; otherwise gives back what is there instead.</summary>
    public Task<WriteResult> PutAsync(Item item, Condition? condition, CancellationToken cancellation) => TryAsync(async () =>
    {
        var request = new PutItemRequest
        {
            TableName = name,
            Item = item.Attributes,
            ConditionExpression = condition?.Expression,
            ExpressionAttributeNames = condition?.Names,
            ExpressionAttributeValues = condition?.Values,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
        try
        {
            await dynamo.PutItemAsync(request, cancellation);
            return WriteResult.Written;
        }
        catch (ConditionalCheckFailedException refused)
        {
            return new WriteResult(false, refused.Item is { Count: > 0 } found ? new Item(found) : null);
        }
    }, cancellation);

    /// <summary>Changes one attribute of an item that has it.</summary>
    public Task<bool> SetAsync(string partition, string sort, string attribute, AttributeValue value, CancellationToken cancellation) =>
        TryAsync(async () =>
        {
            try
            {
                await dynamo.UpdateItemAsync(new UpdateItemRequest
                {
                    TableName = name,
                    Key = Item.Key(partition, sort),
                    UpdateExpression = "SET #a = :v",
                    ConditionExpression = "attribute_exists(#a)",
                    ExpressionAttributeNames = new() { ["#a"] = attribute },
                    ExpressionAttributeValues = new() { [":v"] = value },
                }, cancellation);
                return true;
            }
            catch (ConditionalCheckFailedException)
            {
                return false;
            }
        }, cancellation);

    public Task DeleteAsync(string partition, string sort, CancellationToken cancellation) => TryAsync(async () =>
    {
        var request = new DeleteItemRequest { TableName = name, Key = Item.Key(partition, sort) };
        await dynamo.DeleteItemAsync(request, cancellation);
        return true;
    }, cancellation);

    /// <summary>All items a key condition finds, in the table or in an index of it.</summary>
    public Task<List<Item>> QueryAsync(Condition keys, string? index, CancellationToken cancellation) => TryAsync(async () =>
    {
        var found = new List<Item>();
        var request = new QueryRequest
        {
            TableName = name,
            IndexName = index,
            KeyConditionExpression = keys.Expression,
            ExpressionAttributeNames = keys.Names,
            ExpressionAttributeValues = keys.Values,
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

    private async Task<T> TryAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _silentSince) is var since && since != Never && _time.GetElapsedTime(since) < OpenCircuit)
            throw new TableUnavailableException("DynamoDB cannot be reached", null);
        try
        {
            var answer = await call();
            Volatile.Write(ref _silentSince, Never);
            return answer;
        }
        catch (AmazonServiceException refused)
        {
            throw new TableUnavailableException($"DynamoDB answered {refused.ErrorCode ?? refused.StatusCode.ToString()}", refused);
        }
        catch (Exception failure) when (Unreachable.Is(failure, cancellation))
        {
            Volatile.Write(ref _silentSince, _time.GetTimestamp());
            throw new TableUnavailableException("DynamoDB cannot be reached", failure);
        }
    }
}

/// <summary>Whether an item was written, and if not, what was there in its place.</summary>
public readonly record struct WriteResult(bool IsWritten, Item? Existing)
{
    public static WriteResult Written { get; } = new(true, null);
}

/// <summary>The table cannot be read or written just now. The message is fit for people.</summary>
public sealed class TableUnavailableException(string message, Exception? cause) : Exception(message, cause);
