using System.Text.Json;
using Alerting.Playground.Setup;

namespace Alerting.Playground.Tests;

public sealed class ConfigTests
{
    [Fact]
    public async Task An_invalid_configuration_reports_line_and_column_and_changes_nothing()
    {
        await using var playground = PlaygroundServer.Start();
        const string broken = "receivers:\n  chat: { slack: \"https://hooks.slack.com/x\" }\nroutes:\n  - to: [chta]\n";

        using var check =
            await playground.Http.PostAsync(new Uri("/api/config/check", UriKind.Relative), new StringContent(broken));
        using var put =
            await playground.Http.PutAsync(new Uri("/api/config", UriKind.Relative), new StringContent(broken));

        foreach (var answer in (HttpResponseMessage[])[check, put])
        {
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            json.RootElement.GetProperty("isValid").GetBoolean().ShouldBeFalse();
            var error = json.RootElement.GetProperty("errors")[0];
            (error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32()).ShouldBe((4, 10));
            error.Text("text").ShouldContain("Did you mean \"chat\"?");
        }
        (await playground.Http.GetStringAsync(new Uri("/api/config", UriKind.Relative))).ShouldContain(
            "the playground simulates each");
    }

    [Fact]
    public async Task A_new_configuration_applies_at_once_and_groups_keep_their_state()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        await playground.UntilAsync(now => now.Messages.Count >= 10, "a message on every channel");
        const string config = """
            receivers: { chat: { teams: "https://example.com/hook" } }
            routes:
              - name: pages
                match: ['severity =~ "critical|error"']
                to: [chat]
                group_by: [account, region, service, dim_FunctionName]
              - to: [chat]
            """;

        using var put =
            await playground.Http.PutAsync(new Uri("/api/config", UriKind.Relative), new StringContent(config));
        await playground.FireAsync("rds/storage-full.json");
        var state = await playground.UntilAsync(now => now.On("teams").Count >= 2,
            "a message in Teams with the new configuration");

        put.EnsureSuccessStatusCode();
        state.Texts.Count.ShouldBe(1);
        state.Alerts.Count.ShouldBe(2);
    }

    [Fact]
    public void The_built_in_configuration_and_the_shipped_one_are_valid()
    {
        var own = new PlaygroundConfig(new PlaygroundOptions());
        var shipped = new PlaygroundConfig(
            new PlaygroundOptions { ConfigPath = Path.Combine(AppContext.BaseDirectory, "alerting.yaml") });

        foreach (var config in (PlaygroundConfig[])[own, shipped])
        {
            var result = config.Load(config.ReadText());
            result.Errors.ShouldBeEmpty();
            // Every variable has an example value, so every channel shows something.
            result.Config!.Receivers.Values.SelectMany(receiver => receiver.Targets)
                .ShouldAllBe(target => !target.Address.IsEmpty);
        }
    }

    [Fact]
    public async Task Sample_secrets_have_the_format_of_their_channel()
    {
        var config = new PlaygroundConfig(new PlaygroundOptions());
        var read = SampleSecrets.For(config.Load(config.ReadText()).Config!);

        (await read("/alerting/telegram-token", CancellationToken.None)).ShouldMatch("^[0-9]+:[A-Za-z0-9_-]+$");
        (await read("/alerting/pagerduty", CancellationToken.None)).Length.ShouldBe(32);
        (await read("/alerting/teams-webhook", CancellationToken.None)).ShouldStartWith("https://");
    }

    [Theory]
    [InlineData("--port", "'x' is not a port. Write a number from 0 to 65535.", "--port", "x")]
    [InlineData("--config", "--config needs a value.", "--config")]
    [InlineData("--what", "Unknown option '--what'.", "--what")]
    [InlineData("--live", "add --config FILE", "--live")]
    public void A_wrong_command_line_gets_one_sentence(string _, string sentence, params string[] args) =>
        PlaygroundOptions.Parse(args).Problem!.ShouldContain(sentence);

    [Fact]
    public void The_command_line_is_parsed()
    {
        var (options, problem) = PlaygroundOptions.Parse(["--config=my.yaml", "--port", "0", "--live"]);

        problem.ShouldBeNull();
        options.ShouldBe(new PlaygroundOptions { ConfigPath = "my.yaml", Port = 0, IsLive = true });
    }
}
