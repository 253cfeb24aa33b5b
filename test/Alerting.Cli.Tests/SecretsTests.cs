using System.Text.Json.Nodes;
using Alerting.TestKit;

namespace Alerting.Cli.Tests;

/// <summary>No output of the command line shows a secret that is planted in events, silences and configurations.</summary>
public sealed class SecretsTests : IDisposable
{
    private static readonly Dictionary<string, string> NoVariables = [];

    private readonly string _folder = Directory.CreateTempSubdirectory("alerting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("explain")]
    [InlineData("explain", "--json")]
    [InlineData("replay")]
    [InlineData("replay", "--json")]
    [InlineData("render", "--channel", "webhook")]
    [InlineData("send")]
    public async Task A_verb_shows_no_secret(params string[] verb)
    {
        var config = await FileAsync("alerting.yaml", $$"""
            receivers: { phone: { sms: "+447700900123" }, chat: { slack: "${ssm:/chat}" } }
            routes: [{ to: [phone, chat], group_by: [{{PlantedSecrets.GroupBy}}] }]
            """);
        // A replay takes all events at once; of the alarms, a few stand for all.
        var inputs = verb[0] == "replay" ? [await FileAsync("lines.jsonl", Replay())]
            : await Task.WhenAll(PlantedSecrets.Events
                .Where(each => each.Name is "logs" or "unknown" || (verb[0] == "explain"
                    && (!each.Name.StartsWith("alarm", StringComparison.Ordinal) || each.Name == "alarm-05")))
                .Select(each => FileAsync(each.Name + ".json", each.Event)));
        foreach (var input in inputs)
        {
            var result = await CliProcess.RunAsync(NoVariables, [verb[0], input, "--config", config, .. verb[1..]]);

            (result.Output + result.Error).ShouldContain("redacted");
            PlantedSecrets.In(result.Output + result.Error).ShouldBeEmpty($"{input}: {result.Output}");
        }
    }

    [Theory]
    [InlineData("wait: 'password=planted-hunter2'")]
    [InlineData("match: ['password: planted-hunter2']")]
    public async Task An_error_quotes_no_secret(string key)
    {
        var config = await FileAsync("alerting.yaml",
            $"receivers: {{ chat: {{ slack: \"${{ssm:/chat}}\" }} }}\nroutes: [{{ to: chat, {key} }}]\n");

        var result = await CliProcess.RunAsync(NoVariables, "check", "--config", config);

        result.ExitCode.ShouldBe(1, result.Output);
        PlantedSecrets.In(result.Output + result.Error).ShouldBeEmpty();
    }

    private static string Replay()
    {
        var lines = PlantedSecrets.Events.Select(each => new JsonObject
        {
            ["at"] = "2026-11-14T02:41:00Z", ["event"] = JsonNode.Parse(each.Event),
        });
        var silence = new JsonObject
        {
            ["at"] = "2026-11-14T02:42:00Z",
            ["silence"] = new JsonObject
            {
                ["matchers"] = new JsonArray("name = \"orders login password=planted-hunter2\""),
                ["duration"] = "1h", ["comment"] = "password=planted-hunter2", ["author"] = "ann",
            },
        };
        return string.Join('\n', lines.Append(silence).Select(line => line.ToJsonString()));
    }

    private async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }
}
