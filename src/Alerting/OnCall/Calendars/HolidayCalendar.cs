using Alerting.Configuration;
using NodaTime;

namespace Alerting.OnCall.Calendars;

/// <summary>Reads calendars of holidays into copies. Their days are kept in UTC, and count in the zone of the hours.</summary>
public static class HolidayCalendar
{
    /// <summary>As many as fit into an item of the table.</summary>
    private const int MaxEvents = 2_000;

    private static readonly Duration Back = Duration.FromDays(32);
    private static readonly Duration Ahead = Duration.FromDays(400);
    private static readonly Duration FileRange = Duration.FromDays(5 * 366);

    /// <exception cref="CalendarException">It is not a calendar, or too large.</exception>
    public static CalendarCopy Read(string key, string text, DateTimeOffset now)
    {
        var time = Instant.FromDateTimeOffset(now);
        return Copy(key, CalendarReader.Read(text, DateTimeZone.Utc, time - Back, time + Ahead), now);
    }

    /// <summary>The calendars in files. One that cannot be read has its failure and no events.</summary>
    /// <param name="folder">Of the configuration.</param>
    public static IReadOnlyDictionary<string, CalendarCopy> ReadFiles(
        AlertingConfig config, string folder, DateTimeOffset now) =>
        config.Calendars.Where(calendar => !calendar.IsUrl && !calendar.Address.IsEmpty).ToDictionary(
            calendar => calendar.Key, calendar => ReadFile(calendar, folder, now), StringComparer.Ordinal);

    /// <summary>A replay may be of another year than this.</summary>
    private static CalendarCopy ReadFile(IntervalCalendar calendar, string folder, DateTimeOffset now)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, calendar.Address.ToString()));
            var time = Instant.FromDateTimeOffset(now);
            return Copy(calendar.Key, CalendarReader.Read(
                text, DateTimeZone.Utc, time - FileRange, time + FileRange), now);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CalendarException)
        {
            return new CalendarCopy(calendar.Key, now, [])
            {
                Failure = failure is CalendarException ? failure.Message : "The file cannot be read.",
            };
        }
    }

    private static CalendarCopy Copy(string key, CalendarReading reading, DateTimeOffset now) =>
        new(key, now, [.. reading.Shifts.Take(MaxEvents)])
        {
            Problems = reading.Problems.Count > 0 ? reading.Problems : null,
        };
}
