using System.Net;
using Alerting.Fakes;

namespace Alerting.Playground.Tests;

public sealed class LiveTests
{
    [Fact]
    public async Task Live_mode_sends_and_shows_the_real_message()
    {
        await using var receiver = new RecordingHttpServer();
        await using var playground = PlaygroundServer.StartWith(("live", "true"), ("config", Config(receiver.Uri)));

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var posts = await receiver.WaitForAsync(1);
        var state = await playground.UntilAsync(now => now.On("webhook").Count == 1, "the message");

        state.Status.GetProperty("isLive").GetBoolean().ShouldBeTrue();
        posts[0].Body.ShouldBe(state.On("webhook")[0].Text("body"));
        state.On("webhook")[0].GetProperty("size").GetProperty("limit").GetInt32().ShouldBe(256 * 1024);
    }

    [Fact]
    public async Task Without_live_nothing_is_sent()
    {
        await using var receiver = new RecordingHttpServer();
        await using var playground = PlaygroundServer.StartWith(("config", Config(receiver.Uri)));

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var state = await playground.UntilAsync(now => now.On("webhook").Count == 1, "the message");

        state.Status.GetProperty("isLive").GetBoolean().ShouldBeFalse();
        receiver.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Faults_cannot_be_set_in_live_mode()
    {
        await using var receiver = new RecordingHttpServer();
        await using var playground = PlaygroundServer.StartWith(("live", "true"), ("config", Config(receiver.Uri)));

        using var answer = await playground.Http.PutAsync(new Uri("/api/channels/webhook/fault", UriKind.Relative),
            new StringContent("""{"fault":"500"}"""));

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("With --live the real services answer");
    }

    private static string Config(Uri receiver)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("playground-").FullName, "alerting.yaml");
        File.WriteAllText(file, $$"""
            receivers: { desk: { webhook: { url: "{{receiver}}hook" } } }
            routes: [{ to: desk }]
            """);
        return file;
    }
}
