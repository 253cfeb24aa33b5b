using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Grouping.Storage;

/// <summary>
/// The alerts of a group that a person closed and whose source has not ended them. Their source may send them again, which
/// opens nothing.
/// </summary>
/// <param name="Reason">"closed by Ann (02:14 GMT)", to follow a colon.</param>
public sealed record ClosedAlerts(
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("reason")] string Reason)
{
    /// <summary>A source that sends an alert again does so at least this often.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(14);

    /// <summary>Fingerprint hashes.</summary>
    [JsonConverter(typeof(OverflowAlerts.HashSetJson))]
    [JsonPropertyName("fingerprints")]
    public ImmutableHashSet<ulong> Fingerprints { get; init; } = [];

    internal bool Contains(Alert alert) => Contains(alert.Fingerprint);

    internal bool Contains(string fingerprint) => Fingerprints.Contains(SeenEvents.Hash(fingerprint));

    /// <summary>Null when none is left.</summary>
    internal ClosedAlerts? Without(Alert alert) =>
        Fingerprints.Remove(SeenEvents.Hash(alert.Fingerprint)) is { IsEmpty: false } left
            ? this with { Fingerprints = left } : null;
}
