using System.Text.Json;

namespace Alerting.Cli.Tests;

public sealed class ReplayTests
{
    private static readonly Dictionary<string, string> NoVariables = [];

    [Theory]
    [InlineData("""{"at":"0001-01-01T00:00:00Z","event":"ERROR a"}""",
        "line 1: \"0001-01-01T00:00:00Z\" is out of range. A replay runs between the years 1900 and 9900.")]
    [InlineData("""{"at":"9999-12-31T00:00:00Z","event":"ERROR a"}""",
        "line 1: \"9999-12-31T00:00:00Z\" is out of range. A replay runs between the years 1900 and 9900.")]
    [InlineData("""{"at":"2026-11-10T09:00:00Z","silence":{"matchers":["name=\"a\""],"duration":"99999999d"}}""",
        "line 1: \"99999999d\" is longer than 10 years. Write 30s, 5m, 4h or 1d.")]
    [InlineData("""{"at":"2026-11-10T09:00:00Z","silence":{"matchers":["name=\"a\""],"start":"9999-12-31T00:00:00Z","duration":"2d"}}""", "line 1: \"9999-12-31T00:00:00Z\" is out of range. A replay runs between the years 1900 and 9900.")]
    [InlineData("""{"at":"2026-11-10T09:00:00Z","channel":"chat","down":"10m"}""",
        "line 1: Unknown channel \"chat\". Write one of sms, ")]
    [InlineData("""{"at":"2026-11-10T09:00:00Z","channel":"slack"}""",
        "line 1: \"down\" is missing. Write how long slack is down: \"down\": \"10m\".")]
    [InlineData("""{"at":"2026-11-10T09:00:00Z","channel":"slack","down":"soon"}""",
        "line 1: \"soon\" is not a duration. Write 30s, 5m, 4h or 1d.")]
    [InlineData("""{"at":"2026-11-10T09:00:00Z","channel":"slack","down":"0s"}""",
        "line 1: \"down\" is \"0s\". Write how long slack is down: \"down\": \"10m\".")]
    [InlineData("""{"at":"2026-11-10T09:00:00Z","event":{"name":"a"},"channel":"slack","down":"1m"}""",
        "line 1: The line has an event and a channel that is down. Write one line with ")]
    public async Task A_line_that_is_wrong_is_reported_with_its_number(string line, string error)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, line, TestContext.Current.CancellationToken);
        var result = await CliProcess.RunAsync(NoVariables, "replay", file, "--json");
        File.Delete(file);

        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.ShouldContain(error);
        result.Error.Trim().ShouldNotContain('\n');
    }

    [Fact]
    public async Task A_replay_cannot_end_after_the_year_9900()
    {
        var result = await CliProcess.RunAsync(NoVariables, "replay", "-", "--until", "9999-12-31T00:00:00Z");

        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.Trim()
            .ShouldBe("alerting: --until is out of range. A replay runs between the years 1900 and 9900.");
    }

    /// <summary>Whoever pipes hours of events in must not wait for their end.</summary>
    [Fact]
    public async Task A_bad_first_line_is_reported_while_more_is_to_come()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A named pipe is made with mkfifo.");
        var pipe = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        var replay = CliProcess.RunAsync(NoVariables, "replay", pipe, "--json");

        // Opening it waits for the reader, and it stays open.
        await using var writer = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write));
        File.Delete(pipe);
        await writer.WriteAsync("{\"at\":\"2026-11-10\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await writer.FlushAsync(TestContext.Current.CancellationToken);
        var result = await replay;

        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.ShouldContain(", line 1: Invalid JSON at character ");
    }

    [Fact]
    public async Task A_line_changes_the_configuration()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            const string people = "receivers: { chat: { slack: \"${ssm:/chat}\" }, phone: { sms: \"+447700900123\" } }\n";
            await WriteAsync("before.yaml", people + "routes: [{ name: a, to: [chat] }]");
            await WriteAsync("after.yaml", people + "routes: [{ name: b, to: [phone] }]");
            await WriteAsync("lines.jsonl", """
                {"at":"2026-11-10T09:00:00Z","event":{"name":"one","severity":"error","status":"firing"}}
                {"at":"2026-11-10T09:10:00Z","config":"after.yaml"}
                {"at":"2026-11-10T09:20:00Z","event":{"name":"two","severity":"error","status":"firing"}}
                """);

            var result = await CliProcess.RunAsync(NoVariables, "replay", Path.Combine(folder, "lines.jsonl"),
                "--config", Path.Combine(folder, "before.yaml"), "--until", "2026-11-10T09:30:00Z", "--json");

            result.ExitCode.ShouldBe(0, result.Error);
            result.Output.Split('\n').Where(line => line.Contains("\"receiver\"", StringComparison.Ordinal))
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Select(json => $"{json.GetProperty("receiver")} {json.GetProperty("channel")}")
                .ShouldBe(["chat slack", "phone sms"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Task WriteAsync(string name, string text) =>
            File.WriteAllTextAsync(Path.Combine(folder, name), text, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_line_says_that_a_channel_is_down()
    {
        const string config = """
            receivers: { chat: { slack: "${ssm:/chat}", fallback: phone }, phone: { sms: "+447700900123" } }
            routes: [{ to: [chat] }]
            """;
        const string lines = """
            {"at":"2026-11-10T09:00:00Z","channel":"slack","down":"1h"}
            {"at":"2026-11-10T09:00:00Z","event":{"name":"one","severity":"error","status":"firing"}}
            """;
        var (file, yaml) = (Path.GetTempFileName(), Path.GetTempFileName());
        await File.WriteAllTextAsync(file, lines, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(yaml, config, TestContext.Current.CancellationToken);

        var json = await CliProcess.RunAsync(NoVariables, "replay", file, "--config", yaml, "--json");
        var text = await CliProcess.RunAsync(NoVariables, "replay", file, "--config", yaml);
        File.Delete(file);
        File.Delete(yaml);

        var printed = json.Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        printed.Where(line => line.TryGetProperty("receiver", out _))
            .Select(line => $"{line.GetProperty("at")} {line.GetProperty("receiver")} {line.GetProperty("code")}")
            .ShouldBe(["2026-11-10T09:02:35Z phone Fallback"], json.Error);
        printed.Where(line => line.TryGetProperty("undelivered", out _)).Select(line => line.GetProperty("undelivered"))
            .Select(undelivered => undelivered.GetProperty("code").GetString()).ShouldBe(["Retrying", "GaveUp"]);
        text.Output.ShouldContain("slack is down until Tue 10 Nov 10:00 UTC");
        text.Output.ShouldContain("Delivered 2 min 35 s late.");
    }

    [Fact]
    public async Task The_summary_counts_dead_letters_and_what_is_still_retried()
    {
        const string config = """
            receivers: { chat: { slack: "${ssm:/chat}" }, phone: { sms: "+447700900123" } }
            routes: [{ to: [chat, phone] }]
            """;
        const string lines = """
            {"at":"2026-11-10T09:00:00Z","channel":"slack","down":"2d"}
            {"at":"2026-11-10T09:01:00Z","channel":"slack","down":"1m"}
            {"at":"2026-11-10T09:01:00Z","event":{"name":"one","severity":"error","status":"firing"}}
            """;
        var (file, yaml) = (Path.GetTempFileName(), Path.GetTempFileName());
        await File.WriteAllTextAsync(file, lines, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(yaml, config, TestContext.Current.CancellationToken);

        var early = await CliProcess.RunAsync(
            NoVariables, "replay", file, "--config", yaml, "--until", "2026-11-10T09:10:00Z");
        var late = await CliProcess.RunAsync(NoVariables, "replay", file, "--config", yaml);
        File.Delete(file);
        File.Delete(yaml);

        early.Output.ShouldContain("1 notification, 1 still retried.");
        late.Output.ShouldContain("1 notification, 1 dead letter.");
        late.Output.ShouldNotContain("09:02 UTC", customMessage: "the longer outage goes on");
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_is_reported_with_its_line()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{"at":"2026-11-10T09:00:00Z","config":"no-such.yaml"}""",
            TestContext.Current.CancellationToken);
        var result = await CliProcess.RunAsync(NoVariables, "replay", file, "--json");
        File.Delete(file);

        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.ShouldContain("line 1: Cannot read no-such.yaml: the file does not exist.");
    }

    [Fact]
    public async Task A_secret_in_place_of_a_configuration_is_not_printed()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file,
            """{"at":"2026-11-10T09:00:00Z","config":"ghp_0123456789abcdefghijABCDEFGHIJ012345"}""",
            TestContext.Current.CancellationToken);
        var result = await CliProcess.RunAsync(NoVariables, "replay", file, "--json");
        File.Delete(file);

        result.Error.ShouldContain("Cannot read ghp_…<redacted>: the file does not exist.");
    }

    [Theory]
    [InlineData("--for", "99999999d")]
    [InlineData("--for", "2d", "--from", "9999-12-31T00:00:00Z")]
    public async Task A_silence_that_ends_after_the_year_9999_is_refused(params string[] options)
    {
        var result = await CliProcess.RunAsync(new Dictionary<string, string>
            { ["AWS_REGION"] = "eu-west-1", ["AWS_ACCESS_KEY_ID"] = "x", ["AWS_SECRET_ACCESS_KEY"] = "x" },
            ["silence", "add", "name = \"a\"", "--table", "none", .. options]);

        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.Trim().ShouldNotContain('\n');
    }
}
