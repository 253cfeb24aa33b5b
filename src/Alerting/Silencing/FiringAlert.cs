using System.Text.Json.Serialization;

namespace Alerting.Silencing;

/// <summary>A firing alert that may inhibit others.</summary>
public sealed record FiringAlert(
    [property: JsonPropertyName("groupKey")] string GroupKey,
    [property: JsonPropertyName("fingerprint")] string Fingerprint,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("labels")] IReadOnlyDictionary<string, string> Labels);

/// <summary>A change in the index of firing alerts.</summary>
/// <param name="Alert">Null when the alert no longer fires.</param>
public sealed record FiringChange(string GroupKey, string Fingerprint, FiringAlert? Alert);
