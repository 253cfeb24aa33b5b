using System.Text.Json.Serialization;
using Alerting.Configuration;

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
