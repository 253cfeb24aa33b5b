using Alerting.Channels;

namespace Alerting.Configuration.Reading;

/// <summary>Reads <c>ical</c> of a time interval: one calendar or several, each a URL or a file.</summary>
internal static class IntervalCalendarReader
{
    private static readonly string[] Hours = ["days", "from", "to", "days_of_month", "months", "years", "dates"];

    /// <summary>Whether the window has times beside those of its calendars.</summary>
    public static bool HasHours(Section section) => Hours.Any(section.Has);

    /// <param name="before">The windows of the interval that were read before.</param>
    public static List<IntervalCalendar> Read(
        Section section, string interval, IReadOnlyList<TimeWindow> before, Report report)
    {
        var calendars = new List<IntervalCalendar>();
        var count = before.Count(window => window.Calendar is not null);
        foreach (var (setting, node) in section.Settings("ical"))
        {
            if (setting is { IsEmpty: false, HasSecret: false }
                && setting.ToString().Contains("://", StringComparison.Ordinal)
                && UrlCheck.Of(setting.ToString()) is { } wrong)
            {
                report.Error(node.Place, Finding.OfValue(wrong));
            }
            var key = ++count == 1 ? interval : $"{interval} {count}";
            calendars.Add(new IntervalCalendar(key, setting)
            {
                Interval = interval,
                Events = report.Calendars.GetValueOrDefault(key) is { } copy && !copy.IsMissing ? copy.Shifts : null,
                Source = node.Place.Source,
                Line = node.Place.Line,
                Column = node.Place.Column,
            });
        }
        return calendars;
    }
}
