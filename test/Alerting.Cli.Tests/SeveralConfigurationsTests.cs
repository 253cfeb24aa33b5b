using System.Text.Json.Nodes;

namespace Alerting.Cli.Tests;

/// <summary>Configurations in several files, and with calendars of holidays beside them.</summary>
public sealed class SeveralConfigurationsTests : IDisposable
{
    private const string Chat = "receivers: { chat: { sns: \"arn:aws:sns:eu-west-1:123456789012:b\" } }\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("several-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("check {0} {1}")]
    [InlineData("check {0},{1}")]
    [InlineData("check --config {0} --config {1}")]
    public async Task Several_files_are_one_configuration(string command)
    {
        var (one, other) = (Write("base.yaml", Chat), Write("routes.yaml", "routes: [{ to: chat }]\n"));

        var result = await RunAsync(string.Format(null, command, one, other));

        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        result.Output.ShouldContain("1 route to 1 receiver (chat)");
    }

    [Fact]
    public async Task The_variable_lists_them_too()
    {
        var (one, other) = (Write("base.yaml", Chat), Write("routes.yaml", "routes: [{ to: chta }]\n"));

        var result = await CliProcess.RunAsync(
            new Dictionary<string, string> { ["ALERTING_CONFIG"] = $"{one},{other}" }, "check", "--json");

        result.ExitCode.ShouldBe(1);
        var error = JsonNode.Parse(result.Output)!["errors"]![0]!;
        ($"{error["file"]}", (int)error["line"]!, $"{error["code"]}").ShouldBe((other, 1, "UnknownName"));
    }

    [Fact]
    public async Task Hours_that_nobody_covers_are_noted()
    {
        var file = Write("alerting.yaml", Chat + "time_intervals: { day: { from: \"08:00\", to: \"18:00\" } }\n" +
            "routes:\n  - { to: chat, active: day }\n");

        var result = await RunAsync($"check --strict --json {file}");

        result.ExitCode.ShouldBe(1);
        var note = JsonNode.Parse(result.Output)!["notes"]![0]!;
        ((int)note["line"]!, $"{note["code"]}").ShouldBe((4, "UncoveredHours"));
        $"{note["text"]}".ShouldStartWith("Nobody is notified of critical and error alerts of this route from ");
    }

    [Theory]
    [InlineData("holidays.ics", 0, "is valid")]
    [InlineData("gone.ics", 1, "alerting.yaml:2:37: Cannot read the calendar \"gone.ics\". The file cannot be read.")]
    [InlineData("alerting.yaml", 1, "It is not a calendar")]
    public async Task A_calendar_stands_beside_the_configuration(string calendar, int exitCode, string expected)
    {
        Write("holidays.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20261225\nEND:VEVENT\n" +
            "END:VCALENDAR\n");
        var file = Write("alerting.yaml", Chat + $"time_intervals: {{ holidays: {{ ical: {calendar} }} }}\n" +
            "routes: [{ to: chat }]\n");

        var result = await RunAsync($"check {file}");

        result.Output.ShouldContain(expected);
        result.ExitCode.ShouldBe(exitCode);
    }

    /// <summary>It is no fault of the configuration, so a strict check passes.</summary>
    [Fact]
    public async Task A_calendar_that_only_a_deployment_fetches_is_noted()
    {
        var file = Write("alerting.yaml", Chat + """
            time_intervals:
              days: { ical: "https://example.com/days.ics" }
              files: { ical: "${NOTHING:-days.ics}" }
            routes: [{ to: chat, mute: [days] }]

            """);
        Write("days.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20261225\nEND:VEVENT\n" +
            "END:VCALENDAR\n");
        var tests = Write("one.yaml", "tests: [{ alert: { name: a, severity: info }, expect: { receivers: chat } }]\n");
        const string note = "Time interval days has no holidays here, because only a deployment fetches " +
            "https://example.com/days.ics. To try it with a file, write ical: " +
            "\"${HOLIDAYS:-https://example.com/days.ics}\" and set HOLIDAYS to the file.";

        var check = await RunAsync($"check --strict {file}");
        var test = await RunAsync($"test --config {file} {tests} {tests}");
        var json = await RunAsync($"check --json {file}");

        check.ExitCode.ShouldBe(0);
        check.Output.ShouldContain($"alerting.yaml:3:17: note: {note}");
        check.Output.ShouldContain("1 note.");
        test.Error.ShouldContain($"alerting.yaml:3:17: note: {note}", Case.Sensitive);
        test.Error.Split("note:").Length.ShouldBe(2);
        $"{JsonNode.Parse(json.Output)!["notes"]![0]!["code"]}".ShouldBe("CalendarNotRead");
    }

    /// <summary>At noon of Christmas Day a hold for office hours holds a warning, and a day before it does not.</summary>
    [Fact]
    public async Task A_test_of_a_configuration_knows_its_holidays()
    {
        Write("holidays.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20201225\n" +
            "RRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR\n");
        Write("alerting.yaml", Chat + """
            time_intervals:
              holidays: { ical: holidays.ics }
              office: { days: mon-fri, from: "08:00", to: "18:00", except: [holidays] }
            routes: [{ to: chat, hold: office }]
            """);
        var tests = Write("tests.yaml", """
            config: alerting.yaml
            tests:
              - { at: 2026-12-25 12:00, alert: { name: a, severity: warning }, expect: { held: [chat] } }
              - { at: 2026-12-24 12:00, alert: { name: a, severity: warning }, expect: { held: [], receivers: [chat] } }
            """);

        var result = await RunAsync($"test {tests}");

        result.Output.ShouldContain("2 tests");
        result.ExitCode.ShouldBe(0, result.Output + result.Error);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static Task<CliResult> RunAsync(string arguments) =>
        CliProcess.RunAsync(new Dictionary<string, string>(), arguments.Split(' '));
}
