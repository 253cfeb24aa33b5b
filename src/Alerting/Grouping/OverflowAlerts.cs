using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Grouping;

/// <summary>Incidents beyond those kept in detail: which of them fire, and how many are still to be told.</summary>
public sealed record OverflowAlerts
{
    /// <summary>A group of more incidents than this has lost its meaning; those beyond are told with the number only.</summary>
    public const int Capacity = 4000;

    public static OverflowAlerts Empty { get; } = new();

    /// <summary>Hashes of the fingerprints of those that fire and were told, if only as a number.</summary>
    [JsonConverter(typeof(HashSetJson))]
    [JsonPropertyName("told")]
    public ImmutableHashSet<ulong> Notified { get; init; } = [];

    /// <summary>Those that fire and were not told yet.</summary>
    [JsonConverter(typeof(HashSetJson))]
    [JsonPropertyName("untold")]
    public ImmutableHashSet<ulong> Pending { get; init; } = [];

    /// <summary>Those that fire and that a silence or a rule keeps from being told.</summary>
    [JsonPropertyName("muted")]
    public ImmutableArray<MutedOverflow> Muted { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>A few of those above that are not muted, the untold and the worst first: a message needs names.</summary>
    [JsonPropertyName("examples")]
    public ImmutableArray<Alert> Examples { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Arrivals beyond the capacity since the last message.</summary>
    [JsonPropertyName("beyond")]
    public int BeyondCapacity { get; init; }

    /// <summary>How many are resolved since the last message.</summary>
    [JsonPropertyName("resolved")]
    public int Resolved { get; init; }

    /// <summary>How many healed by themselves while they were held.</summary>
    [JsonPropertyName("healed")]
    public int Recovered { get; init; }

    /// <summary>When all of them are taken to be over, where their sources do not say so.</summary>
    [JsonPropertyName("resolveAt")]
    public DateTimeOffset? ResolveAt { get; init; }

    [JsonIgnore]
    public int Firing => Notified.Count + Pending.Count + (Muted.IsEmpty ? 0 : Muted.Sum(muted => muted.Fingerprints.Count));

    /// <summary>How many alerts a message about what fires has to count.</summary>
    [JsonIgnore]
    public int PendingCount => Pending.Count + BeyondCapacity;

    [JsonIgnore]
    public bool IsEmpty => Firing == 0 && BeyondCapacity == 0 && Resolved == 0 && Recovered == 0;

    internal bool IsNotified(Alert alert) => Notified.Contains(SeenEvents.Hash(alert.Fingerprint));

    internal bool IsPending(Alert alert) => Pending.Contains(SeenEvents.Hash(alert.Fingerprint));

    internal MutedOverflow? MutedWith(Alert alert)
    {
        foreach (var muted in Muted)
            if (muted.Fingerprints.Contains(SeenEvents.Hash(alert.Fingerprint)))
                return muted;
        return null;
    }

    /// <summary>As if it had never been counted.</summary>
    internal OverflowAlerts Without(Alert alert)
    {
        var hash = SeenEvents.Hash(alert.Fingerprint);
        return this with
        {
            Notified = Notified.Remove(hash),
            Pending = Pending.Remove(hash),
            Muted = [.. Muted.Select(muted => muted with { Fingerprints = muted.Fingerprints.Remove(hash) })
                .Where(muted => !muted.Fingerprints.IsEmpty)],
            Examples = [.. Examples.Where(example => example.Fingerprint != alert.Fingerprint)],
        };
    }

    internal sealed class HashSetJson : JsonConverter<ImmutableHashSet<ulong>>
    {
        public override ImmutableHashSet<ulong> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            [.. HashJson.Read(ref reader)];

        public override void Write(Utf8JsonWriter writer, ImmutableHashSet<ulong> value, JsonSerializerOptions options) =>
            HashJson.Write(writer, [.. value.Order()]);
    }
}

/// <summary>Counted incidents that the same silence or rule keeps from being told.</summary>
/// <param name="By">Names the silence or the rule.</param>
/// <param name="Example">Of most of them no labels are known: this one is asked for all whether they are muted still.</param>
/// <param name="LookAgainAt">When that may be otherwise.</param>
public sealed record MutedOverflow(
    [property: JsonPropertyName("by")] string By,
    [property: JsonPropertyName("example")] Alert Example,
    [property: JsonPropertyName("lookAgainAt")] DateTimeOffset LookAgainAt)
{
    /// <summary>Hashes of their fingerprints.</summary>
    [JsonConverter(typeof(OverflowAlerts.HashSetJson))]
    [JsonPropertyName("fingerprints")]
    public ImmutableHashSet<ulong> Fingerprints { get; init; } = [];
}
