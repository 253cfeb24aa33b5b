using System.Text.RegularExpressions;
using Alerting.Alerts;
using Alerting.Configuration.Advice;
using Alerting.Configuration.Yaml;
using Alerting.Routing;

namespace Alerting.Configuration.Reading;

internal static class RuleReader
{
    public static List<SeverityRule> Severities(Section file, Report report)
    {
        var rules = new List<SeverityRule>();
        foreach (var node in file.List("severity"))
        {
            if (Section.Open(node, Keys.SeverityRule, report) is not { } section)
                continue;
            var match = MatcherReader.Read(section, "match", report);
            var severity = section.Severity("severity");
            if (section.Find("severity") is null)
                section.Missing("This severity rule", "severity", "severity: warning");
            rules.Add(new SeverityRule(match, severity ?? Severity.Warning, section.Flag("override") ?? false));
        }
        return rules;
    }

    /// <summary>The key <c>flapping</c> of the file or of a route; null if it has none.</summary>
    public static FlappingOptions? Flapping(Section owner, Report report)
    {
        var defaults = new AlertingConfig().Flapping;
        if (owner.Find("flapping") is not { } node)
            return null;
        if (node is TextNode { Text: "never" })
            return FlappingOptions.Never;
        if (node is TextNode { Text: not "" } text)
        {
            report.Error(text.Place, RouteErrors.NotFlapping(text.Text));
            return null;
        }
        if (Section.Open(node, Keys.Flapping, report) is not { } section)
            return null;
        return new FlappingOptions(
            section.Number("changes", 2, 1000) ?? defaults.Changes,
            section.Duration("within", mayBeZero: false) ?? defaults.Within);
    }

    public static List<InhibitRule> Inhibits(Section file, Report report)
    {
        var rules = new List<InhibitRule>();
        foreach (var node in file.List("inhibit"))
        {
            if (Section.Open(node, Keys.InhibitRule, report) is not { } section)
                continue;
            var when = MatcherReader.Read(section, "when", report, severityIsKnown: true);
            var mute = MatcherReader.Read(section, "mute", report, severityIsKnown: true);
            // Without "mute" a rule would mute everything.
            if (section.List("mute").Count == 0)
                section.Missing("This inhibit rule", "mute", "mute: ['severity = \"warning\"']");
            var rule = new InhibitRule(when, mute, section.Words("equal") ?? [])
            {
                Unequal = section.Words("unequal") ?? [],
                Grace = section.Duration("grace"),
            };
            InhibitCoverage.Check(rule, section, report);
            rules.Add(rule);
        }
        return rules;
    }

    public static List<Regex> Redactions(Section file, Report report)
    {
        var patterns = new List<Regex>();
        foreach (var value in file.Texts("redact") ?? [])
        {
            if (Pattern.TryCompile(value.Text, out var error) is { } pattern)
                patterns.Add(pattern);
            else
                report.Error(value.Place, Finding.OfValue($"\"{value.Text}\" {error}"));
        }
        return patterns;
    }

    public static List<string> LinkHosts(Section file, Report report)
    {
        var hosts = new List<string>();
        foreach (var value in file.Texts("link_hosts") ?? [])
        {
            var host = value.Text.StartsWith("*.", StringComparison.Ordinal) ? value.Text[2..] : value.Text;
            if (Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4)
                hosts.Add(value.Text);
            else
                report.Error(value.Place, ReceiverErrors.NotLinkHost(value.Text));
        }
        return hosts;
    }

    /// <summary>Of the file, or of a receiver.</summary>
    public static int? SmsSegments(Section section) => section.Number("sms_segments", 1, 4);

    public static LogOptions Logs(Section file, Report report)
    {
        var defaults = new AlertingConfig().Logs;
        if (file.Find("logs") is not { } node || Section.Open(node, Keys.Logs, report) is not { } section)
            return defaults;
        var rules = new List<LogRule>();
        foreach (var item in section.List("rules"))
        {
            if (Section.Open(item, Keys.LogRule, report) is { } rule)
                rules.Add(LogRule(rule, report));
        }
        return new LogOptions(section.Severity("min_severity") ?? defaults.MinSeverity, rules);
    }

    private static LogRule LogRule(Section section, Report report)
    {
        var match = MatcherReader.Read(section, "match", report);
        var severity = section.Severity("min_severity");
        if (section.Find("min_severity") is null)
            section.Missing("This log rule", "min_severity", "min_severity: error");
        return new LogRule(match, severity ?? Severity.Warning);
    }
}
