using NodaTime;

namespace Alerting.Configuration;

/// <summary>A named part of the week: the union of its windows.</summary>
public sealed class TimeInterval(string name, IReadOnlyList<TimeWindow> windows)
{
    /// <summary>A window that only a clock change takes away is there again the week after next at the latest.</summary>
    private const int DaysAhead = 22;

    public string Name { get; } = name;

    public IReadOnlyList<TimeWindow> Windows { get; } = windows;

    /// <summary>Whether the time lies in a window. A window has its first moment and lacks its last.</summary>
    public bool Contains(DateTimeOffset time)
    {
        var now = Instant.FromDateTimeOffset(time);
        foreach (var window in Windows)
            // One that began yesterday may last over midnight.
            foreach (var opening in window.Openings(now, daysBefore: 1, daysAfter: 0))
                if (opening.Contains(now))
                    return true;
        return false;
    }

    /// <summary>
    /// The first moment after the time at which it opens, in UTC; during the interval that is the next time. Null where it
    /// never opens, or never closes.
    /// </summary>
    public DateTimeOffset? NextOpening(DateTimeOffset time)
    {
        var now = Instant.FromDateTimeOffset(time);
        foreach (var opening in Openings(now))
            if (opening.Start > now)
                return opening.Start.ToDateTimeOffset();
        return null;
    }

    /// <summary>
    /// The first moment after the time at which it closes, in UTC; outside the interval that is the end of the next
    /// opening. Null where it never closes, or never opens.
    /// </summary>
    public DateTimeOffset? NextClosing(DateTimeOffset time)
    {
        var now = Instant.FromDateTimeOffset(time);
        var horizon = now + Duration.FromDays(DaysAhead - 2);
        foreach (var opening in Openings(now))
            if (opening.End > now)
                return opening.End < horizon ? opening.End.ToDateTimeOffset() : null;
        return null;
    }

    /// <summary>The openings around a time and for three weeks, in order, those that touch or overlap as one.</summary>
    private List<Interval> Openings(Instant now)
    {
        var all = new List<Interval>();
        foreach (var window in Windows)
            all.AddRange(window.Openings(now, daysBefore: 2, DaysAhead));
        all.Sort((a, b) => a.Start.CompareTo(b.Start));
        var merged = new List<Interval>();
        foreach (var next in all)
            if (merged.Count > 0 && next.Start <= merged[^1].End)
                merged[^1] = new Interval(merged[^1].Start, Instant.Max(merged[^1].End, next.End));
            else
                merged.Add(next);
        return merged;
    }
}
