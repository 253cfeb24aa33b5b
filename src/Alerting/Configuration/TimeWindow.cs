using NodaTime;
using NodaTime.TimeZones;

namespace Alerting.Configuration;

/// <summary>
/// Hours on some days, in a time zone. A window whose end is not after its start ends on the next day; the days and dates
/// are those on which it starts.
/// </summary>
public sealed record TimeWindow(IReadOnlySet<IsoDayOfWeek> Days, LocalTime From, LocalTime To, DateTimeZone Zone)
{
    /// <summary>Whether its zone is written with it.</summary>
    public bool HasOwnZone { get; init; }

    public DateFilter Dates { get; init; } = DateFilter.EveryDate;

    /// <summary>It is closed while one of these is open.</summary>
    public IReadOnlyList<TimeInterval> Except { get; init; } = [];

    /// <summary>If it is not null, the window is open during the calendar's events, and at no other time.</summary>
    public IntervalCalendar? Calendar { get; init; }

    /// <summary>Whether its openings are the same each week.</summary>
    public bool IsWeekly => Dates.IsEveryDate && Except.Count == 0 && Calendar is null;

    private Interval[] CalendarOpenings => field ??= Calendar?.Openings(Zone) ?? [];

    /// <summary>
    /// A time that occurs twice means its first occurrence; a skipped time means the moment of the clock change.
    /// </summary>
    private static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(
        Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The openings that start on the days around that of the time.</summary>
    internal IEnumerable<Interval> Openings(Instant time, int daysBefore, int daysAfter)
    {
        var today = time.InZone(Zone).Date;
        if (Calendar is not null)
        {
            foreach (var opening in OfCalendar(today.PlusDays(-daysBefore), today.PlusDays(daysAfter + 1)))
                yield return opening;
            yield break;
        }
        for (var day = -daysBefore; day <= daysAfter; day++)
        {
            var date = today.PlusDays(day);
            if (!Days.Contains(date.DayOfWeek) || !Dates.Contains(date))
                continue;
            var start = Zone.ResolveLocal(date + From, Resolver).ToInstant();
            var end = Zone.ResolveLocal((To > From ? date : date.PlusDays(1)) + To, Resolver).ToInstant();
            // A clock change can skip a short window completely.
            if (start >= end)
                continue;
            foreach (var opening in WithoutExcept(new Interval(start, end)))
                yield return opening;
        }
    }

    internal TimeWindow InZone(DateTimeZone zone) => HasOwnZone ? this : new TimeWindow(Days, From, To, zone)
    {
        Dates = Dates, Calendar = Calendar, Except = [.. Except.Select(interval => interval.InZone(zone))],
    };

    /// <summary>An event that began long before may still last.</summary>
    private IEnumerable<Interval> OfCalendar(LocalDate from, LocalDate to)
    {
        var (start, end) = (Zone.AtStartOfDay(from).ToInstant(), Zone.AtStartOfDay(to).ToInstant());
        return CalendarOpenings.Where(opening => opening.End > start && opening.Start < end)
            .SelectMany(WithoutExcept);
    }

    private IEnumerable<Interval> WithoutExcept(Interval opening)
    {
        IEnumerable<Interval> rest = [opening];
        foreach (var closed in Except.SelectMany(interval => interval.OpeningsWithin(opening)))
            rest = [.. rest.SelectMany(part => Without(part, closed))];
        return rest;
    }

    private static IEnumerable<Interval> Without(Interval part, Interval closed)
    {
        if (closed.End <= part.Start || closed.Start >= part.End)
        {
            yield return part;
            yield break;
        }
        if (part.Start < closed.Start)
            yield return new Interval(part.Start, closed.Start);
        if (closed.End < part.End)
            yield return new Interval(closed.End, part.End);
    }
}
