namespace Alerting.Cli.Tests;

/// <summary>What a replay cannot run is told in one sentence with the line.</summary>
public sealed class ReplayTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Theory]
    [InlineData("""{"at":"0001-01-01T00:00:00Z","event":"ERROR a"}""", "line 1: \"at\": \"0001-01-01T00:00:00Z\" is out of reach: a replay runs between the years 1900 and 9900.")]
    [InlineData("""{"at":"9999-12-31T00:00:00Z","event":"ERROR a"}""", "line 1: \"at\": \"9999-12-31T00:00:00Z\" is out of reach: a replay runs between the years 1900 and 9900.")]
    [InlineData("""{"at":"2026-11-10T09:00:00Z","silence":{"matchers":["name=\"a\""],"duration":"99999999d"}}""", "\"99999999d\", which is not a duration")]
    [InlineData("""{"at":"2026-11-10T09:00:00Z","silence":{"matchers":["name=\"a\""],"start":"9999-12-31T00:00:00Z","duration":"2d"}}""", "\"9999-12-31T00:00:00Z\", which is not between the years 1900 and 9900")]
    public async Task A_time_or_a_duration_that_no_sum_can_hold_is_named(string line, string said)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, line, TestContext.Current.CancellationToken);
        var result = await CliProcess.RunAsync(Nothing, "replay", file, "--json");
        File.Delete(file);

        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.ShouldContain(said);
        result.Error.Trim().ShouldNotContain('\n');
    }

    [Fact]
    public async Task A_replay_does_not_go_on_for_ever()
    {
        var result = await CliProcess.RunAsync(Nothing, "replay", "-", "--until", "9999-12-31T00:00:00Z");

        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.Trim().ShouldBe("alerting: --until is out of reach: a replay runs between the years 1900 and 9900.");
    }

    [Theory]
    [InlineData("--for", "99999999d")]
    [InlineData("--for", "2d", "--from", "9999-12-31T00:00:00Z")]
    public async Task A_silence_that_no_calendar_holds_is_refused(params string[] options)
    {
        var result = await CliProcess.RunAsync(new Dictionary<string, string> { ["AWS_REGION"] = "eu-west-1", ["AWS_ACCESS_KEY_ID"] = "x", ["AWS_SECRET_ACCESS_KEY"] = "x" },
            ["silence", "add", "name = \"a\"", "--table", "none", .. options]);

        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.Trim().ShouldNotContain('\n');
    }
}
