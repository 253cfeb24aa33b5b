using System.Text.Json;

namespace Alerting.Cli.Tests;

public sealed class OnCallTests : IDisposable
{
    private const string Yaml = """
        timezone: Europe/London
        people: { ann: { name: Ann Lee, sms: "+447700900001" }, bob: { sms: "+447700900002" } }
        schedules:
          primary: { layers: { rotation: [ann, bob], every: 1w, handover: "mon 09:00", from: 2026-11-02 } }
          secondary: { layers: { rotation: [bob] } }
        receivers: { oncall: { on_call: primary } }
        routes: [{ to: [oncall] }]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("alerting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Show_writes_who_is_on_call_until_when_and_who_is_next()
    {
        var result = await RunAsync("oncall", "show", "primary", "--at", "2026-11-04T12:00:00Z", "--json");

        result.ExitCode.ShouldBe(0);
        result.Output.Trim().ShouldBe("""{"schedule":"primary","at":"2026-11-04T12:00:00Z",""" +
            "\"onCall\":[\"ann\"],\"until\":\"2026-11-09T09:00:00Z\",\"next\":[\"bob\"]}");
    }

    [Fact]
    public async Task Show_without_a_schedule_shows_all()
    {
        var json = await RunAsync("oncall", "show", "--at", "2026-11-04T12:00:00Z", "--json");
        var text = await RunAsync("oncall", "show", "--at", "2026-11-04T12:00:00Z");

        json.Output.Trim().Split('\n')[1].ShouldBe("""{"schedule":"secondary","at":"2026-11-04T12:00:00Z",""" +
            "\"onCall\":[\"bob\"],\"until\":null,\"next\":[]}");
        text.Output.ShouldContain("ann (Ann Lee)");
        text.Output.ShouldContain("Mon 9 Nov 09:00 GMT");
    }

    [Fact]
    public async Task Calendar_lists_shifts_or_prints_an_icalendar()
    {
        var json = await RunAsync(
            "oncall", "calendar", "primary", "--from", "2026-11-04T12:00:00Z", "--days", "7", "--json");
        var ics = await RunAsync(
            "oncall", "calendar", "--from", "2026-11-04T12:00:00Z", "--days", "7", "--person", "ann", "--ics");

        json.Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)
            .Select(line => $"{line.GetProperty("from")} {line.GetProperty("onCall")[0]}")
            .ShouldBe(["2026-11-04T12:00:00Z ann", "2026-11-09T09:00:00Z bob"]);
        ics.Output.ShouldContain("SUMMARY:Ann Lee (primary)");
        ics.Output.ShouldNotContain("bob");
    }

    [Theory]
    [InlineData("oncall show primry", "Unknown schedule \"primry\". Known schedules: primary, secondary.")]
    [InlineData("oncall calendar --person dee", "Unknown person \"dee\". Known people: ann, bob.")]
    [InlineData("oncall calendar --days 0", "--days cannot be 0. Write a whole number from 1 to 400.")]
    public async Task A_wrong_name_gets_one_sentence(string arguments, string sentence)
    {
        var result = await RunAsync(arguments.Split(' '));

        (result.ExitCode, result.Error.Trim()).ShouldBe((2, $"alerting: {sentence}"));
    }

    [Fact]
    public async Task A_calendar_is_read_from_a_file()
    {
        var ics = Path.Combine(_folder, "rota.ics");
        await File.WriteAllTextAsync(ics, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Ann Lee\n" +
            "DTSTART;VALUE=DATE:20261102\nRRULE:FREQ=DAILY;INTERVAL=2\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Dee\n" +
            "DTSTART;VALUE=DATE:20261103\nEND:VEVENT\nEND:VCALENDAR\n", TestContext.Current.CancellationToken);
        var yaml = Yaml.Replace("{ layers: { rotation: [bob] } }", "{ ical: \"https://example.com/rota.ics\" }",
            StringComparison.Ordinal);

        var shown = await RunWithAsync(
            yaml, "oncall", "show", "secondary", "--at", "2026-11-02T12:00:00Z", "--ical", ics, "--json");
        var without = await RunWithAsync(yaml, "oncall", "show", "secondary", "--at", "2026-11-02T12:00:00Z", "--json");

        shown.Output.ShouldContain("\"onCall\":[\"ann\"],\"until\":\"2026-11-03T00:00:00Z\",\"next\":[]");
        shown.Output.ShouldContain("Nobody in the calendar of secondary is called");
        without.Output.ShouldContain("was not fetched yet");
    }

    [Fact]
    public async Task Check_notes_gaps_and_reports_people_who_cannot_be_reached()
    {
        var gaps = await RunWithAsync(Yaml.Replace("rotation: [bob]", "rotation: [bob], until: 2000-01-01",
            StringComparison.Ordinal), "check", "--json");
        var voice = await RunWithAsync(Yaml.Replace("bob: { sms", "bob: { voice", StringComparison.Ordinal), "check");

        var rule = await RunWithAsync(Yaml.Replace("bob: { sms: \"+447700900002\"", "bob: { sms: \"+447700900002\", " +
            "voice: \"+447700900002\", by: { critical: [voice], error: [voice, sms] }", StringComparison.Ordinal), "check");

        rule.Output.ShouldContain(
            "2:57: note: bob has only voice for critical, and it is not used yet. Used instead: sms. Add a channel to");
        gaps.Output.ShouldContain("Nobody is on call in secondary from ");
        voice.ExitCode.ShouldBe(1);
        voice.Output.ShouldContain("2:57: bob cannot be reached: no channel has an address that can be used.");
    }

    [Fact]
    public async Task Check_against_an_earlier_file_shows_whose_shifts_change()
    {
        var old = Path.Combine(_folder, "old.yaml");
        await File.WriteAllTextAsync(old, Yaml, TestContext.Current.CancellationToken);

        var same = await RunWithAsync(Yaml, "check", "--against", old);
        var moved = await RunWithAsync(Yaml.Replace("[ann, bob]", "[bob, ann]", StringComparison.Ordinal),
            "check", "--against", old, "--json");

        same.Output.ShouldContain("The schedules of the next 30 days stay as they are.");
        moved.Output.ShouldContain("This edit changes who is on call in primary now.");
        JsonDocument.Parse(moved.Output).RootElement.GetProperty("changes").GetArrayLength().ShouldBeGreaterThan(3);
    }

    private Task<CliResult> RunAsync(params string[] arguments) => RunWithAsync(Yaml, arguments);

    private async Task<CliResult> RunWithAsync(string yaml, params string[] arguments)
    {
        var path = Path.Combine(_folder, "alerting.yaml");
        await File.WriteAllTextAsync(path, yaml, TestContext.Current.CancellationToken);
        return await CliProcess.RunAsync(new Dictionary<string, string>(), [.. arguments, "--config", path]);
    }
}
