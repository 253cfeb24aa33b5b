using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.DynamoDBv2.Model;

namespace Alerting.Aws.State;

/// <summary>
/// JSON as an attribute. Short JSON is text, readable in the console and within the kilobyte that every write is billed;
/// longer JSON is gzipped, because items are limited to 400 KB and billed per kilobyte.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-items</remarks>
internal static class StoredJson
{
    private const int MaxTextBytes = 800;

    public static AttributeValue Write<T>(T value, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        if (json.Length <= MaxTextBytes)
            return new AttributeValue { S = Encoding.UTF8.GetString(json) };
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(json);
        packed.Position = 0;
        return new AttributeValue { B = packed };
    }

    public static T Read<T>(AttributeValue value, JsonTypeInfo<T> type)
    {
        if (value.B is null)
            return JsonSerializer.Deserialize(value.S, type)!;
        using var gzip = new GZipStream(value.B, CompressionMode.Decompress);
        return JsonSerializer.Deserialize(gzip, type)!;
    }
}
