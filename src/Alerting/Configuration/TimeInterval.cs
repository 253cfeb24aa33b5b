using NodaTime;

namespace Alerting.Configuration;

/// <summary>A named part of the week: the union of its windows.</summary>
public sealed class TimeInterval(string name, IReadOnlyList<TimeWindow> windows)
{
    /// <summary>A clock change can remove a weekly window once, so looking three weeks ahead always finds it.</summary>
    private const int DaysAhead = 22;

    public string Name { get; } = name;

    public IReadOnlyList<TimeWindow> Windows { get; } = windows;

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
        new(Name, [.. Windows.Select(window => window.HasOwnZone ? window : window with { Zone = zone })]);

    /// <summary>When its windows begin and end, around the time from one to the other, unsorted.</summary>
    public IEnumerable<Instant> Boundaries(Instant from, Instant to) => Windows
        .SelectMany(window => window.Openings(from, daysBefore: 2, (int)Math.Min(4000, (to - from).TotalDays) + 2))
        .SelectMany(opening => (Instant[])[opening.Start, opening.End]);

    /// <summary>
    /// When the interval next opens, in UTC. Inside the interval, that is the opening after this one. Null if it never
    /// opens or never closes.
    /// </summary>
    public DateTimeOffset? NextOpening(DateTimeOffset time)
    {
        var now = Instant.FromDateTimeOffset(time);
        foreach (var opening in Openings(now))
        {
            if (opening.Start > now)
                return opening.Start.ToDateTimeOffset();
        }
        return null;
    }

    /// <summary>The openings of three weeks in order, with touching and overlapping ones merged.</summary>
    private List<Interval> Openings(Instant now)
    {
        var all = new List<Interval>();
        foreach (var window in Windows)
            all.AddRange(window.Openings(now, daysBefore: 2, DaysAhead));
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
