using System.Text.Json.Serialization;

namespace Alerting.Grouping.Storage;

/// <summary>
/// A change in the index of groups by alert: an end finds the group that notified the alert, although its labels lead
/// to another. Saved with the outbox and written while its notifications are sent, so a page does not wait for it.
/// </summary>
/// <param name="IsFiring">False when the alert no longer fires in this group.</param>
public sealed record AlertGroupChange(
    [property: JsonPropertyName("fingerprint")] string Fingerprint,
    [property: JsonPropertyName("isFiring")] bool IsFiring)
{
    /// <summary>
    /// Whether a person closed it and its source goes on: whichever group gets it next has to know. Kept as long as the
    /// group remembers it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("closed")]
    public bool IsClosed { get; init; }
}
