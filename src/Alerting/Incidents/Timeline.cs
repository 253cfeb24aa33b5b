using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Incidents;

/// <summary>Something that happened to an incident.</summary>
/// <param name="Text">A sentence for people.</param>
public sealed record TimelineEntry(
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("kind")] TimelineKind Kind,
    [property: JsonPropertyName("code")] ReasonCode Code,
    [property: JsonPropertyName("text")] string Text)
{
    /// <summary>The alert's name; null if it is about the incident.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("alert")]
    public string? Alert { get; init; }

    /// <summary>The receivers; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("to")]
    public IReadOnlyList<string>? To { get; init; }

    /// <summary>Of a delivery.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("channel")]
    public string? Channel { get; init; }

    /// <summary>Of an alert that fires.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("severity")]
    public Severity? Severity { get; init; }

    /// <summary>Who answered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("by")]
    public string? By { get; init; }

    /// <summary>The AWS identity with which they answered; null if they did so otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("caller")]
    public string? Caller { get; init; }
}

public enum TimelineKind
{
    /// <summary>An alert fired or resolved.</summary>
    [JsonStringEnumMemberName("event")]
    Event,

    /// <summary>Somebody is notified, or is not, for a reason.</summary>
    [JsonStringEnumMemberName("decision")]
    Decision,

    /// <summary>A channel accepted or refused a message.</summary>
    [JsonStringEnumMemberName("delivery")]
    Delivery,

    /// <summary>A person answered.</summary>
    [JsonStringEnumMemberName("answer")]
    Answer,
}

/// <summary>What one step of a group adds to the timeline of its incident. Written again, it is the same.</summary>
/// <param name="Number">Its place: how many entries were written before.</param>
public sealed record TimelinePart(
    [property: JsonPropertyName("incident")] string IncidentId,
    [property: JsonPropertyName("number")] int Number,
    [property: JsonPropertyName("entries")] IReadOnlyList<TimelineEntry> Entries)
{
    /// <summary>If the step changed whether somebody is on it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("mark")]
    public AnswerMark? Mark { get; init; }

    /// <summary>Whether another group had the incident before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("moved")]
    public bool HasMoved { get; init; }
}

/// <summary>Where an incident is found: its group.</summary>
public sealed record IncidentPlace(string IncidentId, string GroupKey, string RouteId);

/// <summary>The timelines of incidents, each kept for 90 days.</summary>
public interface IIncidentTimelines : IIncidentAnswers
{
    Task AddAsync(IncidentPlace place, TimelinePart part, CancellationToken cancellation);

    /// <summary>
    /// Adds what became of deliveries, under the id of the first. The same id again replaces them, so only one that is
    /// never tried again may stand with others.
    /// </summary>
    Task AddAsync(string incidentId, string deliveryId, IReadOnlyList<TimelineEntry> deliveries,
        CancellationToken cancellation);

    /// <summary>Null when it is not known, because it never was or is forgotten.</summary>
    Task<IncidentPlace?> FindAsync(string incidentId, CancellationToken cancellation);

    /// <summary>In the order in which it happened.</summary>
    Task<IReadOnlyList<TimelineEntry>> ReadAsync(string incidentId, CancellationToken cancellation);
}
