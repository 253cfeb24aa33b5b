using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.DynamoDBv2.Model;

namespace Alerting.Aws.State;

/// <summary>
/// JSON as an attribute: text while it is short, so that people can read it in the console, and gzip beyond that, since an
/// item holds 400 KB and is paid for by the kilobyte.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-items</remarks>
internal static class StoredJson
{
    private const int Short = 4096;

    public static AttributeValue Write<T>(T value, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        if (json.Length <= Short)
            return new AttributeValue { S = Encoding.UTF8.GetString(json) };
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
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
