using Alerting.Channels;
using Alerting.Configuration.Yaml;
using NodaTime;

namespace Alerting.Configuration.Reading;

/// <summary>Reads <c>schedules:</c>.</summary>
internal static class ScheduleReader
{
    public static Dictionary<string, Schedule> Read(
        Node? node, IReadOnlyDictionary<string, Person> people, DateTimeZone zone,
        IReadOnlyDictionary<string, TimeInterval> intervals, Report report)
    {
        var schedules = new Dictionary<string, Schedule>(StringComparer.Ordinal);
        foreach (var (name, value) in report.Entries(node, "schedules"))
        {
            if (value is TextNode { Text: "" })
                report.Error(name.Place, OnCallErrors.NoLayers(name.Text));
            schedules[name.Text] = Section.Open(value, Keys.Schedule, report) is { } section
                ? ReadOne(name, section, people, zone, intervals, report)
                : new Schedule(name.Text, zone);
        }
        return schedules;
    }

    private static Schedule ReadOne(
        TextNode name, Section section, IReadOnlyDictionary<string, Person> people, DateTimeZone zone,
        IReadOnlyDictionary<string, TimeInterval> intervals, Report report)
    {
        var errors = report.ErrorCount;
        var own = TimeIntervalReader.Zone(section, zone, report);
        var layers = new RotationReader(own, people, intervals, report).Read(section.List("layers"));
        var calendar = Calendar(section, report);
        if (section.Has("layers") && section.Has("ical"))
            report.Error(section.Place, OnCallErrors.TwoOfLayersAndCalendar);
        else if (layers.Count == 0 && !section.Has("ical") && report.ErrorCount == errors)
            report.Error(name.Place, OnCallErrors.NoLayers(name.Text));
        var schedule = new Schedule(name.Text, own)
        {
            Layers = layers,
            Calendar = section.Has("ical") ? calendar : null,
            Source = name.Place.Source,
            Line = name.Place.Line,
            Column = name.Place.Column,
        };
        if (schedule.Calendar is null && !schedule.People.Any() && report.ErrorCount == errors)
            report.Error(name.Place, OnCallErrors.NobodyEver(name.Text));
        return schedule;
    }

    /// <summary>Empty if its variable is not set.</summary>
    private static Setting Calendar(Section section, Report report)
    {
        var (setting, node, _) = section.Setting("ical");
        if (node is not null && setting is { IsEmpty: false, HasSecret: false }
            && UrlCheck.Of(setting.ToString()) is { } wrong)
        {
            report.Error(node.Place, Finding.OfValue(wrong));
        }
        return setting;
    }
}
