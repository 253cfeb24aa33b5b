using System.Net;
using Alerting.TestServers;

namespace Alerting.Playground.Tests;

/// <summary>Whether messages leave the playground, and whether they do not.</summary>
public sealed class LiveTests
{
    [Fact]
    public async Task Live_really_sends_says_so_and_shows_what_was_sent()
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
    public async Task Otherwise_nothing_leaves_whatever_the_configuration_says()
    {
        await using var receiver = new RecordingHttpServer();
        await using var playground = PlaygroundServer.StartWith(("config", Config(receiver.Uri)));

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var state = await playground.UntilAsync(now => now.On("webhook").Count == 1, "the message");

        state.Status.GetProperty("isLive").GetBoolean().ShouldBeFalse();
        receiver.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Live_how_a_channel_behaves_is_not_ours_to_set()
    {
        await using var receiver = new RecordingHttpServer();
        await using var playground = PlaygroundServer.StartWith(("live", "true"), ("config", Config(receiver.Uri)));

        using var answer = await playground.Http.PutAsync(new Uri("/api/channels/webhook/fault", UriKind.Relative), new StringContent("""{"fault":"500"}"""));

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("With --live the channels themselves answer");
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
