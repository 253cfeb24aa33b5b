using System.Buffers.Binary;
using System.Text.Json;

namespace Alerting.Grouping.Storage;

/// <summary>64-bit hashes as one base64 string: 11 characters each, where numbers would take 20.</summary>
internal static class HashJson
{
    public static ulong[] Read(ref Utf8JsonReader reader)
    {
        var bytes = reader.GetBytesFromBase64();
        var hashes = new ulong[bytes.Length / sizeof(ulong)];
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)));
        return hashes;
    }

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<ulong> hashes)
    {
        var bytes = new byte[hashes.Length * sizeof(ulong)];
        for (var i = 0; i < hashes.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), hashes[i]);
        writer.WriteBase64StringValue(bytes);
    }
}
