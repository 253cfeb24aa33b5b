using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Grouping;

/// <summary>What a receiver's digest has gathered so far.</summary>
public sealed record DigestContents(
    [property: JsonPropertyName("receiver")] string Receiver,
    [property: JsonPropertyName("interval")] string Interval,
    [property: JsonPropertyName("dueAt")] DateTimeOffset DueAt)
{
    /// <summary>The ids of the parts, so that one that comes twice counts once.</summary>
    [JsonPropertyName("parts")]
    public ImmutableArray<string> Parts { get; init; } = [];

    [JsonPropertyName("alerts")]
    public ImmutableArray<Alert> Alerts { get; init; } = [];

    /// <summary>How many alerts there was no room for.</summary>
    [JsonPropertyName("more")]
    public int More { get; init; }

    /// <summary>How many of these still fire.</summary>
    [JsonPropertyName("moreFiring")]
    public int MoreFiring { get; init; }
}
