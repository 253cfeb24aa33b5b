using NodaTime;
using NodaTime.Text;

namespace Alerting.OnCall.Calendars;

/// <summary>One <c>VEVENT</c>, as far as shifts need it.</summary>
internal sealed record CalendarEvent(string Id, CalendarTime Start, string Summary)
{
    /// <summary>
    /// How long it lasts by the wall clock, so weeks that follow each other have no hole at a clock change.
    /// </summary>
    public required Period Length { get; init; }

    public RecurrenceRule? Rule { get; init; }

    /// <summary>Further starts.</summary>
    public IReadOnlyList<CalendarTime> Dates { get; init; } = [];

    /// <summary>Starts that are left out.</summary>
    public IReadOnlyList<CalendarTime> Exceptions { get; init; } = [];

    /// <summary>The start of the occurrence that it replaces; null if it is an event of its own.</summary>
    public CalendarTime? Replaces { get; init; }

    public bool IsCancelled { get; init; }

    /// <exception cref="CalendarException">It cannot be read.</exception>
    public static CalendarEvent Read(IReadOnlyList<CalendarLine> lines, CalendarZones zones)
    {
        if (One(lines, "DTSTART") is not { } started)
            throw new CalendarException("An event has no DTSTART.");
        var start = zones.Parse(started, started.Value);
        return new CalendarEvent(One(lines, "UID")?.Value ?? "", start, One(lines, "SUMMARY")?.Text ?? "")
        {
            Length = LengthOf(lines, start, zones),
            Rule = One(lines, "RRULE") is { } rule ? RecurrenceRule.Parse(rule.Value) : null,
            Dates = [.. Times(lines, "RDATE", zones)],
            Exceptions = [.. Times(lines, "EXDATE", zones)],
            Replaces = One(lines, "RECURRENCE-ID") is { } replaced ? zones.Parse(replaced, replaced.Value) : null,
            IsCancelled = One(lines, "STATUS")?.Value.Equals("CANCELLED", StringComparison.OrdinalIgnoreCase) == true,
        };
    }

    private static Period LengthOf(IReadOnlyList<CalendarLine> lines, CalendarTime start, CalendarZones zones)
    {
        if (One(lines, "DTEND") is { } ended)
        {
            var end = zones.Parse(ended, ended.Value);
            var local = end.Zone == start.Zone ? end.Local : end.Instant.InZone(start.Zone).LocalDateTime;
            return Period.Between(start.Local, local, PeriodUnits.Days | PeriodUnits.AllTimeUnits);
        }
        if (One(lines, "DURATION") is not { } length)
            return start.IsDate ? Period.FromDays(1) : Period.Zero;
        return PeriodPattern.Roundtrip.Parse(length.Value.TrimStart('+')) is { Success: true } period
            ? period.Value : throw new CalendarException($"\"{length.Value}\" is not a duration of a calendar.");
    }

    private static IEnumerable<CalendarTime> Times(
        IEnumerable<CalendarLine> lines, string name, CalendarZones zones) =>
        lines.Where(line => line.Name == name).SelectMany(line => line.Value.Split(',')
            // Of a period only the start counts.
            .Select(value => zones.Parse(line, value.Split('/')[0])));

    private static CalendarLine? One(IReadOnlyList<CalendarLine> lines, string name) =>
        lines.FirstOrDefault(line => line.Name == name);
}

/// <summary>The zones of a calendar's times.</summary>
/// <param name="floating">For times without a zone.</param>
internal sealed class CalendarZones(DateTimeZone floating)
{
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    /// <summary>Their times are read in the schedule's zone.</summary>
    public IReadOnlyCollection<string> Unknown => _unknown;

    public CalendarTime Parse(CalendarLine line, string value) => CalendarTime.Parse(value.Trim(), ZoneOf(line));

    private DateTimeZone ZoneOf(CalendarLine line)
    {
        if (!line.Parameters.TryGetValue("TZID", out var id))
            return floating;
        if (CalendarTime.Find(id) is { } zone)
            return zone;
        _unknown.Add(id);
        return floating;
    }
}
