using Alerting.Configuration;

namespace Alerting.OnCall;

/// <summary>Overrides and calendars: all that schedules need beside the configuration.</summary>
public sealed record OnCallRecords(IReadOnlyList<ScheduleOverride> Overrides, IReadOnlyList<CalendarCopy> Calendars)
{
    public static OnCallRecords Empty { get; } = new([], []);

    /// <summary>The calendars of time intervals.</summary>
    public IReadOnlyList<CalendarCopy> Holidays { get; init; } = [];

    public CalendarCopy? CalendarOf(string schedule) =>
        Calendars.FirstOrDefault(calendar => calendar.Schedule == schedule);

    public CalendarCopy? HolidaysOf(IntervalCalendar calendar) =>
        Holidays.FirstOrDefault(copy => copy.Schedule == calendar.Key);
}
