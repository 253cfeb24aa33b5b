using NodaTime;

namespace Alerting.Configuration;

/// <summary>A calendar of holidays: the time interval is open during its events.</summary>
/// <param name="Key">Of its copy: the interval's name, with a number behind it from the second calendar on.</param>
/// <param name="Address">A URL, or a file beside the configuration.</param>
public sealed record IntervalCalendar(string Key, Setting Address)
{
    /// <summary>The name of the time interval.</summary>
    public string Interval { get; init; } = Key;

    /// <summary>Its events; null while it was never read, and then it is never open.</summary>
    public IReadOnlyList<CalendarShift>? Events { get; init; }

    /// <summary>The source that has it; null where there is only one.</summary>
    public string? Source { get; init; }

    /// <summary>Where the file has it, from 1.</summary>
    public int Line { get; init; }

    public int Column { get; init; }

    public bool IsUrl => Address.HasSecret || Address.ToString().Contains("://", StringComparison.Ordinal);

    /// <summary>Its events in order. A day is one in the zone of the hours that count it.</summary>
    internal Interval[] Openings(DateTimeZone zone) =>
        [.. (Events ?? []).Select(each => Opening(each, zone)).OrderBy(opening => opening.Start)];

    private static Interval Opening(CalendarShift shift, DateTimeZone zone) => shift.IsAllDay
        ? new Interval(zone.AtStartOfDay(Date(shift.From)).ToInstant(), zone.AtStartOfDay(Date(shift.To)).ToInstant())
        : new Interval(Instant.FromDateTimeOffset(shift.From), Instant.FromDateTimeOffset(shift.To));

    /// <summary>Days are kept in UTC.</summary>
    private static LocalDate Date(DateTimeOffset time) => LocalDate.FromDateTime(time.UtcDateTime);
}
