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

    /// <summary>Hashes of the fingerprints of those that fire.</summary>
    [JsonConverter(typeof(HashSetJson))]
    public ImmutableHashSet<ulong> Firing { get; init; } = [];

    /// <summary>How many of them were not told yet.</summary>
    public int Untold { get; init; }

    /// <summary>How many are resolved since the last message.</summary>
    public int Resolved { get; init; }

    /// <summary>When all of them are taken to be over, where their sources do not say so.</summary>
    public DateTimeOffset? ResolveAt { get; init; }

    internal sealed class HashSetJson : JsonConverter<ImmutableHashSet<ulong>>
    {
        public override ImmutableHashSet<ulong> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            [.. HashJson.Read(ref reader)];

        public override void Write(Utf8JsonWriter writer, ImmutableHashSet<ulong> value, JsonSerializerOptions options) =>
            HashJson.Write(writer, [.. value.Order()]);
    }
}
