using Alerting.Configuration.Yaml;

namespace Alerting.Configuration.Reading;

/// <summary>Reads <c>heartbeats:</c>.</summary>
internal static class HeartbeatReader
{
    /// <summary>How often the stack looks at heartbeats.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    public static List<Heartbeat> Read(Section file, Report report)
    {
        var heartbeats = new List<Heartbeat>();
        foreach (var (name, node) in NamedSections.Of(file, "heartbeats", report))
        {
            if (!HeartbeatNames.IsValid(name.Text))
                report.Error(name.Place, CheckErrors.NotHeartbeatName(name.Text));
            else if (node is TextNode { Text: "" })
                report.Error(name.Place, ConfigErrors.Missing($"Heartbeat {name.Text}", "every", "every: 1d"));
            else if (Section.Open(node, Keys.Heartbeat, report) is { } section)
                heartbeats.Add(One(name, section, report));
        }
        return heartbeats;
    }

    private static Heartbeat One(TextNode name, Section section, Report report)
    {
        var errors = report.ErrorCount;
        var every = section.Duration("every", mayBeZero: false);
        if (every is null && report.ErrorCount == errors)
            section.Missing($"Heartbeat {name.Text}", "every", "every: 1d");
        var heartbeat = new Heartbeat(name.Text, every ?? Tick, section.Duration("grace") ?? Heartbeat.DefaultGrace)
        {
            Severity = section.Severity("severity"),
            Match = MatcherReader.Read(section, "match", report),
        };
        if (every is not null && heartbeat.Every + heartbeat.Grace < Tick)
            report.Note(section.Place, CheckErrors.HeartbeatBelowMinute(name.Text));
        return heartbeat;
    }
}

/// <summary>The entries of a key whose value is a mapping by name.</summary>
internal static class NamedSections
{
    public static IReadOnlyList<(TextNode Name, Node Node)> Of(Section file, string key, Report report)
    {
        if (file.Find(key) is not { } node)
            return [];
        if (node is MapNode map)
            return [.. map.Entries.Select(entry => (entry.Key, entry.Value))];
        report.Error(node.Place, ConfigErrors.NotAMapping(key));
        return [];
    }
}
