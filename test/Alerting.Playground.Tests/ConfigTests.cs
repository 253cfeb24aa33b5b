using System.Text.Json;
using Alerting.Playground.Setup;

namespace Alerting.Playground.Tests;

/// <summary>The configuration: the playground's own, one's own, and one that is being written.</summary>
public sealed class ConfigTests
{
    [Fact]
    public async Task A_mistake_is_told_with_its_line_and_column_and_changes_nothing()
    {
        await using var playground = PlaygroundServer.Start();
        const string broken = "receivers:\n  chat: { slack: \"https://hooks.slack.com/x\" }\nroutes:\n  - to: [chta]\n";

        using var check = await playground.Http.PostAsync(new Uri("/api/config/check", UriKind.Relative), new StringContent(broken));
        using var put = await playground.Http.PutAsync(new Uri("/api/config", UriKind.Relative), new StringContent(broken));

        foreach (var answer in (HttpResponseMessage[])[check, put])
        {
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            json.RootElement.GetProperty("isValid").GetBoolean().ShouldBeFalse();
            var error = json.RootElement.GetProperty("errors")[0];
            (error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32()).ShouldBe((4, 10));
            error.Text("text").ShouldContain("Did you mean \"chat\"?");
        }
        (await playground.Http.GetStringAsync(new Uri("/api/config", UriKind.Relative))).ShouldContain("playground answers in place");
    }

    [Fact]
    public async Task Another_configuration_is_in_force_at_once_and_groups_keep_what_they_know()
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

        using var put = await playground.Http.PutAsync(new Uri("/api/config", UriKind.Relative), new StringContent(config));
        await playground.FireAsync("rds/storage-full.json");
        var state = await playground.UntilAsync(now => now.On("teams").Count >= 2, "a message in Teams by the new configuration");

        put.EnsureSuccessStatusCode();
        state.Texts.Count.ShouldBe(1);
        state.Incidents.Count.ShouldBe(2);
    }

    [Fact]
    public void The_playgrounds_own_configuration_and_the_shipped_one_are_right()
    {
        var own = new PlaygroundConfig(new PlaygroundOptions());
        var shipped = new PlaygroundConfig(new PlaygroundOptions { ConfigPath = Path.Combine(AppContext.BaseDirectory, "alerting.yaml") });

        foreach (var config in (PlaygroundConfig[])[own, shipped])
        {
            var result = config.Load(config.ReadText());
            result.Errors.ShouldBeEmpty();
            // Nothing is left out for want of a variable: every channel has something to show.
            result.Config!.Receivers.Values.SelectMany(receiver => receiver.Targets).ShouldAllBe(target => !target.Address.IsEmpty);
        }
    }

    [Fact]
    public async Task Secrets_are_made_up_in_the_shape_their_places_ask_for()
    {
        var config = new PlaygroundConfig(new PlaygroundOptions());
        var read = SampleSecrets.For(config.Load(config.ReadText()).Config!);

        (await read("/alerting/telegram-token", CancellationToken.None)).ShouldMatch("^[0-9]+:[A-Za-z0-9_-]+$");
        (await read("/alerting/pagerduty", CancellationToken.None)).Length.ShouldBe(32);
        (await read("/alerting/teams-webhook", CancellationToken.None)).ShouldStartWith("https://");
    }

    [Theory]
    [InlineData("--port", "'x' is no port", "--port", "x")]
    [InlineData("--config", "--config needs a value.", "--config")]
    [InlineData("--what", "'--what' is not known here.", "--what")]
    [InlineData("--live", "name it with --config", "--live")]
    public void A_wrong_command_line_is_told_in_one_sentence(string _, string sentence, params string[] args) =>
        PlaygroundOptions.Parse(args).Problem!.ShouldContain(sentence);

    [Fact]
    public void The_command_line_is_read()
    {
        var (options, problem) = PlaygroundOptions.Parse(["--config=my.yaml", "--port", "0", "--live"]);

        problem.ShouldBeNull();
        options.ShouldBe(new PlaygroundOptions { ConfigPath = "my.yaml", Port = 0, IsLive = true });
    }
}
