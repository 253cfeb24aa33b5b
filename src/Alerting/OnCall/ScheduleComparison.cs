using Alerting.Configuration;
using NodaTime;

namespace Alerting.OnCall;

/// <summary>A time in which another configuration has other people on call.</summary>
public sealed record ShiftChange(string Schedule, Instant From, Instant To, OnCallPeople Before, OnCallPeople After);

/// <summary>The changes that an edit of the configuration makes to the schedules.</summary>
public static class ScheduleComparison
{
    public static Duration Ahead { get; } = Duration.FromDays(30);

    /// <summary>By schedule and time. A schedule that one of them lacks has nobody on call.</summary>
    public static IEnumerable<ShiftChange> Of(AlertingConfig before, AlertingConfig after, Instant now) =>
        before.Schedules.Keys.Union(after.Schedules.Keys)
            .SelectMany(name => Of(name, Shifts(before, name, now), Shifts(after, name, now)));

    /// <summary>
    /// The schedules in which the person on call now would be another without a new version: a new <c>from</c> says when
    /// people change, and anything else moves turns that they planned with.
    /// </summary>
    public static IEnumerable<Schedule> MovedToday(AlertingConfig before, AlertingConfig after, Instant now) =>
        after.Schedules.Values.Where(schedule => before.Schedules.TryGetValue(schedule.Name, out var old)
            && !At(before, old, now).Equals(At(after, schedule, now))
            && schedule.Layers.All(layer => old.Layers.Any(known => known.From == layer.From)));

    private static IEnumerable<ShiftChange> Of(string schedule, OnCallShift[] before, OnCallShift[] after)
    {
        var (i, j) = (0, 0);
        while (i < before.Length && j < after.Length)
        {
            var (one, other) = (before[i], after[j]);
            var end = Instant.Min(one.To, other.To);
            if (!one.OnCall.Equals(other.OnCall))
            {
                yield return new ShiftChange(
                    schedule, Instant.Max(one.From, other.From), end, one.OnCall, other.OnCall);
            }
            if (one.To == end)
                i++;
            if (other.To == end)
                j++;
        }
    }

    private static OnCallShift[] Shifts(AlertingConfig config, string name, Instant now) =>
        config.Schedules.TryGetValue(name, out var schedule)
            ? [.. new OnCallTimeline(schedule, config.People, OnCallRecords.Empty).Shifts(now, now + Ahead)]
            : [new OnCallShift(now, now + Ahead, OnCallPeople.None)];

    private static OnCallPeople At(AlertingConfig config, Schedule schedule, Instant now) =>
        new OnCallTimeline(schedule, config.People, OnCallRecords.Empty).At(now);
}
