using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;

namespace Alerting.Aws.Tests;

/// <summary>A channel fails, and its fallback is notified. The test queue hands out retries at once.</summary>
public sealed class FallbackTests(MotoServer moto)
{
    private const string ByName = "routes: [{ to: chat, group_by: [name] }]";

    [Fact]
    public async Task A_fallback_is_notified_after_six_attempts_with_the_reason()
    {
        await using var services = new ChatServices();
        await using var stack = await WithFallbackAsync(services);
        stack.Chat.Reply(HttpReply.Text(503, "", "text/plain") with
            { Headers = new Dictionary<string, string> { ["Retry-After"] = "20" } });

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(6, stack.Logs);
        var notified = services.Requests.ShouldHaveSingleItem(stack.Logs).Body;
        notified.ShouldContain("disk");
        notified.ShouldContain("Could not reach chat by slack: HTTP 503; gave up after 6 attempts");
        (await stack.ReceiveAsync(stack.UndeliveredQueue)).ShouldBeEmpty();
    }

    [Fact]
    [Slow]
    public async Task A_fallback_is_notified_when_the_service_does_not_respond_within_the_functions_time()
    {
        await using var services = new ChatServices();
        await using var stack = await WithFallbackAsync(services);
        stack.GiveFunctions(TimeSpan.FromSeconds(6));
        var never = new TaskCompletionSource<HttpReply>();
        stack.Chat.Responder = _ => never.Task;

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();
        never.SetResult(HttpReply.Ok);

        // After three calls that hang the service is not called for a while; an attempt without a call counts, too.
        stack.Chat.Requests.Count.ShouldBeInRange(3, 6, stack.Logs);
        var notified = services.Requests.ShouldHaveSingleItem(stack.Logs).Body;
        notified.ShouldContain("Could not reach chat by slack: ");
        notified.ShouldContain("gave up after 6 attempts");
        (await stack.ReceiveAsync(stack.UndeliveredQueue)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fallback_is_notified_at_once_when_the_service_asks_for_a_long_wait()
    {
        await using var services = new ChatServices();
        await using var stack = await WithFallbackAsync(services);
        stack.Chat.Reply(HttpReply.Text(503, "", "text/plain") with
            { Headers = new Dictionary<string, string> { ["Retry-After"] = "86400" } });

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(1, stack.Logs);
        services.Requests.ShouldHaveSingleItem(stack.Logs).Body.ShouldContain(
            "Could not reach chat by slack: HTTP 503; the service asked to wait 1 h, so the fallback is used");
    }

    /// <summary>Two receivers fail; each falls back to the inbox, which the route may notify directly, too.</summary>
    [Theory]
    [InlineData("chat, room")]
    [InlineData("chat, room, inbox")]
    public async Task An_inbox_gets_the_alarm_once_and_its_end_once(string to)
    {
        await using var services = new ChatServices
        {
            Fault = (request, _) => Task.FromResult(request.Target.Contains("mattermost", StringComparison.Ordinal)
                ? HttpReply.Text(404, "") : null),
        };
        await using var stack = await DeployedStack.CreateAsync(
            moto.Uri, $"routes: [{{ to: [{to}], group_by: [name] }}]", chatKeys: ", fallback: inbox", receivers: $$"""
              room: { mattermost: { url: "{{services.Root("mattermost")}}/hooks/abcdefgh" }, fallback: inbox }
              inbox: { webhook: "{{services.Root("webhook")}}/x" }
            """);
        stack.IsHurried = true;
        stack.Chat.Reply(HttpReply.Text(404, "no_service", "text/plain"));

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();
        await stack.PublishAsync(
            DeployedStack.Alarm("disk", "OK").Replace("2026-11-14T02:4", "2026-11-14T03:4", StringComparison.Ordinal));
        await stack.RunAsync();

        services.Requests.Where(post => post.Target.Contains("webhook", StringComparison.Ordinal))
            .Count().ShouldBe(2, stack.Logs);
        (await stack.ReceiveAsync(stack.UndeliveredQueue)).ShouldBeEmpty();
        if (to.Contains("inbox", StringComparison.Ordinal))
            stack.Logs.ShouldContain("not sent to inbox: it gets this alert directly [FallbackNotified]");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_fallback_that_was_notified_gets_the_resolved_notification_and_no_others(bool isBack)
    {
        await using var services = new ChatServices();
        await using var stack = await WithFallbackAsync(services);
        stack.Chat.Reply(HttpReply.Text(404, "no_service", "text/plain"));
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();
        services.Requests.ShouldHaveSingleItem(stack.Logs);

        if (isBack)
            stack.Chat.Reply(HttpReply.Ok);
        await stack.PublishAsync(
            DeployedStack.Alarm("disk", "OK").Replace("2026-11-14T02:4", "2026-11-14T03:4", StringComparison.Ordinal));
        await stack.RunAsync();
        stack.Chat.Reply(HttpReply.Ok);
        await stack.PublishAsync(DeployedStack.Alarm("memory"));
        await stack.RunAsync();
        await stack.PublishAsync(DeployedStack.Alarm("memory", "OK")
            .Replace("2026-11-14T02:4", "2026-11-14T03:4", StringComparison.Ordinal));
        await stack.RunAsync();

        services.Requests.Count.ShouldBe(2, stack.Logs);
        services.Requests[1].Body.ShouldContain("RESOLVED");
        services.Requests[1].Body.ShouldContain(isBack
            ? "Could not reach chat while this was firing. Sent to room too."
            : "Could not reach chat by slack");
        stack.Chat.Requests[^1].Body.ShouldMatch("RESOLVED[^:]*: memory");
    }

    [Fact]
    [Slow]
    public async Task A_service_that_hangs_frees_its_slot_after_two_seconds_and_blocks_nothing()
    {
        await using var services = new ChatServices();
        await using var stack =
            await DeployedStack.CreateAsync(moto.Uri, "routes: [{ to: [chat, room], group_by: [name] }]",
            receivers: $$"""  room: { mattermost: { url: "{{services.Root("mattermost")}}/hooks/abcdefgh" } }""");
        var never = new TaskCompletionSource<HttpReply>();
        stack.Chat.Responder = _ => never.Task;

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.InvokePendingAsync("intake");
        await stack.InvokePendingAsync("group");
        var delivering = stack.InvokePendingAsync("deliver");
        await Task.WhenAny(services.WaitForAsync(1), delivering);
        delivering.IsCompleted.ShouldBeFalse("the other channel gets its message while this one hangs");
        await delivering;

        stack.Logs.ShouldContain("no answer within 2 s; the call goes on");
        never.SetResult(HttpReply.Ok);
        await stack.RunAsync();
        stack.Chat.Requests.Count.ShouldBe(1, "the call that went on was accepted, so there is no second");
        services.Requests.Count.ShouldBe(1, "it gets no duplicate");
    }

    /// <summary>Chat falls back to a room.</summary>
    private async Task<DeployedStack> WithFallbackAsync(ChatServices services)
    {
        var stack = await DeployedStack.CreateAsync(moto.Uri, ByName, chatKeys: ", fallback: room",
            receivers: $$"""  room: { mattermost: { url: "{{services.Root("mattermost")}}/hooks/abcdefgh" } }""");
        stack.IsHurried = true;
        return stack;
    }
}
