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

    /// <summary>Whether its openings are the same each week.</summary>
    public bool IsWeekly => Dates.IsEveryDate && Except.Count == 0;

    /// <summary>
    /// A time that occurs twice means its first occurrence; a skipped time means the moment of the clock change.
    /// </summary>
    private static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(
        Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The openings that start on the days around that of the time.</summary>
    internal IEnumerable<Interval> Openings(Instant time, int daysBefore, int daysAfter)
    {
        var today = time.InZone(Zone).Date;
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

    internal TimeWindow InZone(DateTimeZone zone) => HasOwnZone ? this : this with
    {
        Zone = zone, Except = [.. Except.Select(interval => interval.InZone(zone))],
    };

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
