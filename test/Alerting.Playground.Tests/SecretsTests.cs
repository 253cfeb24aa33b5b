using System.Text;
using System.Text.Json.Nodes;
using Alerting.TestKit;

namespace Alerting.Playground.Tests;

/// <summary>Nothing that the playground's API answers shows a secret that is planted in events and silences.</summary>
public sealed class SecretsTests
{
    [Fact]
    public async Task The_API_shows_no_secret()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.ConfigureAsync("rate_limit: 20/h", $"group_by: [{PlantedSecrets.GroupBy}]");
        var answers = new StringBuilder();
        answers.Append(await AnswerAsync(playground, "/api/silences", new JsonObject
        {
            ["matchers"] = new JsonArray("name = \"orders login password=planted-hunter2\""),
            ["minutes"] = 60, ["comment"] = "password=planted-hunter2",
        }.ToJsonString()));
        answers.Append(await AnswerAsync(playground, "/api/silences", """{"matchers":["password=planted-hunter2 ="]}"""));
        foreach (var (_, body) in PlantedSecrets.Events)
            answers.Append(await AnswerAsync(playground, "/events", body));
        answers.Append(await AnswerAsync(playground, "/alertmanager", PlantedSecrets.Alertmanager()));
        await playground.MoveAsync("5m");
        var state = await playground.UntilAsync(now => now.IsSettled && now.Messages.Count > 20, "messages");

        answers.Append(state.Json.GetRawText()).Append(await GetAsync(playground, "/metrics"));
        foreach (var message in state.Messages)
        {
            var id = message.Text("id");
            answers.Append(await GetAsync(playground, $"/api/messages/{id}/payload"));
            if (message.Text("channel") == "email")
                answers.Append(await GetAsync(playground, $"/mail/{id}"));
        }

        answers.ToString().ShouldContain("redacted");
        PlantedSecrets.In(answers.ToString()).ShouldBeEmpty();
    }

    private static Task<string> GetAsync(PlaygroundServer playground, string path) =>
        playground.Http.GetStringAsync(new Uri(path, UriKind.Relative));

    private static async Task<string> AnswerAsync(PlaygroundServer playground, string path, string body)
    {
        using var answer = await playground.PostAsync(path, body);
        return await answer.Content.ReadAsStringAsync();
    }
}
