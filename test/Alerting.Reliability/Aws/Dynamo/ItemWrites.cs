using System.Text.Json;
using Alerting.Fakes;

namespace Alerting.Reliability.Aws.Dynamo;

/// <summary>Reads the writes of single requests, batches and transactions.</summary>
internal static class ItemWrites
{
    public static TableWrite Of(string kind, JsonElement request)
    {
        var names = new ExpressionNames(request);
        var condition = request.Text("ConditionExpression") is { Length: > 0 } text ? text : null;
        var (partition, sort) = KeyOf(request.GetProperty(kind == "Put" ? "Item" : "Key"));
        return new TableWrite(partition, sort, item => Expression.Holds(condition, names, item), kind switch
        {
            "Put" => _ => ItemJson.Read(request.GetProperty("Item")),
            "Delete" => _ => null,
            "Update" => item => Updated(request, names, item),
            "ConditionCheck" => item => item,
            _ => throw new UnknownRequestException($"This server does not know the write {kind}."),
        })
        {
            IsOnlyACheck = kind == "ConditionCheck",
        };
    }

    public static (string Partition, string Sort) KeyOf(JsonElement key) =>
        (AttributeValues.Text(key.GetProperty("pk")), AttributeValues.Text(key.GetProperty("sk")));

    private static Dictionary<string, JsonElement> Updated(JsonElement request, ExpressionNames names,
        IReadOnlyDictionary<string, JsonElement> before)
    {
        var after = UpdateExpression.Apply(request.GetProperty("UpdateExpression").GetString()!, names, before);
        foreach (var part in request.GetProperty("Key").EnumerateObject())
            after[part.Name] = part.Value;
        return after;
    }
}
