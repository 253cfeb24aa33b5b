using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Alerting.Grouping.Storage;

/// <summary>
/// The alerts of a group by fingerprint. Immutable, but split into chunks: a message concerns one alert, and changing
/// it copies only its chunk.
/// </summary>
[JsonConverter(typeof(Json))]
[CollectionBuilder(typeof(EntryList), nameof(Create))]
public sealed class EntryList : IReadOnlyList<AlertEntry>
{
    internal const int ChunkSize = 16;

    internal EntryList(ulong[] keys, AlertEntry[][] chunks) => (Keys, Chunks) = (keys, chunks);

    public static EntryList Empty { get; } = new([], []);

    public int Length => Keys.Length;

    public bool IsEmpty => Keys.Length == 0;

    int IReadOnlyCollection<AlertEntry>.Count => Keys.Length;

    /// <summary>Sorted. Kept apart from the entries because a compact index stays in the processor's cache.</summary>
    internal ulong[] Keys { get; }

    /// <summary>The entries in the order of the keys; all chunks but the last are full.</summary>
    internal AlertEntry[][] Chunks { get; }

    public AlertEntry this[int index] => Chunks[index / ChunkSize][index % ChunkSize];

    public AlertEntry? Find(string fingerprint) =>
        Array.BinarySearch(Keys, KeyOf(fingerprint)) is >= 0 and var at ? this[at] : null;

    public static EntryList Create(ReadOnlySpan<AlertEntry> entries)
    {
        var sorted = entries.ToArray();
        var keys = Array.ConvertAll(sorted, entry => KeyOf(entry.Fingerprint));
        Array.Sort(keys, sorted);
        return new EntryList(keys, [.. sorted.Chunk(ChunkSize)]);
    }

    public IEnumerator<AlertEntry> GetEnumerator() => Chunks.SelectMany(chunk => chunk).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A fingerprint is 64 bits in hexadecimal, so the keys sort like the fingerprints.</summary>
    internal static ulong KeyOf(string fingerprint) =>
        ulong.TryParse(fingerprint, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key)
            ? key
            : SeenEvents.Hash(fingerprint);

    internal sealed class Json : JsonConverter<EntryList>
    {
        public override EntryList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var (type, entries) = (TypeOf(options), new List<AlertEntry>());
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                entries.Add(JsonSerializer.Deserialize(ref reader, type)!);
            return Create(CollectionsMarshal.AsSpan(entries));
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
}
