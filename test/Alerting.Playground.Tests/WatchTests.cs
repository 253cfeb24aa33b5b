using System.Net;
using System.Text;

namespace Alerting.Playground.Tests;

/// <summary>Heartbeats and checks of the configuration.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task A_check_that_fails_fires_and_resolves_when_it_passes()
    {
        await using var playground = PlaygroundServer.Start();

        (await SetAsync(playground, "shop", isDown: true)).ShouldBe(HttpStatusCode.OK);
        await playground.MoveAsync("5m");
        await playground.UntilAsync(
            now => now.Texts.Any(text => text.Contains("shop did not answer", StringComparison.Ordinal)),
            "a text about the shop");

        await SetAsync(playground, "shop", isDown: false);
        await playground.MoveAsync("5m");
        await playground.UntilAsync(
            now => now.Texts.Any(text => text.StartsWith("RESOLVED", StringComparison.Ordinal)),
            "a text that it is up again");
        (await SetAsync(playground, "shp", isDown: true)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_heartbeat_is_recorded_and_its_absence_shown()
    {
        await using var playground = PlaygroundServer.Start();

        (await playground.PostAsync("/heartbeat/weekly-report", "")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await playground.PostAsync("/heartbeat/weekly", "")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var heartbeat = (await playground.StateAsync()).Status.GetProperty("heartbeats")[0];
        heartbeat.GetProperty("last").GetDateTimeOffset().ShouldBe(PlaygroundServer.Evening, TimeSpan.FromMinutes(1));
        for (var day = 0; day < 8; day++)
            await playground.MoveAsync("1d");

        var state = await playground.UntilAsync(
            now => now.Status.GetProperty("heartbeats")[0].GetProperty("isMissing").GetBoolean(), "it is missing");
        state.Timeline.ShouldContain(entry =>
            entry.Text("title").StartsWith("weekly-report has not reported since", StringComparison.Ordinal));
    }

    private static async Task<HttpStatusCode> SetAsync(PlaygroundServer playground, string name, bool isDown)
    {
        using var body = new StringContent(
            $$"""{"isDown":{{(isDown ? "true" : "false")}}}""", Encoding.UTF8, "application/json");
        using var answer = await playground.Http.PutAsync(
            new Uri($"/api/checks/{name}", UriKind.Relative), body, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
