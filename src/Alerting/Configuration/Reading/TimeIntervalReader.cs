using Alerting.Configuration.Values;
using Alerting.Configuration.Yaml;
using NodaTime;

namespace Alerting.Configuration.Reading;

/// <summary>Reads <c>time_intervals:</c>. An interval may leave out others, in any order of the file.</summary>
internal sealed class TimeIntervalReader(MapNode map, DateTimeZone zone, Report report)
{
    private readonly Dictionary<string, TimeInterval> _read = new(StringComparer.Ordinal);

    /// <summary>The names of the intervals that are being read, each left out by the one before.</summary>
    private readonly List<string> _path = [];

    public static DateTimeZone Zone(Section section, DateTimeZone defaultZone, Report report)
    {
        if (section.Text("timezone") is not { } value)
            return defaultZone;
        if (TimeZones.Find(value.Text) is { } zone)
        {
            if (TimeZones.Advice(value.Text) is { } advice)
                report.Note(value.Place, TimeErrors.DoubtfulTimeZone(advice));
            return zone;
        }
        report.Error(value.Place, TimeErrors.UnknownTimeZone(value.Text));
        return defaultZone;
    }

    public static Dictionary<string, TimeInterval> Read(Node? node, DateTimeZone zone, Report report)
    {
        if (node is MapNode map)
            return new TimeIntervalReader(map, zone, report).ReadAll();
        if (node is not null)
            report.Error(node.Place, ConfigErrors.NotAMapping("time_intervals"));
        return new Dictionary<string, TimeInterval>(StringComparer.Ordinal);
    }

    private Dictionary<string, TimeInterval> ReadAll()
    {
        // In the order of the file, for errors that list the names.
        var intervals = new Dictionary<string, TimeInterval>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
            intervals[entry.Key.Text] = ReadOne(entry);
        return intervals;
    }

    private TimeInterval ReadOne(Entry entry)
    {
        if (_read.TryGetValue(entry.Key.Text, out var known))
            return known;
        _path.Add(entry.Key.Text);
        var windows = new List<TimeWindow>();
        var items = entry.Value is TextNode { Text: "" } ? [] : Section.Items(entry.Value);
        if (items.Count == 0)
            report.Error(entry.Key.Place, TimeErrors.NoWindow(entry.Key.Text));
        foreach (var item in items)
        {
            if (Section.Open(item, Keys.TimeWindow, report) is not { } section)
                continue;
            var calendars = IntervalCalendarReader.Read(section, entry.Key.Text, windows, report);
            if ((calendars.Count == 0 || IntervalCalendarReader.HasHours(section)) && Window(section) is { } window)
                windows.Add(window);
            windows.AddRange(calendars.Select(calendar => OfCalendar(section, calendar)));
        }
        _path.RemoveAt(_path.Count - 1);
        return _read[entry.Key.Text] = new TimeInterval(entry.Key.Text, windows);
    }

    private TimeWindow OfCalendar(Section section, IntervalCalendar calendar)
    {
        var own = Zone(section, zone, report);
        return new TimeWindow(WeekDays.All, LocalTime.Midnight, LocalTime.Midnight, own)
        {
            HasOwnZone = section.Has("timezone"),
            Except = Except(section, own),
            Calendar = calendar,
        };
    }

    private TimeWindow? Window(Section section)
    {
        var errors = report.ErrorCount;
        var days = Days(section);
        var from = Time(section, "from");
        var to = Time(section, "to");
        var own = Zone(section, zone, report);
        var window = new TimeWindow(days, from ?? LocalTime.Midnight, to ?? LocalTime.Midnight, own)
        {
            HasOwnZone = section.Has("timezone"),
            Dates = DateFilterReader.Read(section, report),
            Except = Except(section, own),
        };
        if (report.ErrorCount > errors)
            return null;
        if (from == to && section.Text("to") is { Text: not "24:00" } end)
        {
            report.Error(end.Place, TimeErrors.EmptyWindow(end.Text));
            return null;
        }
        return window;
    }

    /// <summary>A holiday is one in the zone of the hours that leave it out.</summary>
    private TimeInterval[] Except(Section section, DateTimeZone own)
    {
        var intervals = new List<TimeInterval>();
        foreach (var name in section.Texts("except", ConfigErrors.TimeInterval) ?? [])
        {
            if (map.Entries.FirstOrDefault(entry => entry.Key.Text == name.Text) is not { Key: not null } entry)
                report.Error(name.Place, Unknown(name));
            else if (_path.Contains(name.Text))
                report.Error(name.Place, Cycle(name.Text));
            else
                intervals.Add(section.Has("timezone") ? ReadOne(entry).InZone(own) : ReadOne(entry));
        }
        return [.. intervals];

        Finding Unknown(Value name) => ConfigErrors.Unknown(
            ConfigErrors.TimeInterval, name.Text, map.Entries.Select(entry => entry.Key.Text));
    }

    private Finding Cycle(string name) =>
        TimeErrors.ExceptCycle(_path.SkipWhile(at => at != name).Append(name));

    private IReadOnlySet<IsoDayOfWeek> Days(Section section)
    {
        if (section.Texts("days") is not { Count: > 0 } values)
        {
            if (section.Has("days"))
                report.Note(section.Place, TimeErrors.NoDays);
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

    private LocalTime? Time(Section section, string key)
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
