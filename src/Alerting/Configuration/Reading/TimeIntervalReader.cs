using Alerting.Configuration.Values;
using Alerting.Configuration.Yaml;
using NodaTime;

namespace Alerting.Configuration.Reading;

internal static class TimeIntervalReader
{
    public static DateTimeZone Zone(Section section, DateTimeZone defaultZone, Report report)
    {
        if (section.Text("timezone") is not { } value)
            return defaultZone;
        if (TimeZones.Find(value.Text) is { } zone)
        {
            if (TimeZones.Advice(value.Text) is { } advice)
                report.Note(value.Place, advice);
            return zone;
        }
        report.Error(value.Place, TimeZones.Unknown(value.Text));
        return defaultZone;
    }

    public static Dictionary<string, TimeInterval> Read(Node? node, DateTimeZone zone, Report report)
    {
        var intervals = new Dictionary<string, TimeInterval>(StringComparer.Ordinal);
        if (node is MapNode map)
        {
            foreach (var (name, windows) in map.Entries)
                intervals[name.Text] = new TimeInterval(name.Text, Windows(name, windows, zone, report));
        }
        else if (node is not null)
        {
            report.Error(node.Place, ConfigErrors.NotAMapping("time_intervals"));
        }
        return intervals;
    }

    private static List<TimeWindow> Windows(TextNode name, Node node, DateTimeZone zone, Report report)
    {
        var windows = new List<TimeWindow>();
        var items = node is TextNode { Text: "" } ? [] : Section.Items(node);
        if (items.Count == 0)
            report.Error(name.Place, ConfigErrors.NoWindow(name.Text));
        foreach (var item in items)
        {
            if (Section.Open(item, Keys.TimeWindow, report) is { } section
                && Window(section, zone, report) is { } window)
            {
                windows.Add(window);
            }
        }
        return windows;
    }

    private static TimeWindow? Window(Section section, DateTimeZone zone, Report report)
    {
        var errors = report.ErrorCount;
        var days = Days(section, report);
        var from = Time(section, "from", report);
        var to = Time(section, "to", report);
        var window = new TimeWindow(
            days, from ?? LocalTime.Midnight, to ?? LocalTime.Midnight, TimeIntervalReader.Zone(section, zone, report))
        {
            HasOwnZone = section.Has("timezone"),
        };
        if (report.ErrorCount > errors)
            return null;
        if (from == to && section.Text("to") is { Text: not "24:00" } end)
        {
            report.Error(end.Place, ConfigErrors.EmptyWindow(end.Text));
            return null;
        }
        return window;
    }

    private static IReadOnlySet<IsoDayOfWeek> Days(Section section, Report report)
    {
        if (section.Texts("days") is not { Count: > 0 } values)
        {
            if (section.Has("days"))
                report.Note(section.Place, ConfigErrors.NoDays);
            return WeekDays.All;
        }
        var days = new HashSet<IsoDayOfWeek>();
        foreach (var value in values)
        {
            if (!WeekDays.TryAdd(value.Text, days))
                report.Error(value.Place, ConfigErrors.IsNot(value.Text, "a day of the week", WeekDays.Instead));
        }
        return days;
    }

    private static LocalTime? Time(Section section, string key, Report report)
    {
        if (section.Text(key) is not { } value)
            return null;
        if (!TimesOfDay.TryParse(value.Text, out var time))
        {
            report.Error(value.Place, ConfigErrors.IsNot(value.Text, "a time of day", TimesOfDay.Instead));
        }
        else if (key == "from" && value.Text == "24:00")
        {
            report.Error(value.Place,
                ConfigErrors.IsNot(value.Text, "a start time", "Write \"00:00\" and begin on the next day."));
        }
        return time;
    }
}
