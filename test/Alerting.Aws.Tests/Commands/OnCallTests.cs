using System.Text.Json;
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

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Somebody_takes_over_and_the_next_page_goes_there()
    {
        await using var stack = await DeployedStack.CreateAsync(
            moto.Uri, People + "routes: [{ to: [oncall, chat] }]", "  oncall: { on_call: primary }\n");
        await stack.ConfigureAsync(
            yaml => yaml.Replace("http://localhost:1/", $"{stack.Chat.Uri}", StringComparison.Ordinal));
        var config = Path.Combine(_folder, "alerting.yaml");
        await File.WriteAllTextAsync(config,
            People + "receivers: { oncall: { on_call: primary } }\nroutes: [to: oncall]\n",
            TestContext.Current.CancellationToken);

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

        Task<CliResult> CliAsync(DeployedStack of, params string[] arguments) =>
            CliProcess.RunAsync(new Dictionary<string, string>(of.Environment),
                ["oncall", .. arguments, "--config", config, "--table", of.Table]);
    }
}
