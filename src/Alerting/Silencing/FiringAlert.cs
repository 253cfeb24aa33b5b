using System.Text.Json.Serialization;

namespace Alerting.Silencing;

/// <summary>An alert that fires now and that an inhibit rule may refer to.</summary>
public sealed record FiringAlert(
    [property: JsonPropertyName("groupKey")] string GroupKey,
    [property: JsonPropertyName("fingerprint")] string Fingerprint,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("labels")] IReadOnlyDictionary<string, string> Labels);

/// <summary>A change of the index of firing alerts: it fires now, or <paramref name="Alert"/> is null and it does so no longer.</summary>
public sealed record FiringChange(string GroupKey, string Fingerprint, FiringAlert? Alert);
