using NodaTime;
using NodaTime.TimeZones;

namespace Alerting.Configuration;

/// <summary>
/// Hours on some days of the week, in a time zone. A window whose end is not after its start ends on the next day; the
/// days are those on which it starts.
/// </summary>
public sealed record TimeWindow(IReadOnlySet<IsoDayOfWeek> Days, LocalTime From, LocalTime To, DateTimeZone Zone)
{
    /// <summary>Whether its zone is written with it.</summary>
    public bool HasOwnZone { get; init; }

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
            if (!Days.Contains(date.DayOfWeek))
                continue;
            var start = Zone.ResolveLocal(date + From, Resolver).ToInstant();
            var end = Zone.ResolveLocal((To > From ? date : date.PlusDays(1)) + To, Resolver).ToInstant();
            // A clock change can skip a short window completely.
            if (start < end)
                yield return new Interval(start, end);
        }
    }
}
