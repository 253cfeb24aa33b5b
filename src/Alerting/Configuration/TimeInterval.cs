using NodaTime;

namespace Alerting.Configuration;

/// <summary>A named part of the time: the union of its windows.</summary>
public sealed class TimeInterval(string name, IReadOnlyList<TimeWindow> windows)
{
    /// <summary>A clock change can remove a weekly window once, so looking three weeks ahead always finds it.</summary>
    private const int DaysAhead = 22;

    /// <summary>Where dates count, it is found within a year, or between two leap years around 2100.</summary>
    private static readonly int[] DaysAheadOfDates = [DaysAhead, 400, 3000];

    public string Name { get; } = name;

    public IReadOnlyList<TimeWindow> Windows { get; } = windows;

    /// <summary>False while a calendar of it was never read.</summary>
    public bool IsKnown => Windows.All(window => window.Calendar is null or { Events: not null });

    /// <summary>Whether the time lies in a window. The start of a window is included, its end is not.</summary>
    public bool Contains(DateTimeOffset time)
    {
        var now = Instant.FromDateTimeOffset(time);
        foreach (var window in Windows)
        {
            // A window that began yesterday may last past midnight.
            foreach (var opening in window.Openings(now, daysBefore: 1, daysAfter: 0))
            {
                if (opening.Contains(now))
                    return true;
            }
        }
        return false;
    }

    /// <summary>The interval in another time zone, except for windows with one of their own.</summary>
    public TimeInterval InZone(DateTimeZone zone) =>
        new(Name, [.. Windows.Select(window => window.InZone(zone))]);

    /// <summary>When its windows begin and end, around the time from one to the other, unsorted.</summary>
    public IEnumerable<Instant> Boundaries(Instant from, Instant to) => Windows
        .SelectMany(window => window.Openings(from, daysBefore: 2, (int)Math.Min(4000, (to - from).TotalDays) + 2))
        .SelectMany(opening => (Instant[])[opening.Start, opening.End]);

    /// <summary>Its openings that may overlap another one of at most a day.</summary>
    internal IEnumerable<Interval> OpeningsWithin(Interval other) =>
        Windows.SelectMany(window => window.Openings(other.Start, daysBefore: 2, daysAfter: 3));

    /// <summary>
    /// When the interval next opens, in UTC. Inside the interval, that is the opening after this one. Null if it never
    /// opens or never closes.
    /// </summary>
    public DateTimeOffset? NextOpening(DateTimeOffset time)
    {
        var now = Instant.FromDateTimeOffset(time);
        foreach (var days in Horizons)
        {
            foreach (var opening in Openings(now, daysBefore: 2, days))
            {
                if (opening.Start > now)
                    return opening.Start.ToDateTimeOffset();
            }
        }
        return null;
    }

    /// <summary>
    /// When it began and when it ends, if it contains the time. An end that is years away is that of what was looked at.
    /// </summary>
    public (DateTimeOffset Start, DateTimeOffset End)? OpeningAt(DateTimeOffset time)
    {
        if (!Contains(time))
            return null;
        var now = Instant.FromDateTimeOffset(time);
        (DateTimeOffset, DateTimeOffset)? found = null;
        foreach (var days in Horizons)
        {
            var openings = Openings(now, daysBefore: days, days);
            var current = openings.FindIndex(opening => opening.Contains(now));
            if (current < 0)
                return null;
            found = (openings[current].Start.ToDateTimeOffset(), openings[current].End.ToDateTimeOffset());
            if (openings[current].End < now + Duration.FromDays(days - 1))
                break;
        }
        return found;
    }

    private int[] Horizons => Windows.All(window => window.IsWeekly) ? [DaysAhead] : DaysAheadOfDates;

    /// <summary>The openings of some days in order, with touching and overlapping ones merged.</summary>
    private List<Interval> Openings(Instant now, int daysBefore, int daysAfter)
    {
        var all = new List<Interval>();
        foreach (var window in Windows)
            all.AddRange(window.Openings(now, daysBefore, daysAfter));
        all.Sort((a, b) => a.Start.CompareTo(b.Start));
        var merged = new List<Interval>();
        foreach (var next in all)
        {
            if (merged.Count > 0 && next.Start <= merged[^1].End)
                merged[^1] = new Interval(merged[^1].Start, Instant.Max(merged[^1].End, next.End));
            else
                merged.Add(next);
        }
        return merged;
    }
}
