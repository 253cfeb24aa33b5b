using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Alerting.Alerts;
using Alerting.Silencing;

namespace Alerting.Grouping.Storage;

/// <summary>Alerts beyond those kept in detail: which of them fire, and how many are pending.</summary>
public sealed record OverflowAlerts
{
    /// <summary>Alerts beyond this appear only as a number.</summary>
    public const int Capacity = 5000;

    public static OverflowAlerts Empty { get; } = new();

    /// <summary>Fingerprint hashes of firing alerts that were notified, if only as a number.</summary>
    [JsonConverter(typeof(HashSetJson))]
    [JsonPropertyName("told")]
    public ImmutableHashSet<ulong> Notified { get; init; } = [];

    /// <summary>Fingerprint hashes of firing alerts not yet notified.</summary>
    [JsonConverter(typeof(HashSetJson))]
    [JsonPropertyName("untold")]
    public ImmutableHashSet<ulong> Pending { get; init; } = [];

    /// <summary>Firing alerts that are silenced or inhibited.</summary>
    [JsonPropertyName("muted")]
    public ImmutableArray<MutedOverflow> Muted { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>A few unmuted alerts, pending and most severe first, because a message needs names.</summary>
    [JsonPropertyName("examples")]
    public ImmutableArray<Alert> Examples { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Firing events beyond the capacity since the last notification.</summary>
    [JsonPropertyName("beyond")]
    public int BeyondCapacity { get; init; }

    /// <summary>How many resolved since the last notification.</summary>
    [JsonPropertyName("resolved")]
    public int Resolved { get; init; }

    /// <summary>How many recovered while held.</summary>
    [JsonPropertyName("healed")]
    public int Recovered { get; init; }

    /// <summary>When all of them resolve, if their sources send no resolved event.</summary>
    [JsonPropertyName("resolveAt")]
    public DateTimeOffset? ResolveAt { get; init; }

    /// <summary>
    /// Fingerprint hashes of those whose source sends an end, so they do not end by silence at
    /// <see cref="ResolveAt"/>; null for none.
    /// </summary>
    [JsonConverter(typeof(HashSetJson))]
    [JsonPropertyName("withEnd")]
    public ImmutableHashSet<ulong>? WithEnd { get; init; }

    [JsonIgnore]
    public int Firing =>
        Notified.Count + Pending.Count + (Muted.IsEmpty ? 0 : Muted.Sum(muted => muted.Fingerprints.Count));

    [JsonIgnore]
    public int PendingCount => Pending.Count + BeyondCapacity;

    [JsonIgnore]
    public bool IsEmpty => Firing == 0 && BeyondCapacity == 0 && Resolved == 0 && Recovered == 0;

    internal bool IsNotified(Alert alert) => Notified.Contains(SeenEvents.Hash(alert.Fingerprint));

    internal bool IsPending(Alert alert) => Pending.Contains(SeenEvents.Hash(alert.Fingerprint));

    internal MutedOverflow? MutedWith(Alert alert)
    {
        foreach (var muted in Muted)
        {
            if (muted.Fingerprints.Contains(SeenEvents.Hash(alert.Fingerprint)))
                return muted;
        }
        return null;
    }

    /// <summary>
    /// Remembers whether the alert waits for its end. The hashes are stored only once some end by silence: all of them
    /// twice would be too much for the store.
    /// </summary>
    internal OverflowAlerts Remember(Alert alert)
    {
        var noneEndsBySilence = ResolveAt is null && WithEnd is null;
        if (alert.Signal.Recovers)
        {
            return noneEndsBySilence
                ? this : this with { WithEnd = (WithEnd ?? []).Add(SeenEvents.Hash(alert.Fingerprint)) };
        }
        return noneEndsBySilence && All() is { IsEmpty: false } all ? this with { WithEnd = all } : this;
    }

    private ImmutableHashSet<ulong> All() =>
        Muted.Aggregate(Notified.Union(Pending), (all, muted) => all.Union(muted.Fingerprints));

    /// <summary>The alerts left when those that end by silence have ended.</summary>
    internal OverflowAlerts Lasting() => WithEnd is null ? Empty : this with
    {
        Notified = Notified.Intersect(WithEnd),
        Pending = Pending.Intersect(WithEnd),
        Muted = [.. Muted.Select(muted => muted with { Fingerprints = muted.Fingerprints.Intersect(WithEnd) })
            .Where(muted => !muted.Fingerprints.IsEmpty)],
        Examples = [.. Examples.Where(example => WithEnd.Contains(SeenEvents.Hash(example.Fingerprint)))],
        ResolveAt = null,
    };

    internal OverflowAlerts Without(Alert alert)
    {
        var hash = SeenEvents.Hash(alert.Fingerprint);
        return this with
        {
            Notified = Notified.Remove(hash),
            Pending = Pending.Remove(hash),
            WithEnd = WithEnd?.Remove(hash) is { IsEmpty: false } others ? others : null,
            Muted = [.. Muted.Select(muted => muted with { Fingerprints = muted.Fingerprints.Remove(hash) })
                .Where(muted => !muted.Fingerprints.IsEmpty)],
            Examples = [.. Examples.Where(example => example.Fingerprint != alert.Fingerprint)],
        };
    }

    internal sealed class HashSetJson : JsonConverter<ImmutableHashSet<ulong>>
    {
        public override ImmutableHashSet<ulong> Read(ref Utf8JsonReader reader, Type typeToConvert,
            JsonSerializerOptions options) =>
            [.. HashJson.Read(ref reader)];

        public override void Write(Utf8JsonWriter writer, ImmutableHashSet<ulong> value,
            JsonSerializerOptions options) =>
            HashJson.Write(writer, [.. value.Order()]);
    }
}

/// <summary>Overflow alerts muted by the same silence or rule.</summary>
/// <param name="By">The sentence of the mute.</param>
/// <param name="Example">Stands for all of them when the mute is checked again, because their labels are not
/// stored.</param>
/// <param name="ReviewAt">When to check the mute again.</param>
public sealed record MutedOverflow(
    [property: JsonPropertyName("by")] string By,
    [property: JsonPropertyName("example")] Alert Example,
    [property: JsonPropertyName("lookAgainAt")] DateTimeOffset ReviewAt)
{
    [JsonPropertyName("byCode")]
    public ReasonCode ByCode { get; init; }

    /// <summary>The silence's id, or the name of the alert that inhibits them.</summary>
    [JsonPropertyName("byName")]
    public string? ByName { get; init; }

    internal StoredMute Mute => StoredMute.Of(By, ByCode, ByName);

    /// <summary>How long they wait once the inhibition ended.</summary>
    [JsonPropertyName("grace")]
    public TimeSpan? Grace { get; init; }

    /// <summary>Until when they wait after an inhibition that ended.</summary>
    [JsonPropertyName("graceUntil")]
    public DateTimeOffset? GraceUntil { get; init; }

    [JsonConverter(typeof(OverflowAlerts.HashSetJson))]
    [JsonPropertyName("fingerprints")]
    public ImmutableHashSet<ulong> Fingerprints { get; init; } = [];
}
