using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Grouping.Storage;

/// <summary>
/// The latest events of a group as 64-bit hashes of their keys, to recognise redeliveries. Immutable; adding one copies
/// only the short list of the latest, and occasionally all.
/// </summary>
[JsonConverter(typeof(Json))]
public sealed class SeenEvents
{
    public const int Capacity = 256;
    private const int Latest = 32;

    private readonly ulong[] _older;
    private readonly ulong[] _latest;

    private SeenEvents(ulong[] older, ulong[] latest) => (_older, _latest) = (older, latest);

    public static SeenEvents None { get; } = new([], []);

    public bool Contains(string eventKey) => Contains(Hash(eventKey));

    public SeenEvents With(string eventKey) => With(Hash(eventKey));

    internal bool Contains(ulong hash) => _latest.AsSpan().Contains(hash) || _older.AsSpan().Contains(hash);

    internal SeenEvents With(ulong hash)
    {
        if (_latest.Length < Latest)
            return new SeenEvents(_older, [.. _latest, hash]);
        var oldest = Math.Max(0, _older.Length + Latest - (Capacity - Latest));
        return new SeenEvents([.. _older.AsSpan(oldest), .. _latest], [hash]);
    }

    /// <summary>
    /// Stable across machines, unlike the runtime's hash. Keys are long, so it reads four characters at a time.
    /// </summary>
    internal static ulong Hash(string text)
    {
        const ulong prime = 0x9E3779B97F4A7C15;
        var hash = (ulong)text.Length * prime;
        var blocks = MemoryMarshal.Cast<char, ulong>(text);
        foreach (var block in blocks)
            hash = BitOperations.RotateLeft((hash ^ block) * prime, 29);
        foreach (var letter in text.AsSpan(blocks.Length * (sizeof(ulong) / sizeof(char))))
            hash = BitOperations.RotateLeft((hash ^ letter) * prime, 29);
        hash = (hash ^ (hash >> 32)) * prime;
        return hash ^ (hash >> 29);
    }

    internal sealed class Json : JsonConverter<SeenEvents>
    {
        public override SeenEvents Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(HashJson.Read(ref reader), []);

        /// <summary>Oldest first.</summary>
        public override void Write(Utf8JsonWriter writer, SeenEvents value, JsonSerializerOptions options) =>
            HashJson.Write(writer, [.. value._older, .. value._latest]);
    }
}

/// <summary>Orders the events of an alert by the source's clock: queues may deliver them in another order.</summary>
internal static class EventOrder
{
    /// <summary>
    /// The source's time, unless it is in the future: a wrong clock must not make later events look outdated.
    /// </summary>
    public static DateTimeOffset TimeOf(Alert alert, DateTimeOffset now) =>
        alert.Signal.OccurredAt is { } time && time < now ? time : now;

    /// <summary>
    /// Without resolved events, firing events may come from many machines in any order, so none is outdated while it
    /// fires.
    /// </summary>
    public static bool IsOlder(Alert alert, AlertEntry? known, DateTimeOffset now) =>
        known is not null && TimeOf(alert, now) < known.EventAt && (alert.Signal.Recovers || !known.IsFiring);

    /// <summary>Whether nothing new follows from it. Missing data ends no alert, so one from before still fires.</summary>
    public static bool IsOutdated(Alert alert, AlertEntry? known, DateTimeOffset now) =>
        IsOlder(alert, known, now)
            && !(known is { IsFiring: true, Alert.Signal.HasNoData: true }
                && alert is { IsFiring: true, Signal.HasNoData: false });

    public static DateTimeOffset Latest(AlertEntry entry, Alert alert, DateTimeOffset now) =>
        TimeOf(alert, now) is var time && time > entry.EventAt ? time : entry.EventAt;
}
