using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Alerting.Grouping.Storage;

/// <summary>The alerts of a group as a JSON array.</summary>
internal sealed class EntryListJson : JsonConverter<EntryList>
{
    public override EntryList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (type, entries) = (TypeOf(options), new List<AlertEntry>());
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            entries.Add(JsonSerializer.Deserialize(ref reader, type)!);
        return EntryList.Create(CollectionsMarshal.AsSpan(entries));
    }

    public override void Write(Utf8JsonWriter writer, EntryList value, JsonSerializerOptions options)
    {
        var type = TypeOf(options);
        writer.WriteStartArray();
        foreach (var chunk in value.Chunks)
        {
            foreach (var entry in chunk)
                JsonSerializer.Serialize(writer, entry, type);
        }
        writer.WriteEndArray();
    }

    private static JsonTypeInfo<AlertEntry> TypeOf(JsonSerializerOptions options) =>
        (JsonTypeInfo<AlertEntry>)options.GetTypeInfo(typeof(AlertEntry));
}
