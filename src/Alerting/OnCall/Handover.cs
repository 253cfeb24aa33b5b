using System.Text.Json.Serialization;
using Alerting.Configuration;

namespace Alerting.OnCall;

/// <summary>Other people are on call in a schedule than before.</summary>
/// <param name="At">When it was noticed: at most a minute after it happened.</param>
/// <param name="From">Who was on call, by key.</param>
/// <param name="To">Who is now.</param>
public sealed record Handover(
    [property: JsonPropertyName("schedule")] string Schedule,
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("from")] IReadOnlyList<string> From,
    [property: JsonPropertyName("to")] IReadOnlyList<string> To)
{
    [JsonIgnore]
    public IEnumerable<string> TakingOver => To.Except(From);

    [JsonIgnore]
    public IEnumerable<string> Relieved => From.Except(To);
}

/// <summary>Who was seen on call in a schedule, so that a handover is noticed.</summary>
public sealed record OnCallSeen(
    [property: JsonPropertyName("schedule")] string Schedule,
    [property: JsonPropertyName("onCall")] IReadOnlyList<string> OnCall)
{
    /// <summary>One whose notices may not have been sent; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("handover")]
    public Handover? Handover { get; init; }

    /// <summary>The same object if nothing changed. A handover stays until its notices are sent.</summary>
    /// <param name="known">Null if the schedule is new.</param>
    public static OnCallSeen Next(Schedule schedule, IReadOnlyDictionary<string, Person> people, OnCallRecords records,
        OnCallSeen? known, DateTimeOffset now)
    {
        if (known is { Handover: not null })
            return known;
        var onCall = new OnCallTimeline(schedule, people, records).At(now).People;
        if (known is null)
            return new OnCallSeen(schedule.Name, onCall);
        return onCall.ToHashSet().SetEquals(known.OnCall) ? known : new OnCallSeen(schedule.Name, onCall)
        {
            Handover = new Handover(schedule.Name, now, known.OnCall, onCall),
        };
    }
}
