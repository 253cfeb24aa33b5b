using Alerting.Configuration;

namespace Alerting.Cli.Tests;

public class InitTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Theory]
    [InlineData("--phone +447700900001 --chat slack", "phone chat", "phone, chat")]
    [InlineData("--chat teams", "chat", "chat")]
    [InlineData("--email ops@example.com --phone +447700900001", "phone inbox", "phone, inbox")]
    [InlineData("--phone +447700900001", "phone", "phone")]
    public async Task A_first_configuration_is_valid(string options, string receivers, string pages)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("alerting-init").FullName, "alerting.yaml");

        var result = await CliProcess.RunAsync(Nothing,
            ["init", file, "--timezone", "Europe/London", "--hours", "mon-fri 09:00-17:30", .. options.Split(' ')]);

        (result.ExitCode, result.Error).ShouldBe((0, ""));
        result.Output.ShouldContain("alerting check");
        var read = ConfigFile.Load(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            file, name => name == "ALERT_EMAIL_TOPIC" ? "arn:aws:sns:eu-west-1:123456789012:mail" : null);
        read.Errors.Concat(read.Notes).ShouldBeEmpty();
        string.Join(' ', read.Config!.Receivers.Keys).ShouldBe(receivers);
        string.Join(", ", read.Config.Routes[0].To).ShouldBe(pages);
    }

    [Fact]
    public async Task A_file_is_replaced_only_with_force()
    {
        var file = Path.GetTempFileName();

        var refused = await CliProcess.RunAsync(Nothing, "init", file, "--chat", "slack");
        var left = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var forced = await CliProcess.RunAsync(Nothing, "init", file, "--chat", "slack", "--force");

        (refused.ExitCode, left, forced.ExitCode).ShouldBe((1, "", 0));
        refused.Error.ShouldContain("exists and is left as it is");
    }

    [Theory]
    [InlineData("", "Nobody would be notified. Give --phone, --email or --chat.")]
    [InlineData("--chat irc", "\"irc\" is not one of the chats. Write slack, teams, discord")]
    [InlineData("--phone 0700", "\"0700\" is not a phone number")]
    [InlineData("--chat slack --timezone London", "Did you mean \"Europe/London\"?")]
    [InlineData("--chat slack --hours always", "\"always\" is not business hours.")]
    public async Task A_mistake_gets_a_sentence_and_writes_nothing(string options, string expected)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("alerting-init").FullName, "alerting.yaml");

        var result = await CliProcess.RunAsync(
            Nothing, ["init", file, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(expected);
        File.Exists(file).ShouldBeFalse();
    }

    [Theory]
    [InlineData("alerting imp", "import")]
    [InlineData("alerting silence ad", "add")]
    [InlineData("alerting check --str", "--strict")]
    [InlineData("alerting completion z", "zsh")]
    public async Task A_shell_completes_what_is_typed(string line, string expected)
    {
        var result = await CliProcess.RunAsync(Nothing, $"[suggest:{line.Length}]", line);

        result.ExitCode.ShouldBe(0);
        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldContain(expected);
    }

    [Theory]
    [InlineData("bash", "complete ")]
    [InlineData("zsh", "compdef ")]
    [InlineData("fish", "complete ")]
    [InlineData("powershell", "Register-ArgumentCompleter ")]
    public async Task Each_shell_has_a_script(string shell, string expected) =>
        (await CliProcess.RunAsync(Nothing, "completion", shell)).Output.ShouldContain(expected);
}
