using System.Text.Json.Serialization;

namespace Alerting.OnCall;

/// <summary>The last good copy of a schedule's calendar, with its events expanded.</summary>
public sealed record CalendarCopy(
    [property: JsonPropertyName("schedule")] string Schedule,
    [property: JsonPropertyName("fetchedAt")] DateTimeOffset FetchedAt,
    [property: JsonPropertyName("shifts")] IReadOnlyList<CalendarShift> Shifts)
{
    /// <summary>Why the latest fetch failed; null if it succeeded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("failure")]
    public string? Failure { get; init; }

    /// <summary>What could not be read in it; null if everything could.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("problems")]
    public IReadOnlyList<string>? Problems { get; init; }

    /// <summary>Whether it was never fetched.</summary>
    [JsonIgnore]
    public bool IsMissing => Failure is not null && Shifts.Count == 0;
}

/// <param name="To">Not included.</param>
/// <param name="Summary">Names who is on call.</param>
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
