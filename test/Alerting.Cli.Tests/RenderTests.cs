namespace Alerting.Cli.Tests;

public sealed class RenderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alerting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Writes_the_message_of_every_channel()
    {
        var (config, shown) = (Path.Combine(_folder, "alerting.yaml"), Path.Combine(_folder, "shown"));
        await File.WriteAllTextAsync(config, """
            accounts: { "123456789012": prod }
            receivers: { phone: { sms: "+442079460000" } }
            routes: [{ to: phone }]
            """, TestContext.Current.CancellationToken);
        var run = await CliProcess.RunAsync(new Dictionary<string, string>(), "render", Event(), "--all",
            "--out", shown, "--config", config, "--at", "2026-11-14T02:41:00Z");

        run.ExitCode.ShouldBe(0, run.Error);
        var files = Directory.GetFiles(shown).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);
        files.ShouldBe(
        [
            "discord.json", "email.html", "email.txt", "google_chat.json", "mattermost.json", "ntfy.json",
            "opsgenie.json", "pagerduty.json", "slack.json", "sms.txt", "sns.json", "teams.json", "telegram.json",
            "webhook.json",
        ]);
        (await File.ReadAllTextAsync(Path.Combine(shown, "email.html"), TestContext.Current.CancellationToken))
            .ShouldContain("<title>ERROR: orders-api errors (prod)</title>");
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(14);
    }

    [Theory]
    [InlineData("Which channel? Add --channel KIND, or --all --out DIR for all of them.")]
    [InlineData("--all needs a folder. Add --out DIR.", "--all")]
    [InlineData("--out needs --all.", "--out", "x")]
    [InlineData("--all takes neither --channel nor --acknowledge. Remove it.",
        "--all", "--out", "x", "--channel", "sms")]
    public async Task Says_which_option_is_missing(string sentence, params string[] options)
    {
        var run = await CliProcess.RunAsync(new Dictionary<string, string>(), ["render", Event(), .. options]);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(sentence);
    }

    private static string Event() => Path.Combine(AppContext.BaseDirectory, "events/cloudwatch-alarm/alarm.json");
}
