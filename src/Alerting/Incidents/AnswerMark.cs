using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Incidents;

/// <summary>That nobody need be asked any more, for deliveries that are late.</summary>
/// <param name="Sequence">Notifications with a lower one were decided before.</param>
/// <param name="Reason">"acknowledged by Ann", to follow a colon. Null if somebody need be asked again.</param>
public sealed record AnswerMark(
    [property: JsonPropertyName("sequence")] long Sequence,
    [property: JsonPropertyName("reason")] string? Reason,
    [property: JsonPropertyName("code")] ReasonCode Code)
{
    /// <summary>When it was written; null if an earlier version did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("at")]
    public DateTimeOffset? At { get; init; }
}

/// <summary>Whether an incident was answered. Any call may throw when it cannot be read.</summary>
public interface IIncidentAnswers
{
    /// <summary>Null when nobody answered.</summary>
    Task<AnswerMark?> FindAnswerAsync(string incidentId, CancellationToken cancellation);
}
