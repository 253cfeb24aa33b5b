using NodaTime;
using NodaTime.Text;

namespace Alerting.Scenarios.Script;

/// <summary>
/// Parses times of a script: <c>22:00</c> is the next such local time, <c>Mon 08:00</c> that of the next Monday.
/// </summary>
internal sealed class WallClock(DateTimeZone zone)
{
    private static readonly LocalTimePattern Short = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalTimePattern Long = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");

    public DateTimeOffset Next(string text, DateTimeOffset from)
    {
        var words = text.Split(' ');
        var time = (words[^1].Length == 5 ? Short : Long).Parse(words[^1]).Value;
        var start = Instant.FromDateTimeOffset(from);
        for (var date = start.InZone(zone).Date; ; date = date.PlusDays(1))
        {
            if (words.Length > 1 && !date.DayOfWeek.ToString().StartsWith(words[0], StringComparison.Ordinal))
                continue;
            // If a clock change repeats the hour, take the first occurrence that is still ahead.
            foreach (var moment in Moments(date + time))
            {
                if (moment >= start)
                    return moment.ToDateTimeOffset();
            }
        }
    }

    public string Show(DateTimeOffset time) =>
        Instant.FromDateTimeOffset(time).InZone(zone).ToString("ddd d MMM HH:mm:ss x", null);

    private IEnumerable<Instant> Moments(LocalDateTime local)
    {
        var mapping = zone.MapLocal(local);
        return mapping.Count switch
        {
            2 => [mapping.First().ToInstant(), mapping.Last().ToInstant()],
            1 => [mapping.Single().ToInstant()],
            _ => [],
        };
    }
}
