using Alerting.Deliveries;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Alerting.Aws.State;

/// <summary>
/// The only table. Partitions: <c>group#…</c>, <c>order#…</c>, <c>delivery#…</c>, <c>thread#…</c>, <c>standin#…</c>, <c>budget#…</c>,
/// <c>silences</c>, <c>firing</c>, <c>alert#…</c>, <c>incident#…</c>, <c>heartbeats</c>, <c>oncall</c>,
/// <c>checks</c>, <c>recent#…</c>. All failures are thrown as <see cref="TableUnavailableException"/>.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-modeling-nosql.html</remarks>
public sealed partial class AlertingTable(IAmazonDynamoDB dynamo, string name, TimeProvider? time = null)
{
    /// <summary>
    /// How long the circuit stays open after a timeout. A function that waited for each call would run out of time.
    /// </summary>
    public static readonly TimeSpan OpenCircuit = TimeSpan.FromSeconds(5);

    public const string PartitionKey = "pk";
    public const string SortKey = "sk";

    /// <summary>The TTL in seconds since 1970. DynamoDB removes the item within days after it.</summary>
    public const string Expires = "expires";

    private const long Never = long.MinValue;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private long _openSince = Never;

    public string Name => name;

    /// <summary>A strongly consistent read; null when the item does not exist.</summary>
    internal Task<Item?> GetAsync(string partition, string sort, CancellationToken cancellation) =>
        TryAsync<Item?>(async () =>
    {
        var request = new GetItemRequest { TableName = name, Key = Item.Key(partition, sort), ConsistentRead = true };
        var response = await dynamo.GetItemAsync(request, cancellation);
        return response.Item is { Count: > 0 } found ? new Item(found) : null;
    }, cancellation);

    /// <summary>Writes the item if the condition holds; otherwise returns the existing item.</summary>
    internal Task<WriteResult> PutAsync(Item item, Condition? condition, CancellationToken cancellation) =>
        TryAsync(async () =>
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

    /// <summary>Changes an attribute, if the item has it.</summary>
    public Task<bool> SetAsync(string partition, string sort, string attribute, AttributeValue value,
        CancellationToken cancellation) =>
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

    internal Task DeleteAsync(string partition, string sort, CancellationToken cancellation) => TryAsync(async () =>
    {
        var request = new DeleteItemRequest { TableName = name, Key = Item.Key(partition, sort) };
        await dynamo.DeleteItemAsync(request, cancellation);
        return true;
    }, cancellation);

    private async Task<T> TryAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _openSince) is var since && since != Never && _time.GetElapsedTime(since) < OpenCircuit)
            throw new TableUnavailableException("DynamoDB cannot be reached", null);
        try
        {
            var answer = await call();
            Volatile.Write(ref _openSince, Never);
            return answer;
        }
        catch (AmazonServiceException refused)
        {
            throw new TableUnavailableException(
                $"DynamoDB answered {refused.ErrorCode ?? refused.StatusCode.ToString()}", refused);
        }
        catch (Exception failure) when (Unreachable.Is(failure, cancellation))
        {
            Volatile.Write(ref _openSince, _time.GetTimestamp());
            throw new TableUnavailableException("DynamoDB cannot be reached", failure);
        }
    }
}

/// <param name="Last">Where the next page begins; null if this is the last one.</param>
internal sealed record ItemPage(IReadOnlyList<Item> Items, Dictionary<string, AttributeValue>? Last);

internal readonly record struct WriteResult(bool IsWritten, Item? Existing)
{
    public static WriteResult Written { get; } = new(true, null);
}

public sealed class TableUnavailableException(string message, Exception? cause)
    : StateUnavailableException(message, cause);
