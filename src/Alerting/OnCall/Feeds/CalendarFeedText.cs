using Alerting.Configuration;
using NodaTime;

namespace Alerting.OnCall.Feeds;

/// <summary>The calendar of a feed. Pure.</summary>
public static class CalendarFeedText
{
    /// <summary>
    /// The window moves in steps, so a shift that it cuts keeps its beginning, and so the id of its event, for weeks.
    /// </summary>
    private const int StepDays = 28;
    private const int StepsAhead = 4;

    /// <summary>Null when the schedule or the person was removed from the configuration.</summary>
    public static string? Of(CalendarFeed feed, AlertingConfig config, OnCallRecords records, DateTimeOffset now)
    {
        Schedule[] schedules = [.. config.Schedules.Values
            .Where(schedule => feed.Schedule is null || schedule.Name == feed.Schedule)];
        if (schedules.Length == 0 || (feed.Person is { } person && !config.People.ContainsKey(person)))
            return null;
        var time = Instant.FromDateTimeOffset(now);
        var step = (int)(time - Instant.FromUnixTimeSeconds(0)).TotalDays / StepDays;
        var (from, to) = (Begin(step - 1), Begin(step + StepsAhead));
        return CalendarText.Of(config, schedules.SelectMany(schedule =>
            new OnCallTimeline(schedule, config.People, records).Shifts(from, to)
                .Select(shift => (schedule, shift))), feed.Person, time);
    }

    private static Instant Begin(int step) => Instant.FromUnixTimeSeconds(0) + Duration.FromDays(step * StepDays);
}
