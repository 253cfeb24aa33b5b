using System.Text.Json.Serialization;

namespace Alerting.Grouping;

/// <summary>Other people are on call now, and were notified of the group's incident.</summary>
public sealed record HandedOver : GroupMessage
{
    public HandedOver() => Version = 3;

    /// <summary>The same when the tick sends it twice.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("incident")]
    public required string IncidentId { get; init; }

    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    /// <summary>Who was on call, and who is now.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>Who was sent a notice.</summary>
    [JsonPropertyName("notified")]
    public IReadOnlyList<string> Receivers { get; init => field = value ?? []; } = [];
}
