using System.CommandLine;
using System.Text.Json;

namespace Alerting.Cli.Tests;

/// <summary><c>replay</c> and <c>explain</c> with overrides, calendars and answers.</summary>
public sealed class ReplayOnCallTests : IDisposable
{
    private const string Team = """
        people: { ann: { sms: "+447700900001" }, bob: { sms: "+447700900002" } }
        schedules: { primary: { layers: [{ rotation: [ann] }] } }
        receivers: { oncall: { on_call: primary } }
        routes: [{ to: oncall }]
        """;

    private const string Page =
        """{"at":"2026-11-10T09:00:00Z","event":{"name":"disk","severity":"error","status":"firing"}}""";

    private const string Feed = """
        BEGIN:VCALENDAR
        VERSION:2.0
        BEGIN:VEVENT
        UID:1
        DTSTART:20261110T080000Z
        DTEND:20261110T100000Z
        SUMMARY:bob
        END:VEVENT
        END:VCALENDAR
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("alerting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""{"schedule":"primary","person":"bob","for":"4h"}""", "bob")]
    [InlineData("""{"schedule":"primary","person":"bob","until":"2026-11-10T09:00:00Z"}""", "ann")]
    [InlineData("""{"schedule":"primary","person":"bob","from":"2026-11-10T08:59:00Z","for":"1d","instead_of":"ann"}""",
        "bob")]
    public async Task An_override_decides_who_is_notified(string line, string person)
    {
        var result = await ReplayAsync(Team, $$"""{"at":"2026-11-10T08:00:00Z","override":{{line}}}""", Page);

        result.ExitCode.ShouldBe(0, result.Error);
        JsonDocument.Parse(result.Output.Split('\n')[0]).RootElement.GetProperty("to").GetString().ShouldBe(person);
    }

    [Theory]
    [InlineData("""{"schedule":"primry","person":"bob","for":"4h"}""", "Unknown schedule \"primry\". Known schedules: primary.")]
    [InlineData("""{"schedule":"primary","person":"dan","for":"4h"}""", "Unknown person \"dan\". Known people: ann, bob.")]
    [InlineData("""{"schedule":"primary","person":"bob"}""", "\"override\" needs either \"for\" or \"until\".")]
    [InlineData("""{"schedule":"primary","person":"bob","for":"soon"}""", "\"soon\" is not a duration.")]
    [InlineData("""{"schedule":"primary","person":"bob","until":"2026-11-10T07:00:00Z"}""", "The override ends before it begins.")]
    [InlineData("\"bob\"", "\"override\" needs a schedule and a person.")]
    public async Task A_wrong_override_is_named_with_its_line(string line, string sentence)
    {
        var result = await ReplayAsync(Team, $$"""{"at":"2026-11-10T08:00:00Z","override":{{line}}}""", Page);

        (result.ExitCode, result.Output).ShouldBe((2, ""));
        result.Error.ShouldContain($"line 1: {sentence}");
    }

    [Theory]
    [InlineData("""{"at":"2026-11-10T09:05:00Z","ack":{"by":"ann"}}""", "\"ack\" names no alert. Write \"ack\": {")]
    [InlineData("""{"at":"2026-11-10T09:05:00Z","close":{"name":"disk"}}""", "\"close\" names no person. Write \"close\": {")]
    [InlineData("""{"at":"2026-11-10T09:05:00Z","snooze":{"name":"disk","by":"ann","for":"soon"}}""", "\"soon\" is not a duration.")]
    [InlineData("""{"at":"2026-11-10T09:05:00Z","ack":{"name":"disk","by":"ann","for":"1h"}}""", "\"for\" belongs to \"snooze\".")]
    [InlineData("""{"at":"2026-11-10T09:05:00Z","snooze":{"name":"disk","by":"ann","for":"0s"}}""", "\"for\" is \"0s\". Write how long")]
    [InlineData("""{"at":"2026-11-10T09:05:00Z","unack":["disk"]}""", "\"unack\" names no alert.")]
    public async Task A_wrong_answer_is_named_with_its_line(string line, string sentence)
    {
        var result = await ReplayAsync(Team, Page, line);

        (result.ExitCode, result.Output).ShouldBe((2, ""));
        result.Error.ShouldContain($"line 2: {sentence}");
    }

    [Theory]
    [InlineData("08:00", "disk", "Changed nothing: no alert disk has fired before.")]
    [InlineData("09:05", "dsik", "Changed nothing: no alert dsik has fired before.")]
    [InlineData("10:05", "disk", "Changed nothing: disk is not firing.")]
    public async Task An_answer_without_an_incident_is_reported(string time, string alert, string sentence)
    {
        var result = await ReplayAsync(Team, Page, Page.Replace("09:00", "10:00").Replace("firing", "resolved"),
            $$$"""{"at":"2026-11-10T{{{time}}}:00Z","ack":{"name":"{{{alert}}}","by":"somebody"}}""");

        (result.ExitCode, result.Error).ShouldBe((0, $"alerting: {sentence}\n"));
    }

    [Fact]
    public async Task A_calendar_in_a_file_says_who_is_notified()
    {
        var config = Team.Replace("layers: [{ rotation: [ann] }]", "ical: \"https://example.com/rota.ics\"");
        var (feed, yaml, page) = (Write("rota.ics", Feed), Write("alerting.yaml", config), Write("event.json",
            """{"name":"disk","severity":"error","status":"firing"}"""));

        var named = await ReplayAsync(config, ["--calendar", $"primary={feed}"], Page);
        var only = await ReplayAsync(config, ["--ical", feed], Page);
        var without = await ReplayAsync(config, [], Page);
        var unknown = await ReplayAsync(config, ["--calendar", $"second={feed}"], Page);
        var explained = await RunAsync("explain", page, "--config", yaml, "--at",
            "2026-11-10T09:00:00Z", "--calendar", $"primary={feed}", "--json");

        foreach (var result in (CliResult[])[named, only])
            JsonDocument.Parse(result.Output.Split('\n')[0]).RootElement.GetProperty("to").GetString().ShouldBe("bob");
        without.Output.ShouldContain("everybody is notified instead");
        unknown.Error.ShouldBe("alerting: Unknown schedule \"second\". Known schedules: primary.\n");
        explained.Output.ShouldContain("\"bob\"", customMessage: explained.Error);
        explained.Output.ShouldNotContain("\"ann\"");
    }

    private Task<CliResult> ReplayAsync(string config, params string[] lines) => ReplayAsync(config, [], lines);

    private Task<CliResult> ReplayAsync(string config, string[] options, params string[] lines) =>
        RunAsync(["replay", Write("lines.jsonl", string.Join('\n', lines)), "--config",
            Write("alerting.yaml", config), "--json", .. options]);

    /// <summary>In this process, which is fast.</summary>
    private static async Task<CliResult> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal(output, error);
        var root = new RootCommand { ReplayCommand.Create(terminal), ExplainCommand.Create(terminal, TimeProvider.System) };
        var code = await CommandLine.RunAsync(root, arguments, terminal);
        return new CliResult(code, output.ToString(), error.ToString());
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
