using System.Text.Json;
using Alerting.Aws.State;
using Alerting.Aws.Tests.Deployment;
using Alerting.Cli.Tests;

namespace Alerting.Aws.Tests.Commands;

/// <summary><c>alerting oncall</c> with a deployment's table.</summary>
public sealed class OnCallTests(MotoServer moto) : IDisposable
{
    private const string People = """
        people:
          ann: { webhook: "http://localhost:1/ann" }
          bob: { webhook: "http://localhost:1/bob" }
        schedules: { primary: { layers: { rotation: [ann] } } }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("alerting-").FullName;

    private const string Turns = """
        people:
          ann: { webhook: "http://localhost:1/ann" }
          bob: { webhook: "http://localhost:1/bob" }
          cy: { webhook: "http://localhost:1/cy" }
        schedules: { primary: { layers: { rotation: [ann, bob], every: 1w, from: 2026-01-05 } } }

        """;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Somebody_takes_over_and_the_next_page_goes_there()
    {
        await using var stack = await DeployedStack.CreateAsync(
            moto.Uri, People + "routes: [{ to: [oncall, chat] }]", "  oncall: { on_call: primary }\n");
        await stack.ConfigureAsync(
            yaml => yaml.Replace("http://localhost:1/", $"{stack.Chat.Uri}", StringComparison.Ordinal));
        var config = await ConfigAsync(People);

        var added = await CliAsync(stack, "override", "primary", "bob", "--for", "2h", "--comment", "ill", "--json");
        var shown = await CliAsync(stack, "show", "primary", "--json");
        await stack.PublishAsync(DeployedStack.Alarm("disk-1"));
        await stack.RunAsync();
        var id = JsonDocument.Parse(added.Output).RootElement.GetProperty("id").GetString()!;
        var wrong = await CliAsync(stack, "override", "primary", "bob", "--instead-of", "bob", "--from",
            "2030-01-01T00:00:00Z", "--for", "1h");
        var removed = await CliAsync(stack, "override", "primary", "--remove", id, "--json");
        var after = await CliAsync(stack, "show", "primary", "--json");

        added.ExitCode.ShouldBe(0, added.Error);
        shown.Output.ShouldContain("\"onCall\":[\"bob\"]");
        stack.Chat.Requests.Count(post => post.Path.EndsWith("/bob", StringComparison.Ordinal)).ShouldBe(1, stack.Logs);
        stack.Chat.Requests.ShouldAllBe(post => !post.Path.EndsWith("/ann", StringComparison.Ordinal));
        (wrong.ExitCode, wrong.Error.Contains("bob is not on call then", StringComparison.Ordinal)).ShouldBe((2, true));
        removed.ExitCode.ShouldBe(0, removed.Error);
        await SubscribesAsync(stack);
        after.Output.ShouldContain("\"onCall\":[\"ann\"]");

        async Task SubscribesAsync(DeployedStack of)
        {
            (await CliAsync(of, "calendar", "--link")).Error.ShouldStartWith("alerting: Name the URL for answers (output Ans");
            var link = (await CliAsync(of, "calendar", "primary", "--link", "--url", "https://alerts.example.com/")).Output;
            link.ShouldMatch(@"^https://alerts\.example\.com/calendar/[\w-]{22}\.ics\n$");
            var path = new Uri(link.Trim()).AbsolutePath;
            (await GetAsync(of, path)).ShouldStartWith("404 This stack serves no calendars.");
            await of.ServeAnswersAsync();
            await of.KillAsync("webhook");
            (await GetAsync(of, path)).ShouldMatch("^200 BEGIN:VCALENDAR(?s).*SUMMARY:ann \\(primary\\)");
            (await GetAsync(of, "/calendar/AAAAAAAAAAAAAAAAAAAAAA.ics")).ShouldStartWith("404 This link is unknown or was");
            var id = (await CliAsync(of, "calendar", "--links")).Output.Split(' ')[0];
            (await CliAsync(of, "calendar", "--revoke", id)).Output.ShouldBe($"Revoked {id}: primary, everybody.\n");
            (await GetAsync(of, path)).ShouldStartWith("404 This link is unknown or was revoked.");
        }

        static async Task<string> GetAsync(DeployedStack of, string path)
        {
            var (status, body) = await AnswerLinkTests.RequestAsync(of, "GET", path);
            return $"{status} {body}";
        }

        Task<CliResult> CliAsync(DeployedStack of, params string[] arguments) => RunAsync(of, config, arguments);
    }

    [Fact]
    public async Task Two_people_swap_turns_and_the_next_page_goes_to_the_other()
    {
        await using var stack = await DeployedStack.CreateAsync(
            moto.Uri, Turns + "routes: [{ to: [oncall, chat] }]", "  oncall: { on_call: primary }\n");
        await stack.ConfigureAsync(
            yaml => yaml.Replace("http://localhost:1/", $"{stack.Chat.Uri}", StringComparison.Ordinal));
        var config = await ConfigAsync(Turns);
        var before = OnCall(await RunAsync(stack, config, "show", "primary", "--json"));

        var swapped = await RunAsync(stack, config, "swap", "primary", "ann", "bob", "--comment", "a wedding", "--json");
        await stack.PublishAsync(DeployedStack.Alarm("disk-1"));
        await stack.RunAsync();

        swapped.ExitCode.ShouldBe(0, swapped.Error);
        swapped.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2, swapped.Output);
        var after = OnCall(await RunAsync(stack, config, "show", "primary", "--json"));
        (before, after).ShouldBeOneOf(("ann", "bob"), ("bob", "ann"));
        stack.Chat.Requests.Count(post => post.Path == $"/{after}").ShouldBe(1, stack.Logs);
        stack.Chat.Requests.ShouldAllBe(post => post.Path != $"/{before}");
    }

    [Theory]
    [InlineData("override primary zoe --for 1h", "Unknown person \"zoe\"")]
    [InlineData("override primry bob --for 1h", "Unknown schedule \"primry\"")]
    [InlineData("override primary bob --from 2026-01-10T00:00:00Z --for 1h",
        "The override would end before it takes effect. Choose a later end.")]
    [InlineData("swap primary ann zoe", "Unknown person \"zoe\"")]
    [InlineData("swap primry ann bob", "Unknown schedule \"primry\"")]
    [InlineData("swap primary ann cy", "ann and cy do not both have a turn in primary then.")]
    [InlineData("swap primary ann ann", "ann and ann do not both have a turn in primary then.")]
    [InlineData("swap primary ann bob --from 2026-01-06T00:00:00Z --until 2026-01-20T00:00:00Z",
        "These turns are over. Choose a later --from or --until.")]
    public async Task What_would_change_nothing_is_refused_and_not_stored(string arguments, string sentence)
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, "routes: [{ to: chat }]");
        var config = await ConfigAsync(Turns);

        var refused = await RunAsync(stack, config, arguments.Split(' '));

        (refused.ExitCode, refused.Error.Contains(sentence, StringComparison.Ordinal)).ShouldBe((2, true), refused.Error);
        (await new DynamoOnCall(new AlertingTable(stack.Resources.Dynamo, stack.Table))
            .ListAsync(TestContext.Current.CancellationToken)).Overrides.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_overrides_at_the_same_time_the_later_one_counts()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, "routes: [{ to: chat }]");
        var config = await ConfigAsync(Turns);

        (await RunAsync(stack, config, "override", "primary", "bob", "--for", "4h")).ExitCode.ShouldBe(0);
        (await RunAsync(stack, config, "override", "primary", "cy", "--for", "2h")).ExitCode.ShouldBe(0);

        OnCall(await RunAsync(stack, config, "show", "primary", "--json")).ShouldBe("cy");
        var later = TimeProvider.System.GetUtcNow().AddHours(3).ToString("O", null);
        OnCall(await RunAsync(stack, config, "show", "primary", "--json", "--at", later)).ShouldBe("bob");
    }

    private static string OnCall(CliResult shown)
    {
        shown.ExitCode.ShouldBe(0, shown.Error);
        return JsonDocument.Parse(shown.Output.Split('\n')[0], default).RootElement
            .GetProperty("onCall")[0].GetString()!;
    }

    private async Task<string> ConfigAsync(string people)
    {
        var path = Path.Combine(_folder, "alerting.yaml");
        await File.WriteAllTextAsync(path, people + "receivers: { oncall: { on_call: primary } }\nroutes: [to: oncall]\n",
            TestContext.Current.CancellationToken);
        return path;
    }

    private static Task<CliResult> RunAsync(DeployedStack stack, string config, params string[] arguments) =>
        CliProcess.RunAsync(new Dictionary<string, string>(stack.Environment),
            ["oncall", .. arguments, "--config", config, "--table", stack.Table]);
}
