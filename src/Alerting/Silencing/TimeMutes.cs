using Alerting.Configuration;
using NodaTime;

namespace Alerting.Silencing;

/// <summary>The times at which a route notifies nobody.</summary>
/// <param name="Mute">During any of these.</param>
/// <param name="Active">Outside all of these; empty means at no time.</param>
internal sealed record TimeMutes(IReadOnlyList<TimeInterval> Mute, IReadOnlyList<TimeInterval> Active)
{
    /// <summary>To look again at an interval that never begins.</summary>
    private static readonly TimeSpan Review = TimeSpan.FromDays(1);

    public static TimeMutes? Of(IReadOnlyList<TimeInterval> mute, IReadOnlyList<TimeInterval> active) =>
        mute.Count + active.Count == 0 ? null : new TimeMutes(mute, active);

    /// <summary>The mute that applies now, that which ends last if there are several.</summary>
    public Mute? At(DateTimeOffset now, DateTimeZone zone)
    {
        Mute? longest = null;
        foreach (var interval in Mute)
        {
            if (interval.OpeningAt(now) is { } opening && !(opening.End <= longest?.ReviewAt))
                longest = MutedBy("by " + interval.Name, opening.End, zone, now);
        }
        // While a calendar is not known, an alert too many is better than one too few.
        if (Active.Count == 0 || Active.Any(interval => interval.Contains(now) || !interval.IsKnown))
            return longest;
        var begins = Active.Min(interval => interval.NextOpening(now));
        return begins <= longest?.ReviewAt ? longest
            : MutedBy("outside " + string.Join(" and ", Active.Select(interval => interval.Name)), begins, zone, now);
    }

    private static Mute MutedBy(string name, DateTimeOffset? end, DateTimeZone zone, DateTimeOffset now) =>
        new(MuteReasons.MutedByTime(name, end, zone, now), end ?? now + Review, name);
}
