using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Fakes;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, System.Text.Json.JsonElement>;

namespace Alerting.Reliability.Aws.Dynamo;

/// <summary>DynamoDB's JSON protocol: the calls that the roles make, and those they may make soon.</summary>
/// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations.html</remarks>
internal sealed class DynamoService(Table table)
{
    private const string Type = "application/x-amz-json-1.0";
    private const string Prefix = "com.amazonaws.dynamodb.v20120810";

    public HttpReply Answer(string action, JsonElement request)
    {
        try
        {
            return HttpReply.Text(200, Do(action, request).ToJsonString(), Type);
        }
        catch (ConditionsFailedException failed) when (action != "TransactWriteItems")
        {
            return new AwsErrorException("ConditionalCheckFailedException", "The conditional request failed")
            {
                Members = ReturnsOld(request) && failed.Items[0] is { } item
                    ? new JsonObject { ["Item"] = ItemJson.Write(item) }
                    : [],
            }.ToReply(Prefix);
        }
        catch (ConditionsFailedException failed)
        {
            return Cancelled(failed).ToReply(Prefix);
        }
        catch (AwsErrorException refused)
        {
            return refused.ToReply(Prefix);
        }
    }

    private JsonObject Do(string action, JsonElement request) => action switch
    {
        "GetItem" => Get(request),
        "PutItem" or "UpdateItem" or "DeleteItem" => WriteOne(action, request),
        "Query" => new TableQuery(table, request).Answer(),
        "BatchWriteItem" => WriteBatch(request),
        "BatchGetItem" => GetBatch(request),
        "TransactWriteItems" => Transact(request),
        _ => throw new UnknownRequestException($"This server does not know DynamoDB's {action}."),
    };

    private JsonObject Get(JsonElement request)
    {
        var (partition, sort) = ItemWrites.KeyOf(request.GetProperty("Key"));
        return table.Find(partition, sort) is { } item ? new JsonObject { ["Item"] = ItemJson.Write(item) } : [];
    }

    private JsonObject WriteOne(string action, JsonElement request)
    {
        var write = ItemWrites.Of(action[..^"Item".Length], request);
        Item? after = null;
        var before = table.Write([write with { Change = item => after = write.Change(item) }])[0];
        return request.Text("ReturnValues") switch
        {
            "" or "NONE" => [],
            "ALL_OLD" => before is null ? [] : new JsonObject { ["Attributes"] = ItemJson.Write(before) },
            "ALL_NEW" => after is null ? [] : new JsonObject { ["Attributes"] = ItemJson.Write(after) },
            var other => throw new UnknownRequestException($"This server does not know ReturnValues {other}."),
        };
    }

    private JsonObject WriteBatch(JsonElement request)
    {
        foreach (var ofTable in request.GetProperty("RequestItems").EnumerateObject())
        {
            foreach (var each in ofTable.Value.EnumerateArray())
            {
                var (name, body) = (each.EnumerateObject().First().Name, each.EnumerateObject().First().Value);
                table.Write([ItemWrites.Of(name[..^"Request".Length], body)]);
            }
        }
        return new JsonObject { ["UnprocessedItems"] = new JsonObject() };
    }

    private JsonObject GetBatch(JsonElement request)
    {
        var responses = new JsonObject();
        foreach (var ofTable in request.GetProperty("RequestItems").EnumerateObject())
        {
            var found = ofTable.Value.GetProperty("Keys").EnumerateArray().Select(ItemWrites.KeyOf)
                .Select(key => table.Find(key.Partition, key.Sort)).OfType<Item>();
            responses[ofTable.Name] = new JsonArray([.. found.Select(ItemJson.Write)]);
        }
        return new JsonObject { ["Responses"] = responses, ["UnprocessedKeys"] = new JsonObject() };
    }

    private JsonObject Transact(JsonElement request)
    {
        table.Write([.. request.GetProperty("TransactItems").EnumerateArray().Select(each =>
            ItemWrites.Of(each.EnumerateObject().First().Name, each.EnumerateObject().First().Value))]);
        return [];
    }

    private static AwsErrorException Cancelled(ConditionsFailedException failed) => new("TransactionCanceledException",
        "Transaction cancelled, please refer cancellation reasons for specific reasons")
    {
        Members = new JsonObject
        {
            ["CancellationReasons"] = new JsonArray([.. failed.Holds.Select((holds, i) => new JsonObject
            {
                ["Code"] = holds ? "None" : "ConditionalCheckFailed",
                ["Item"] = holds || failed.Items[i] is not { } item ? null : ItemJson.Write(item),
            })]),
        },
    };

    private static bool ReturnsOld(JsonElement request) =>
        request.Text("ReturnValuesOnConditionCheckFailure") == "ALL_OLD";
}
