using System.Text.Json.Serialization;

namespace Alerting.Incidents;

/// <summary>Where an incident stood when a message was written: what a button in the message answers.</summary>
/// <param name="Answers">How many answers had changed it.</param>
public sealed record IncidentStand(
    [property: JsonPropertyName("state")] IncidentState State,
    [property: JsonPropertyName("answers")] int Answers)
{
    /// <summary>The step that its escalation had reached; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("step")]
    public int? Step { get; init; }

    /// <summary>Whether there is somebody else to ask.</summary>
    [JsonPropertyName("escalates")]
    public bool CanEscalate { get; init; }

    [JsonIgnore]
    public bool IsAnswered => State is IncidentState.Acknowledged or IncidentState.Snoozed;

    public static IncidentStand Of(Incident incident, bool canEscalate) => new(incident.State, incident.Answers)
    {
        Step = incident.Escalation?.Number, CanEscalate = canEscalate,
    };
}
