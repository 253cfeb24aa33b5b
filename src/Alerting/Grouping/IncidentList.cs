using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Alerting.Grouping;

/// <summary>
/// The incidents of a group, by fingerprint. Immutable, and most of it is shared with the list it was made from: a message
/// is about one incident, and to change that one copies its short chunk and not all.
/// </summary>
[JsonConverter(typeof(Json))]
[CollectionBuilder(typeof(IncidentList), nameof(Create))]
public sealed class IncidentList : IReadOnlyList<Incident>
{
    internal const int ChunkSize = 16;

    internal IncidentList(ulong[] keys, Incident[][] chunks) => (Keys, Chunks) = (keys, chunks);

    public static IncidentList Empty { get; } = new([], []);

    public int Length => Keys.Length;

    public bool IsEmpty => Keys.Length == 0;

    int IReadOnlyCollection<Incident>.Count => Keys.Length;

    /// <summary>In order. An index apart from the incidents is found in the processor's cache where these are not.</summary>
    internal ulong[] Keys { get; }

    /// <summary>The incidents in the order of the keys; all chunks but the last are full.</summary>
    internal Incident[][] Chunks { get; }

    public Incident this[int index] => Chunks[index / ChunkSize][index % ChunkSize];

    public static IncidentList Create(ReadOnlySpan<Incident> incidents)
    {
        var sorted = incidents.ToArray();
        var keys = Array.ConvertAll(sorted, incident => KeyOf(incident.Fingerprint));
        Array.Sort(keys, sorted);
        return new IncidentList(keys, [.. sorted.Chunk(ChunkSize)]);
    }

    public IEnumerator<Incident> GetEnumerator() => Chunks.SelectMany(chunk => chunk).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A fingerprint is 64 bits in hexadecimal, and their order is that of its letters.</summary>
    internal static ulong KeyOf(string fingerprint) =>
        ulong.TryParse(fingerprint, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key)
            ? key
            : SeenEvents.Hash(fingerprint);

    /// <summary>As a plain array.</summary>
    internal sealed class Json : JsonConverter<IncidentList>
    {
        public override IncidentList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var (type, incidents) = (TypeOf(options), new List<Incident>());
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                incidents.Add(JsonSerializer.Deserialize(ref reader, type)!);
            return Create(CollectionsMarshal.AsSpan(incidents));
        }

        public override void Write(Utf8JsonWriter writer, IncidentList value, JsonSerializerOptions options)
        {
            var type = TypeOf(options);
            writer.WriteStartArray();
            foreach (var chunk in value.Chunks)
                foreach (var incident in chunk)
                    JsonSerializer.Serialize(writer, incident, type);
            writer.WriteEndArray();
        }

        private static JsonTypeInfo<Incident> TypeOf(JsonSerializerOptions options) =>
            (JsonTypeInfo<Incident>)options.GetTypeInfo(typeof(Incident));
    }
}
