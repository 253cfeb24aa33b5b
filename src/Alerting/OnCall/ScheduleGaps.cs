using Alerting.Configuration;
using NodaTime;

namespace Alerting.OnCall;

/// <summary>When nobody is on call although the schedule does not say so.</summary>
public static class ScheduleGaps
{
    public static Duration Ahead { get; } = Duration.FromDays(90);

    /// <summary>Not before the schedule begins, and none for a calendar, which is not known here.</summary>
    public static IReadOnlyList<OnCallShift> Of(
        Schedule schedule, IReadOnlyDictionary<string, Person> people, OnCallRecords records, Instant now)
    {
        if (schedule.Calendar is not null)
            return [];
        var start = Instant.Max(now, Begin(schedule) ?? now);
        var end = now + Ahead;
        return start >= end ? [] : [.. new OnCallTimeline(schedule, people, records).Shifts(start, end)
            .Where(shift => shift.OnCall is { IsGap: true, IsGapMeant: false })];
    }

    private static Instant? Begin(Schedule schedule) => schedule.Layers.Any(layer => layer.From is null)
        ? null
        : schedule.Layers.Select(layer => Turns.InstantOf(layer.From!.Value, schedule.Zone)).Min();
}
