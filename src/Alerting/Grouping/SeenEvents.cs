using System.Text.Json;
using System.Text.Json.Serialization;

namespace Alerting.Grouping;

/// <summary>
/// The last events a group took in, as 64-bit hashes of their keys, so that a redelivery is recognised. Immutable.
/// </summary>
[JsonConverter(typeof(Json))]
public sealed class SeenEvents
{
    public const int Capacity = 256;

    private readonly ulong[] _ring;
    private readonly int _next;

    private SeenEvents(ulong[] ring, int next) => (_ring, _next) = (ring, next);

    public static SeenEvents None { get; } = new([], 0);

    public bool Contains(string eventKey) => _ring.AsSpan().Contains(Hash(eventKey));

    public SeenEvents With(string eventKey)
    {
        var hash = Hash(eventKey);
        if (_ring.Length < Capacity)
            return new SeenEvents([.. _ring, hash], 0);
        // The ring is full: the oldest makes room.
        var ring = (ulong[])_ring.Clone();
        ring[_next] = hash;
        return new SeenEvents(ring, (_next + 1) % Capacity);
    }

    /// <summary>FNV-1a: the same on every machine, and quick. https://datatracker.ietf.org/doc/html/rfc9923</summary>
    internal static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
            hash = (hash ^ character) * 1099511628211UL;
        return hash;
    }

    internal sealed class Json : JsonConverter<SeenEvents>
    {
        public override SeenEvents Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(HashJson.Read(ref reader), 0);

        /// <summary>The oldest first, so that the place in the ring need not be told.</summary>
        public override void Write(Utf8JsonWriter writer, SeenEvents value, JsonSerializerOptions options) =>
            HashJson.Write(writer, [.. value._ring.AsSpan(value._next), .. value._ring.AsSpan(0, value._next)]);
    }
}
