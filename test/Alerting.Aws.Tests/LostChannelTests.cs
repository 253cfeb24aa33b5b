using Alerting.Aws.Tests.Deployment;
using Alerting.Cli.Tests;
using Alerting.TestServers;

namespace Alerting.Aws.Tests;

/// <summary>A channel that is away for a day. What waits in between is not waited for: the queue hands it out at once.</summary>
public sealed class LostChannelTests(MotoServer moto)
{
    private const string ByName = "routes: [{ to: chat, group_by: [name] }]";

    /// <summary>As services are when they are down: away, broken, and asking to be left alone for a day.</summary>
    private static readonly HttpReply[] Away =
    [
        HttpReply.Ok with { Abort = true },
        HttpReply.Text(500, "", "text/plain"),
        HttpReply.Text(503, "", "text/plain") with { Headers = new Dictionary<string, string> { ["Retry-After"] = "86400" } },
    ];

    [Fact]
    public async Task Without_a_fallback_it_is_kept_with_the_reason_and_comes_once_when_the_channel_is_back()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByName);
        stack.IsHurried = true;
        var (tries, isBack) = (0, false);
        stack.Chat.Responder = _ => Task.FromResult(isBack ? HttpReply.Ok : Away[Math.Min(tries++, Away.Length - 1)]);
        foreach (var name in (string[])["disk", "memory"])
            await stack.PublishAsync(DeployedStack.Alarm(name));
        await stack.RunAsync();

        tries.ShouldBeGreaterThanOrEqualTo(2 * 14, stack.Logs);
        var listed = await CliAsync(stack, "list", "--json");
        listed.Output.ShouldContain("ERROR: disk");
        listed.Output.ShouldContain("ERROR: memory");
        listed.Output.ShouldContain("gave up after 14 attempts");
        listed.Output.ShouldNotContain("secret-path");

        // The same channel refuses still: nothing is lost by trying too early.
        (await CliAsync(stack, "redrive", "--all")).ExitCode.ShouldBe(0);
        await stack.RunAsync();
        (await CliAsync(stack, "list")).Output.ShouldContain("ERROR: memory");

        isBack = true;
        var before = stack.Chat.Requests.Count;
        (await CliAsync(stack, "redrive", "--all")).Output.ShouldContain("2 of 2 redriven.");
        await stack.RunAsync();

        var notified = stack.Chat.Requests.Skip(before).Select(post => post.Body).ToArray();
        notified.Length.ShouldBe(2, stack.Logs);
        notified.ShouldContain(body => body.Contains("ERROR: disk", StringComparison.Ordinal));
        notified.ShouldContain(body => body.Contains("ERROR: memory", StringComparison.Ordinal));
        (await CliAsync(stack, "list")).Output.ShouldBe("No dead letters.\n");
        // Its end comes too, for those who were told are those who were told in the end.
        await stack.PublishAsync(DeployedStack.Alarm("disk", "OK").Replace("2026-11-14T02:4", "2026-11-15T03:4", StringComparison.Ordinal));
        await stack.RunAsync();
        stack.Chat.Requests[^1].Body.ShouldContain("RESOLVED: disk");
        stack.Logs.ShouldNotContain("secret-path");
    }

    [Fact]
    public async Task With_a_fallback_that_is_told_after_six_tries_and_why()
    {
        await using var services = new ChatServices();
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByName, chatKeys: ", fallback: room",
            receivers: $$"""  room: { mattermost: { url: "{{services.Root("mattermost")}}/hooks/abcdefgh" } }""");
        stack.IsHurried = true;
        stack.Chat.Reply(HttpReply.Text(503, "", "text/plain") with { Headers = new Dictionary<string, string> { ["Retry-After"] = "20" } });

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(6, stack.Logs);
        var notified = services.Requests.ShouldHaveSingleItem(stack.Logs).Body;
        notified.ShouldContain("disk");
        notified.ShouldContain("Could not reach chat by slack: HTTP 503; gave up after 6 attempts");
        (await stack.ReceiveAsync(stack.UndeliveredQueue)).ShouldBeEmpty();
    }

    [Fact]
    public async Task With_a_fallback_a_service_that_is_silent_until_the_functions_time_is_up_is_given_up_as_well()
    {
        await using var services = new ChatServices();
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByName, chatKeys: ", fallback: room",
            receivers: $$"""  room: { mattermost: { url: "{{services.Root("mattermost")}}/hooks/abcdefgh" } }""");
        stack.IsHurried = true;
        stack.GiveFunctions(TimeSpan.FromSeconds(4));
        var never = new TaskCompletionSource<HttpReply>();
        stack.Chat.Responder = _ => never.Task;

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();
        never.SetResult(HttpReply.Ok);

        stack.Chat.Requests.Count.ShouldBe(6, stack.Logs);
        services.Requests.ShouldHaveSingleItem(stack.Logs).Body.ShouldContain(
            "Could not reach chat by slack: no answer within the function's time; gave up after 6 attempts");
        (await stack.ReceiveAsync(stack.UndeliveredQueue)).ShouldBeEmpty();
    }

    [Fact]
    public async Task With_a_fallback_a_service_that_asks_to_wait_for_long_is_not_waited_for()
    {
        await using var services = new ChatServices();
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByName, chatKeys: ", fallback: room",
            receivers: $$"""  room: { mattermost: { url: "{{services.Root("mattermost")}}/hooks/abcdefgh" } }""");
        stack.IsHurried = true;
        stack.Chat.Reply(Away[^1]);

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(1, stack.Logs);
        services.Requests.ShouldHaveSingleItem(stack.Logs).Body.ShouldContain(
            "Could not reach chat by slack: HTTP 503; the service asked to wait 1 h, so the fallback is used");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_was_told_in_its_place_hears_the_end_and_of_no_other(bool isBack)
    {
        await using var services = new ChatServices();
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByName, chatKeys: ", fallback: room",
            receivers: $$"""  room: { mattermost: { url: "{{services.Root("mattermost")}}/hooks/abcdefgh" } }""");
        stack.IsHurried = true;
        stack.Chat.Reply(HttpReply.Text(404, "no_service", "text/plain"));
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();
        services.Requests.ShouldHaveSingleItem(stack.Logs);

        if (isBack)
            stack.Chat.Reply(HttpReply.Ok);
        await stack.PublishAsync(DeployedStack.Alarm("disk", "OK").Replace("2026-11-14T02:4", "2026-11-14T03:4", StringComparison.Ordinal));
        await stack.RunAsync();
        stack.Chat.Reply(HttpReply.Ok);
        await stack.PublishAsync(DeployedStack.Alarm("memory"));
        await stack.RunAsync();
        await stack.PublishAsync(DeployedStack.Alarm("memory", "OK").Replace("2026-11-14T02:4", "2026-11-14T03:4", StringComparison.Ordinal));
        await stack.RunAsync();

        services.Requests.Count.ShouldBe(2, stack.Logs);
        services.Requests[1].Body.ShouldContain("RESOLVED");
        services.Requests[1].Body.ShouldContain(isBack
            ? "Could not reach chat while this was firing. Sent to room too."
            : "Could not reach chat by slack");
        stack.Chat.Requests[^1].Body.ShouldContain("RESOLVED: memory");
    }

    [Fact]
    public async Task What_is_for_a_receiver_that_was_renamed_meanwhile_is_kept_and_comes_when_there_is_one_again()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByName);
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.InvokePendingAsync("intake");
        await stack.InvokePendingAsync("group");
        await stack.ConfigureAsync(yaml => yaml.Replace("chat", "room", StringComparison.Ordinal));
        await stack.RunAsync();

        var listed = await CliAsync(stack, "list", "--json");
        listed.Output.ShouldContain("ERROR: disk");
        listed.Output.ShouldContain("chat by no channel: the receiver is not in the configuration; chat has no fallback");
        stack.Logs.ShouldContain("Somebody was not reached: chat by no channel: the receiver is not in the configuration");
        stack.Chat.Requests.ShouldBeEmpty();

        await stack.ConfigureAsync(yaml => yaml.Replace("room", "chat", StringComparison.Ordinal));
        await stack.KillAsync("deliver");
        (await CliAsync(stack, "redrive", "--all")).ExitCode.ShouldBe(0);
        await stack.RunAsync();
        stack.Chat.Requests.ShouldHaveSingleItem(stack.Logs).Body.ShouldContain("ERROR: disk");
    }

    [Fact]
    public async Task A_receiver_that_groups_learnt_of_first_is_looked_up_at_once()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByName);
        await stack.ConfigureByParameterAsync();
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();
        // The deliver function stays warm, with what it read a moment ago.
        await stack.ConfigureAsync(yaml => yaml.Replace("to: chat", "to: room", StringComparison.Ordinal).Replace("  chat: {", "  room: {", StringComparison.Ordinal));
        await stack.KillAsync("alarm");
        await stack.KillAsync("group");
        await stack.PublishAsync(DeployedStack.Alarm("memory"));
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(2, stack.Logs);
        stack.Chat.Requests[1].Body.ShouldContain("ERROR: memory");
        stack.Logs.ShouldNotContain("Somebody was not reached");
    }

    [Fact]
    public async Task A_service_that_hangs_is_left_after_ten_seconds_and_holds_up_nobody()
    {
        await using var services = new ChatServices();
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, "routes: [{ to: [chat, room], group_by: [name] }]",
            receivers: $$"""  room: { mattermost: { url: "{{services.Root("mattermost")}}/hooks/abcdefgh" } }""");
        var never = new TaskCompletionSource<HttpReply>();
        stack.Chat.Responder = _ => never.Task;

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.InvokePendingAsync("intake");
        await stack.InvokePendingAsync("group");
        var delivering = stack.InvokePendingAsync("deliver");
        while (services.Requests.Count == 0 && !delivering.IsCompleted)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        delivering.IsCompleted.ShouldBeFalse("the other channel was told while this one hangs");
        await delivering;

        stack.Logs.ShouldContain("timed out after 10 s");
        never.SetResult(HttpReply.Ok);
        stack.Chat.Reply(HttpReply.Ok);
        await stack.RunAsync(until: () => stack.Chat.Requests.Count > 1);
        await stack.RunAsync();
        services.Requests.Count.ShouldBe(1, "it is not told anew");
    }

    private static Task<CliResult> CliAsync(DeployedStack stack, params string[] arguments) => CliProcess.RunAsync(stack.Environment, ["dead", .. arguments]);
}
