using Alerting.Alerts;
using CsCheck;

namespace Alerting.Scenarios.Promises;

/// <param name="Pause">Seconds since the previous step.</param>
/// <param name="Kind">The kind of event; see <see cref="Story"/>.</param>
/// <param name="Seconds">How late an event is, how long a silence lasts, or which event is repeated.</param>
internal sealed record Step(int Pause, int Kind, int Seconds, string Name, Severity Severity);

/// <param name="RateLimit">Of the phone; empty for none.</param>
internal sealed record PlotConfig(
    string GroupBy, string Wait, string Interval, int Changes, string Within, bool Hold, string RateLimit);

/// <summary>The generated input of a story. Prints in a form to reproduce it.</summary>
internal sealed record Plot(PlotConfig Config, Step[] Steps, bool Mutes)
{
    private static readonly string[] Names = ["db-1", "db-2", "api-1", "api-2", "web-1"];

    public string Yaml => $$"""
        timezone: Europe/London
        time_intervals: { hours: { days: mon-fri, from: "08:00", to: "18:00" } }
        receivers:
          phone: { sms: ["+442079460000"]{{(Config.RateLimit == "" ? "" : $", rate_limit: {Config.RateLimit}")}} }
          chat: { slack: "https://hooks.slack.com/services/T/B/x" }
        routes:
          - { name: pages, match: ['severity =~ "critical|error"'], to: [phone, chat] }
          - { name: warnings, match: ['severity = "warning"'], to: [chat]{{(Config.Hold ? ", hold: hours" : "")}} }
          - { name: news, to: [chat] }
        defaults: { group_by: [{{Config.GroupBy}}], wait: {{Config.Wait}}, interval: {{Config.Interval}} }
        flapping: { changes: {{Config.Changes}}, within: {{Config.Within}} }
        {{(Mutes ? "inhibit: [{ when: ['name = \"db-1\"', 'severity = \"critical\"'], mute: ['name = \"db-2\"'] }]" : "")}}
        """;

    /// <summary>Everything at once: mutes, holds, floods over a rate limit, missing data and bodies of many alerts.</summary>
    public static Gen<Plot> Everything { get; } = Any(withMutes: true, withFloods: true);

    public static Gen<Plot> Any(bool withMutes, bool withHold = true, bool withLogs = true, bool withFloods = false)
    {
        var configs = Gen.Select(
            OneOf("name", "service", "source"), OneOf("0s", "30s", "3m"), OneOf("1m", "5m"),
            Gen.Int[2, 5], OneOf("5m", "30m"), Gen.Bool,
            OneOf("", "2/10m", "6/1h"),
            (by, wait, interval, changes, within, hold, limit) => new PlotConfig(
                by, wait, interval, changes, within, hold && withHold, withFloods ? limit : ""));
        var steps = Gen.Select(
            Gen.Int[0, 900], Gen.Int[0, withFloods ? 14 : withMutes ? 11 : withLogs ? 9 : 8],
            Gen.Int[0, Names.Length - 1], Gen.Int[0, 3],
            (seconds, kind, name, severity) => new Step(seconds, kind, seconds, Names[name], (Severity)severity));
        return Gen.Select(configs, steps.Array[1, 60], (config, script) => new Plot(config, script, withMutes));
    }

    public override string ToString() => $"{Config}\n{string.Join('\n', Steps.Select(step => step.ToString()))}";

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
