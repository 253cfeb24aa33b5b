using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Alerting.Reliability.Aws.Dynamo;

/// <summary>Attribute values as the protocol writes them: <c>{"S":"text"}</c>, <c>{"N":"42"}</c>.</summary>
internal static class AttributeValues
{
    public static JsonElement Number(string digits) => Parse(new JsonObject { ["N"] = digits });

    public static string Type(JsonElement value) => value.EnumerateObject().First().Name;

    public static string Text(JsonElement value) => value.EnumerateObject().First().Value.GetString() ?? "";

    public static decimal Decimal(JsonElement value) =>
        decimal.Parse(Text(value), NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>Null for values of different types, or of a type without an order.</summary>
    public static int? Compare(JsonElement one, JsonElement other) => (Type(one), Type(other)) switch
    {
        ("N", "N") => Decimal(one).CompareTo(Decimal(other)),
        ("S", "S") or ("B", "B") => string.CompareOrdinal(Text(one), Text(other)),
        var (type, same) when type == same => one.GetRawText() == other.GetRawText() ? 0 : null,
        _ => null,
    };

    public static int SizeOf(JsonElement value)
    {
        var content = value.EnumerateObject().First().Value;
        return Type(value) switch
        {
            "S" => Encoding.UTF8.GetByteCount(content.GetString()!),
            "B" => content.GetBytesFromBase64().Length,
            "L" or "SS" or "NS" => content.GetArrayLength(),
            "M" => content.EnumerateObject().Count(),
            _ => content.GetRawText().Length,
        };
    }

    /// <summary>Of an item, which may have 400 KB.</summary>
    /// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html</remarks>
    public static int BytesOf(IReadOnlyDictionary<string, JsonElement> item) =>
        item.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + BytesOf(pair.Value));

    public static JsonElement Parse(JsonNode node) => JsonDocument.Parse(node.ToJsonString()).RootElement;

    private static int BytesOf(JsonElement value)
    {
        var content = value.EnumerateObject().First().Value;
        return Type(value) switch
        {
            "S" or "B" => SizeOf(value),
            "L" => 3 + content.EnumerateArray().Sum(each => 1 + BytesOf(each)),
            "M" => 3 + content.EnumerateObject().Sum(each => 1 + each.Name.Length + BytesOf(each.Value)),
            "N" => content.GetString()!.Length / 2 + 2,
            _ => content.GetRawText().Length,
        };
    }
}
