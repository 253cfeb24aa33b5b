using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Grouping.Storage;

/// <summary>A receiver's digest while its parts arrive.</summary>
public sealed record DigestContents(
    [property: JsonPropertyName("receiver")] string Receiver,
    [property: JsonPropertyName("interval")] string Interval,
    [property: JsonPropertyName("dueAt")] DateTimeOffset DueAt)
{
    /// <summary>Ids of the parts, to count a redelivered one once.</summary>
    [JsonPropertyName("parts")]
    public ImmutableArray<string> Parts { get; init; } = [];

    [JsonPropertyName("alerts")]
    public ImmutableArray<Alert> Alerts { get; init; } = [];

    /// <summary>Number of alerts beyond those listed.</summary>
    [JsonPropertyName("more")]
    public int More { get; init; }

    /// <summary>How many of <see cref="More"/> still fire.</summary>
    [JsonPropertyName("moreFiring")]
    public int MoreFiring { get; init; }
}
