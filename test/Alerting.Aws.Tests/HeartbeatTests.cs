using System.Text.Json.Nodes;
using Alerting.Aws.State;
using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;
using Alerting.Functions.Tests;
using Alerting.Heartbeats;

namespace Alerting.Aws.Tests;

/// <summary>Heartbeats of a deployed stack: recorded by the intake, watched by the tick.</summary>
public sealed class HeartbeatTests(MotoServer moto)
{
    private const string Config = """
        routes: [{ to: chat, repeat: never }]
        heartbeats: { job: { every: 1s, grace: 0s }, slow: { every: 1d } }
        """;

    [Fact]
    public async Task An_absence_fires_at_a_tick_and_the_next_one_resolves_at_once()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, Config);

        await FireAsync(stack);
        stack.Chat.Requests[0].Body.ShouldContain("ERROR: job has not reported since");
        stack.Chat.Requests.ShouldHaveSingleItem();

        (await BeatAsync(stack, "job")).ShouldBe((202, "Heartbeat job recorded."));
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(2, stack.Logs);
        stack.Chat.Requests[1].Body.ShouldMatch("RESOLVED[^:]*: job");
    }

    [Fact]
    public async Task A_misspelled_name_is_answered()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, Config);

        (await BeatAsync(stack, "slw")).ShouldBe((404, "Unknown heartbeat \"slw\". Did you mean \"slow\"?"));
    }

    /// <summary>The tick may die after it saved that the alert fires, or after it sent the alert.</summary>
    [Theory]
    [InlineData("SendMessageBatch", 1)]
    [InlineData("PutItem", 1)]
    [InlineData("PutItem", 2)]
    public async Task A_tick_that_fails_halfway_sends_one_alert(string action, int time)
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, Config);
        await stack.TickAsync();
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        var calls = 0;
        stack.Proxy.Intercept = called => called == action && Interlocked.Increment(ref calls) == time
            ? HttpReply.Text(400, """{"__type":"ResourceNotFoundException","message":"gone"}""",
                "application/x-amz-json-1.0")
            : null;

        (await Record.ExceptionAsync(stack.TickAsync)).ShouldNotBeNull();
        await FireAsync(stack);
        await stack.TickAsync();
        await stack.RunAsync();

        stack.Chat.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Groups_wake_although_heartbeats_cannot_be_read()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, "routes: [{ to: chat, wait: 1s }]");
        await stack.PublishAsync("""{"name":"disk","severity":"warning","status":"firing"}""");
        await stack.RunAsync();
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        stack.Proxy.InterceptRequest = (action, request) => action == "Query" && request.Body.Contains("heartbeats")
            ? HttpReply.Text(400, """{"__type":"ResourceNotFoundException","message":"gone"}""",
                "application/x-amz-json-1.0")
            : null;

        (await Record.ExceptionAsync(stack.TickAsync)).ShouldNotBeNull();
        await stack.RunAsync();

        stack.Chat.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_newest_time_is_kept()
    {
        using var resources = new Resources(moto.Uri);
        var store = new DynamoHeartbeats(await resources.CreateTableAsync());
        var cancellation = TestContext.Current.CancellationToken;
        var at = new DateTimeOffset(2026, 11, 14, 2, 40, 0, TimeSpan.Zero);
        var watch = new HeartbeatState { Since = at, Missed = at, FiringSince = at.AddHours(1), IsPending = true };

        (await store.RecordAsync(new Beat("job", at), cancellation)).ShouldBeNull();
        await store.SaveAsync("job", watch, cancellation);
        var known = await store.RecordAsync(new Beat("job", at.AddMinutes(-5)), cancellation);
        known.ShouldBe(watch with { LastBeat = at });
        await store.RecordAsync(new Beat("other", at.AddMinutes(5)), cancellation);

        var all = await store.ListAsync(cancellation);
        all["job"].ShouldBe(new StoredHeartbeat(watch, at));
        all["other"].ShouldBe(new StoredHeartbeat(null, at.AddMinutes(5)));

        await store.DeleteAsync("job", cancellation);
        (await store.ListAsync(cancellation)).Keys.ShouldBe(["other"]);
    }

    private static async Task FireAsync(DeployedStack stack)
    {
        await stack.TickUntilAsync(() => stack.Chat.Requests.Count > 0);
        await stack.RunAsync();
    }

    private static async Task<(int Status, string Message)> BeatAsync(DeployedStack stack, string name)
    {
        var answer = JsonNode.Parse(await stack.InvokeAsync("webhook", FunctionUrl.Event("GET", "/heartbeat/" + name, "",
            ("Authorization", "Bearer " + DeployedStack.WebhookToken))))!;
        var body = JsonNode.Parse(answer["body"]!.GetValue<string>())!;
        return (answer["statusCode"]!.GetValue<int>(), body["message"]!.GetValue<string>());
    }
}
