using System.Text.Json.Serialization;

namespace Alerting.OnCall;

/// <summary>Somebody takes over a part of a schedule.</summary>
/// <param name="Person">By key; <c>nobody</c> is a gap that is meant.</param>
/// <param name="To">Not included.</param>
public sealed record ScheduleOverride(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("schedule")] string Schedule,
    [property: JsonPropertyName("person")] string Person,
    [property: JsonPropertyName("from")] DateTimeOffset From,
    [property: JsonPropertyName("to")] DateTimeOffset To)
{
    /// <summary>The person replaced, while they are on call; null replaces whoever is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("insteadOf")]
    public string? InsteadOf { get; init; }

    [JsonPropertyName("by")]
    public string By { get; init; } = "";

    [JsonPropertyName("comment")]
    public string Comment { get; init; } = "";

    /// <summary>Of two at the same time, the later one counts.</summary>
    [JsonPropertyName("createdAt")]
    public DateTimeOffset CreatedAt { get; init; }
}
