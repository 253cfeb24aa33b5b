using System.Text;
using System.Text.Json.Nodes;

namespace Alerting.TestKit;

/// <summary>
/// What DynamoDB charges for an item: names and values in UTF-8, numbers in half a byte per digit, binary unpacked from
/// base64.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html</remarks>
public static class ItemSize
{
    /// <summary>Write request units: one for each kilobyte begun.</summary>
    public static long WriteUnits(JsonNode item) => (Bytes(item) + 1023) / 1024;

    public static long Bytes(JsonNode item) =>
        item.AsObject().Sum(attribute => Encoding.UTF8.GetByteCount(attribute.Key) + ValueBytes(attribute.Value!));

    private static long ValueBytes(JsonNode value)
    {
        var (type, content) = value.AsObject().Single();
        return type switch
        {
            "S" => Encoding.UTF8.GetByteCount(content!.GetValue<string>()),
            "N" => (content!.GetValue<string>().Length + 1) / 2 + 1,
            "B" => content!.GetValue<string>().Length / 4 * 3,
            _ => 1,
        };
    }
}
