using System.Text.Json;
using Alerting.Configuration;

namespace Alerting.Cli.Tests;

public class ConfigTestTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    private static readonly string Examples = Path.Combine(AppContext.BaseDirectory, "examples");

    public static TheoryData<string> Configurations =>
    [
        .. Directory.EnumerateFiles(Examples, "*.yaml").Select(path => Path.GetFileName(path))
            .Where(name => !name.EndsWith(".test.yaml", StringComparison.Ordinal)).Order(),
    ];

    [Theory, MemberData(nameof(Configurations))]
    public void Each_example_is_valid_and_nothing_in_it_is_suspicious(string file)
    {
        var result = ConfigFile.Load(File.ReadAllText(Path.Combine(Examples, file)), file, _ => null);

        result.Errors.Concat(result.Notes).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_tests_of_the_examples_pass()
    {
        string[] files = [.. Directory.EnumerateFiles(Examples, "*.test.yaml").Order()];

        var result = await CliProcess.RunAsync(Nothing, ["test", .. files]);

        result.Output.ShouldContain("tests passed.");
        (result.ExitCode, result.Error).ShouldBe((0, ""));
        files.Length.ShouldBe(7);
    }

    [Fact]
    public async Task A_failed_expectation_shows_what_was_expected_and_what_came()
    {
        var result = await TestAsync("""
              - name: The phone rings
                alert: { name: orders, severity: info }
                expect: { severity: error, receivers: [phone, inbox, chat], held: [] }
              - alert: { name: orders, severity: error }
                expect: { routes: pages }
            """);

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldContain("severity: expected error\n");
        result.Output.ShouldContain("receivers: expected chat, inbox, phone\n");
        result.Output.ShouldContain("but was  chat\n");
        result.Output.ShouldContain("2 tests, 1 failed.");
    }

    [Fact]
    public async Task With_json_it_prints_one_document()
    {
        var result = await TestAsync("""
              - { alert: { name: orders, severity: info }, expect: { channels: [sms], until: 2026-11-14 08:00 } }
            """, "--json");

        using var json = JsonDocument.Parse(result.Output);
        var failures = json.RootElement.GetProperty("tests")[0].GetProperty("failures");
        failures.EnumerateArray().Select(failure => failure.GetProperty("key").GetString())
            .ShouldBe(["channels", "until"]);
        (result.ExitCode, json.RootElement.GetProperty("failed").GetInt32()).ShouldBe((1, 1));
    }

    /// <summary>A misspelt name must not let a test pass.</summary>
    [Fact]
    public async Task A_mistake_in_a_test_is_an_error_with_its_line()
    {
        var result = await TestAsync("""
              - { alert: { name: orders, severity: sever }, expect: { recievers: [chat], held: [inbx], reasons: Hold } }
              - { at: noon, expects: {} }
            """);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(":3:59: Unknown key \"recievers\" in expect. Did you mean \"receivers\"?");
        result.Error.ShouldContain("Unknown receiver \"inbx\". Did you mean \"inbox\"?");
        result.Error.ShouldContain("Unknown reason \"Hold\". Did you mean \"Held\"?");
        result.Error.ShouldContain("\"sever\" is not a severity.");
        result.Error.ShouldContain(":4:11: \"noon\" is not a time.");
        result.Error.ShouldContain(":4:5: This test has no alert.");
        result.Error.ShouldContain(":4:5: This test has no expect.");
    }

    [Theory]
    [InlineData("firing: [{ name: db }]", "Unknown key \"firing\" in a test. Known keys: name, at, alert, event, " +
        "expect, later. A test is about one alert, by its labels (alert) or as an event in a file (event); nothing " +
        "else fires. alerting replay runs several events.")]
    [InlineData("receivers: [chat]", "Unknown key \"receivers\" in a test. \"receivers\" belongs under " +
        "tests.expect or tests.later. A test is about one alert")]
    [InlineData("expect: { reasons: Mute }", "Unknown reason \"Mute\". ")]
    [InlineData("expect: { reasons: Mute }", "MutedByTime")]
    [InlineData("expect: { reasons: Mute }", "docs/state.md lists all reasons.")]
    public async Task An_unknown_word_in_a_test_shows_what_to_write(string written, string expected)
    {
        var expect = written.StartsWith("expect", StringComparison.Ordinal) ? "" : ", expect: { receivers: [chat] }";

        var result = await TestAsync($"  - {{ alert: {{ name: orders, severity: error }}{expect}, {written} }}\n");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(expected, Case.Sensitive);
        result.Error.Split('\n').ShouldAllBe(line => line.Length < 400);
    }

    private static async Task<CliResult> TestAsync(string tests, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("alerting-test").FullName;
        var (config, file) = (Path.Combine(folder, "alerting.yaml"), Path.Combine(folder, "one.yaml"));
        await File.WriteAllTextAsync(config, """
            receivers:
              phone: { sms: "+447700900001" }
              inbox: { sns: "arn:aws:sns:eu-west-1:123456789012:alerts" }
              chat: { slack: "${ssm:/chat}" }
            routes:
              - { name: pages, match: ['severity =~ "critical|error"'], to: [phone, inbox, chat] }
              - { name: rest, to: [chat] }
            """);
        await File.WriteAllTextAsync(file, "config: alerting.yaml\ntests:\n" + tests);
        var result = await CliProcess.RunAsync(Nothing, ["test", file, .. options]);
        Directory.Delete(folder, recursive: true);
        return result;
    }
}
