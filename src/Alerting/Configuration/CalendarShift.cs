using System.Text.Json.Serialization;

namespace Alerting.Configuration;

/// <summary>An event of a calendar.</summary>
/// <param name="To">Not included.</param>
/// <param name="Summary">Names who is on call, in the calendar of a schedule.</param>
public sealed record CalendarShift(
    [property: JsonPropertyName("from")] DateTimeOffset From,
    [property: JsonPropertyName("to")] DateTimeOffset To,
    [property: JsonPropertyName("summary")] string Summary)
{
    /// <summary>Whether it is whole days, which begin and end with the day of whoever looks at it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("allDay")]
    public bool IsAllDay { get; init; }
}
