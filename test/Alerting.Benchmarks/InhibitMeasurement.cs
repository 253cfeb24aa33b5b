using System.Globalization;
using System.Text;
using Alerting.Configuration;
using Alerting.InProcess;

namespace Alerting.Benchmarks;

/// <summary>
/// Replays 20,000 events with one inhibit rule and without, in processor time, in turns: what the rule costs.
/// </summary>
internal static class InhibitMeasurement
{
    private const int Events = 20_000;
    private const int Rounds = 3;
    private static readonly DateTimeOffset Night = new(2026, 11, 14, 2, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, string Rule)[] Rules =
    [
        ("equal", "{ when: ['severity = \"critical\"'], mute: ['severity =~ \"error|warning\"'], equal: [service] }"),
        ("no equal", "{ when: ['severity = \"critical\"'], mute: ['severity =~ \"error|warning\"'] }"),
        ("unequal", "{ when: ['severity = \"critical\"'], mute: ['severity =~ \"error|warning\"'], " +
            "equal: [region], unequal: [service] }"),
    ];

    public static async Task RunAsync(TextWriter output)
    {
        foreach (var (story, lines) in ((string, ReplayLine[])[])
            [("all fire", Lines(Events, i => true)), ("fire and resolve", Lines(1_000, i => i / 1_000 % 2 == 0))])
        {
            foreach (var (name, rule) in Rules)
            {
                var (without, with) = (new List<double>(), new List<double>());
                for (var round = 0; round <= Rounds; round++)
                {
                    var times = (await SecondsAsync(lines, ""), await SecondsAsync(lines, $"inhibit: [{rule}]"));
                    if (round == 0)
                        continue;
                    without.Add(times.Item1);
                    with.Add(times.Item2);
                }
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{story}, {name}: {without.Min():0.00} s without the rule, {with.Min():0.00} s with it: " +
                    $"{with.Min() / without.Min():0.00} times"));
            }
        }
    }

    private static async Task<double> SecondsAsync(ReplayLine[] lines, string inhibit)
    {
        var config = ConfigFile.Load($$"""
            receivers: { chat: { slack: "https://hooks.slack.com/services/T/B/x" } }
            routes: [{ name: all, to: [chat] }]
            {{inhibit}}
            """, "alerting.yaml", _ => null).Config!;
        var start = Environment.CpuUsage.TotalTime;
        await new Replay(config).RunAsync(lines, until: null, CancellationToken.None);
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    /// <summary>Two hours of alarms of 100 services and three severities.</summary>
    private static ReplayLine[] Lines(int alarms, Func<int, bool> fires) =>
        [.. Enumerable.Range(0, Events).Select(i =>
        {
            var severity = ((string[])["critical", "error", "warning"])[i % 3];
            var body = $$$"""
                {"name":"alarm-{{{i % alarms}}}","severity":"{{{severity}}}","service":"s{{{i % 100}}}",
                "region":"eu-west-1","status":"{{{(fires(i) ? "firing" : "resolved")}}}"}
                """;
            return new ReplayLine(Night.AddSeconds(i * 7200.0 / Events), Encoding.UTF8.GetBytes(body), null);
        })];
}
