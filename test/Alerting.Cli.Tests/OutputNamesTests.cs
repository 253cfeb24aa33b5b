using System.Text.Json;
using Alerting.TestKit;

namespace Alerting.Cli.Tests;

/// <summary>Programs read these JSON names: those of version 1 stay, later versions may only add names.</summary>
public sealed class OutputNamesTests : IDisposable
{
    private static readonly string[] Explain =
    [
        "alerts", "alerts[].decisions", "alerts[].decisions[].action", "alerts[].decisions[].at",
        "alerts[].decisions[].code",
        "alerts[].decisions[].groupKey",
        "alerts[].decisions[].reason", "alerts[].decisions[].receiver", "alerts[].decisions[].route", "alerts[].endsAt",
        "alerts[].fingerprint",
        "alerts[].labels", "alerts[].links", "alerts[].links[].text", "alerts[].links[].url", "alerts[].name",
        "alerts[].problems",
        "alerts[].severity", "alerts[].severityReason", "alerts[].startsAt", "alerts[].status", "alerts[].summary",
        "alerts[].title",
        "notifications", "notifications[].at", "notifications[].channel", "notifications[].code",
        "notifications[].kind", "notifications[].outcome",
        "notifications[].payload", "notifications[].reason", "notifications[].receiver", "notifications[].target",
        "source",
    ];

    private static readonly string[] Replay =
    [
        "alerts", "alerts[].count", "alerts[].name", "alerts[].severity", "alerts[].status", "at", "channel", "code",
        "group", "kind", "more", "reason", "receiver",
    ];

    private static readonly string[] ReplaySummary =
    [
        "summary", "summary.dead", "summary.delivered", "summary.dropped", "summary.events", "summary.held",
        "summary.heldByBudget", "summary.suppressed",
    ];

    private static readonly string[] Classify = ["fingerprint", "reason", "severity", "template"];

    private static readonly string[] Check =
    [
        "errors", "errors[].column", "errors[].file", "errors[].line", "errors[].text", "notes", "notes[].column",
        "notes[].file",
        "notes[].line", "notes[].text", "valid",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("alerting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Explain_writes_the_names_of_version_1()
    {
        var json = await RunAsync(0, "explain", Path.Combine(AppContext.BaseDirectory, "events", "cloudwatch-alarm",
            "alarm.json"), "--config", Config(), "--json");

        ShouldHave(json, Explain, "alerts[].labels", "notifications[].payload");
        using var document = JsonDocument.Parse(json);
        var (alert, notified) =
            (document.RootElement.GetProperty("alerts")[0], document.RootElement.GetProperty("notifications")[0]);
        (Text(alert, "status"), Text(alert, "severity"), Text(alert.GetProperty("decisions")[0], "action"),
            Text(notified, "kind"))
            .ShouldBe(("firing", "error", "notify", "firing"));
    }

    [Fact]
    public async Task Explain_writes_times_to_the_tick_in_utc()
    {
        var json = await RunAsync(0, "explain", File("alertmanager.json",
            """{"version":"4","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"Latency"},"annotations":{},"startsAt":"2026-11-14T03:40:00.3713213+01:00","fingerprint":"aa01"}]}"""),
            "--config", Config(), "--json");

        using var document = JsonDocument.Parse(json);
        Text(document.RootElement.GetProperty("alerts")[0], "startsAt").ShouldBe("2026-11-14T02:40:00.3713213Z");
    }

    [Fact]
    public async Task Replay_writes_the_names_of_version_1()
    {
        var file = File("night.jsonl", """{"at":"2026-11-14T02:40:00Z","event":"ERROR: disk full"}""");

        var lines = (await RunAsync(0, "replay", file, "--config", Config(), "--json")).Trim().Split('\n');

        ShouldHave(lines[0], Replay);
        ShouldHave(lines[^1], ReplaySummary);
    }

    [Fact]
    public async Task Classify_writes_the_names_of_version_1() =>
        ShouldHave(await RunAsync(0, "classify", File("log.txt", "2026-11-14T02:40:00Z ERROR order 12 failed\n"),
            "--json"), Classify);

    [Fact]
    public async Task Check_writes_the_names_of_version_1()
    {
        // The first has an error, the second a note.
        string[] reports =
        [
            await RunAsync(1, "check", "--config", File("wrong.yaml",
                "receivers: { a: { webhok: \"https://example.com\" } }\nroutes: [{ to: a }]\n"), "--json"),
            await RunAsync(0, "check", "--config",
                File("odd.yaml", "receivers: { a: { slack: \"${NOT_SET}\" } }\nroutes: [{ to: a }]\n"), "--json"),
        ];

        // Version 2 adds the codes.
        reports.SelectMany(report => JsonPaths.Of(report)).Distinct().Order(StringComparer.Ordinal)
            .Except(["errors[].code", "notes[].code"]).ShouldBe(Check);
    }

    private static void ShouldHave(string json, string[] names, params ReadOnlySpan<string> open) =>
        names.Except(JsonPaths.Of(json, open)).ShouldBeEmpty(json);

    private static async Task<string> RunAsync(int exitCode, params string[] arguments)
    {
        var result = await CliProcess.RunAsync(new Dictionary<string, string>(), arguments);
        result.ExitCode.ShouldBe(exitCode, result.Error + result.Output);
        return result.Output;
    }

    private string Config() => File("alerting.yaml",
        "receivers: { chat: { webhook: \"https://example.com/hook\" } }\nroutes: [{ to: chat }]\n");

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
