using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Alerting.Grouping;

/// <summary>Incidents beyond those kept in detail: which of them fire, and how many are still to be told.</summary>
public sealed record CountedIncidents
{
    /// <summary>A group of more incidents than this has lost its meaning; those beyond are told with the number only.</summary>
    public const int Capacity = 4000;

    public static CountedIncidents None { get; } = new();

    /// <summary>Hashes of the fingerprints of those that fire and were told, if only as a number.</summary>
    [JsonConverter(typeof(HashSetJson))]
    public ImmutableHashSet<ulong> Told { get; init; } = [];

    /// <summary>Those that fire and were not told yet.</summary>
    [JsonConverter(typeof(HashSetJson))]
    public ImmutableHashSet<ulong> Untold { get; init; } = [];

    /// <summary>Arrivals beyond the capacity since the last message.</summary>
    public int Beyond { get; init; }

    /// <summary>How many are resolved since the last message.</summary>
    public int Resolved { get; init; }

    /// <summary>When all of them are taken to be over, where their sources do not say so.</summary>
    public DateTimeOffset? ResolveAt { get; init; }

    [JsonIgnore]
    public int Firing => Told.Count + Untold.Count;

    /// <summary>How many alerts a message about what fires has to count.</summary>
    [JsonIgnore]
    public int News => Untold.Count + Beyond;

    [JsonIgnore]
    public bool IsEmpty => Firing == 0 && Beyond == 0 && Resolved == 0;

    internal sealed class HashSetJson : JsonConverter<ImmutableHashSet<ulong>>
    {
        public override ImmutableHashSet<ulong> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            [.. HashJson.Read(ref reader)];

        public override void Write(Utf8JsonWriter writer, ImmutableHashSet<ulong> value, JsonSerializerOptions options) =>
            HashJson.Write(writer, [.. value.Order()]);
    }
}
