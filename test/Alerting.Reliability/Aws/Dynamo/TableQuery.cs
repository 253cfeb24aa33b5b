using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Fakes;
using Item = System.Collections.Generic.IReadOnlyDictionary<string, System.Text.Json.JsonElement>;

namespace Alerting.Reliability.Aws.Dynamo;

/// <summary>A query of the table or of its index <c>due</c>, in pages of at most 1 MB.</summary>
/// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html</remarks>
internal sealed class TableQuery(Table table, JsonElement request)
{
    private const int PageBytes = 1024 * 1024;

    private readonly ExpressionNames _names = new(request);

    public JsonObject Answer()
    {
        var all = Matching();
        if (request.Child("ScanIndexForward").ValueKind == JsonValueKind.False)
            all.Reverse();
        var rest = AfterStart(all);
        var limit = request.Child("Limit") is { ValueKind: JsonValueKind.Number } set ? set.GetInt32() : int.MaxValue;
        var page = new List<Item>();
        for (var bytes = 0; page.Count < rest.Count && page.Count < limit && bytes < PageBytes;)
        {
            bytes += AttributeValues.BytesOf(rest[page.Count]);
            page.Add(rest[page.Count]);
        }
        var filter = request.Text("FilterExpression") is { Length: > 0 } text ? text : null;
        var kept = page.Where(item => Expression.Holds(filter, _names, item)).Select(Projected);
        var answer = new JsonObject { ["Items"] = new JsonArray([.. kept]), ["ScannedCount"] = page.Count };
        answer["Count"] = answer["Items"]!.AsArray().Count;
        if (page.Count < rest.Count)
            answer["LastEvaluatedKey"] = Key(page[^1]);
        return answer;
    }

    private List<Item> Matching()
    {
        var keys = request.GetProperty("KeyConditionExpression").GetString();
        return request.Text("IndexName") switch
        {
            "" => [.. table.Partition(PartitionKey()).Where(item => Expression.Holds(keys, _names, item))],
            "due" => [.. table.Indexed().Where(item => Expression.Holds(keys, _names, item))
                .OrderBy(item => AttributeValues.Decimal(item["dueAt"]))],
            var index => throw new UnknownRequestException($"This server has no index {index}."),
        };
    }

    /// <summary>The only value of a query that names a partition alone, else the one compared with <c>pk</c>.</summary>
    private string PartitionKey()
    {
        var text = request.GetProperty("KeyConditionExpression").GetString()!;
        var reader = new ExpressionReader(text, _names);
        while (!reader.IsAtEnd)
        {
            if (reader.Operand() is { Name: "pk" } && reader.TryTake("=") && reader.Operand().Value is { } value)
                return AttributeValues.Text(value);
        }
        throw reader.Unknown();
    }

    private List<Item> AfterStart(List<Item> all)
    {
        if (request.Child("ExclusiveStartKey") is not { ValueKind: JsonValueKind.Object } start)
            return all;
        var key = ItemWrites.KeyOf(start);
        var at = all.FindIndex(item => Texts(item) == key);
        return at < 0 ? all : all[(at + 1)..];
    }

    private JsonObject Projected(Item item)
    {
        if (request.Text("ProjectionExpression") is not { Length: > 0 } text)
            return ItemJson.Write(item);
        var wanted = text.Split(',', StringSplitOptions.TrimEntries).Select(_names.Name).ToHashSet();
        return ItemJson.Write(item.Where(pair => wanted.Contains(pair.Key)).ToDictionary());
    }

    private static JsonObject Key(Item item) =>
        ItemJson.Write(item.Where(pair => pair.Key is "pk" or "sk" or "dueShard" or "dueAt").ToDictionary());

    private static (string, string) Texts(Item item) =>
        (AttributeValues.Text(item["pk"]), AttributeValues.Text(item["sk"]));
}
