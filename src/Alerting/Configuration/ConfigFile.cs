using Alerting.Configuration.Advice;
using Alerting.Configuration.Reading;
using Alerting.Configuration.Yaml;
using Alerting.OnCall;

namespace Alerting.Configuration;

public static class ConfigFile
{
    /// <summary>Reads a configuration and reports all its errors at once.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="fileName">The file name in errors.</param>
    /// <param name="environment">Returns the value of a variable or null; empty counts as not set.</param>
    /// <param name="withNotes">Whether to look for what is valid and probably not meant. It takes time.</param>
    public static ConfigResult Load(
        string text, string fileName, Func<string, string?> environment, bool withNotes = true) =>
        Load([new ConfigText(fileName, text)], environment, withNotes);

    /// <summary>Reads a configuration from several sources, in their order, and names them in errors.</summary>
    /// <param name="sources">At least one.</param>
    /// <param name="calendars">The copies of the calendars of time intervals, by their keys.</param>
    public static ConfigResult Load(
        IReadOnlyList<ConfigText> sources, Func<string, string?> environment, bool withNotes = true,
        IReadOnlyDictionary<string, CalendarCopy>? calendars = null)
    {
        var report = new Report(sources[0].Name, environment, withNotes)
        {
            Sources = [.. sources.Select(source => source.Name)],
            Calendars = calendars ?? new Dictionary<string, CalendarCopy>(),
        };
        var root = ConfigSources.Read(sources, report);
        if (root is null or TextNode { Text: "" } && report.ErrorCount == 0)
            report.Error(new Place(1, 1), SyntaxErrors.Empty);
        var config = root is null || Section.Open(root, Keys.File, report) is not { } file ? null : Read(file, report);
        return report.ErrorCount > 0
            ? new ConfigResult(null, report.Errors, report.Notes)
            : new ConfigResult(config! with { Notes = report.Notes }, [], report.Notes);
    }

    private static AlertingConfig Read(Section file, Report report)
    {
        var zone = TimeIntervalReader.Zone(file, NodaTime.DateTimeZone.Utc, report);
        var intervals = TimeIntervalReader.Read(file.Find("time_intervals"), zone, report);
        var smtp = SmtpReader.Read(file.Find("smtp"), report);
        var people = PeopleReader.Read(file.Find("people"), smtp, zone, intervals, report);
        var schedules = ScheduleReader.Read(file.Find("schedules"), people, zone, intervals, report);
        var receivers = ReceiverReader.Read(file.Find("receivers"), smtp, intervals,
            new ReceiverPeopleReader(people, schedules, new ContactRulesReader(intervals, report), report), report);
        var escalations = new EscalationReader(receivers, people, schedules, report).Read(file.Find("escalations"));
        if (file.Find("receivers") is null)
            report.Error(file.Place, ReceiverErrors.NoReceiversKey);
        var config = new AlertingConfig
        {
            TimeZone = zone,
            TimeIntervals = intervals,
            Accounts = AccountReader.Read(file, report),
            SeverityRules = RuleReader.Severities(file, report),
            Smtp = smtp.Options,
            Receivers = receivers,
            Routes = Routes(file, new RouteReader(receivers, intervals, escalations, report), report),
            People = people,
            Schedules = schedules,
            Escalations = escalations,
            Fallback = EscalationReader.Fallback(file, receivers, report),
            Flapping = RuleReader.Flapping(file, report) ?? new AlertingConfig().Flapping,
            Inhibit = RuleReader.Inhibits(file, report),
            Redact = RuleReader.Redactions(file, report),
            Maintenance = MaintenanceReader.Read(file, intervals, report),
            LinkHosts = RuleReader.LinkHosts(file, report),
            SmsSegments = RuleReader.SmsSegments(file) ?? AlertingConfig.DefaultSmsSegments,
            Templates = TemplateReader.Read(file, report),
            Logs = RuleReader.Logs(file, report),
            Heartbeats = HeartbeatReader.Read(file, report),
            Checks = CheckReader.Read(file, report),
        };
        if (report.ErrorCount == 0)
        {
            ReceiverAdvice.OnUse(file.Find("receivers"), config, report);
            TemplateAdvice.OnSamples(file, config, report);
        }
        return config;
    }

    private static List<Routing.Route> Routes(Section file, RouteReader reader, Report report)
    {
        var nodes = file.List("routes");
        if (file.Find("routes") is not { } given)
            report.Error(file.Place, RouteErrors.NoRoutesKey);
        else if (nodes.Count == 0)
            report.Error(given.Place, RouteErrors.NoRoutes);
        var routes = reader.Read(nodes, reader.Defaults(file), path: "");
        if (report is { ErrorCount: 0, WantsNotes: true })
            RouteCoverage.Check(routes, nodes, report);
        return routes;
    }
}
