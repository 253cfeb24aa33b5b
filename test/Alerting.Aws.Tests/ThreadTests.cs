using System.Text.Json;
using Alerting.Aws.Tests.Deployment;
using Alerting.Cli.Tests;
using Alerting.Fakes;
using Amazon.DynamoDBv2.Model;

namespace Alerting.Aws.Tests;

/// <summary>A thread's first message is shared between instances of the function.</summary>
public sealed class ThreadTests(MotoServer moto)
{
    [Theory]
    [InlineData("slack", "POST", "/slack/api/chat.update", "ts", "1401383885.000061")]
    [InlineData("discord", "PATCH", "/discord/api/webhooks/123/abcdefgh/messages/1234567890123456789", null, null)]
    [InlineData("telegram", "POST", "/telegram/bot123456:abcdefgh/editMessageText", "message_id", "4711")]
    public async Task The_resolved_notification_edits_the_first_message_and_replies_to_it(string kind, string method,
        string path, string? property, string? value)
    {
        await using var services = new ChatServices();
        await using var stack = await CreateAsync(kind, services);

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();
        services.Requests.Count.ShouldBe(1, stack.Logs);

        await stack.PublishAsync(
            DeployedStack.Alarm("disk", "OK").Replace("2026-11-14T02:4", "2026-11-14T03:4", StringComparison.Ordinal));
        await stack.RunAsync();

        services.Requests.Count.ShouldBe(3, stack.Logs);
        var edit = services.Requests[1];
        (edit.Method, edit.Path).ShouldBe((method, path));
        edit.Body.ShouldContain("RESOLVED");
        if (property is not null)
            JsonDocument.Parse(edit.Body).RootElement.GetProperty(property).ToString().ShouldBe(value);
        stack.Logs.ShouldNotContain("abcdefgh");
    }

    [Fact]
    public async Task The_first_message_shows_who_is_on_it_and_then_that_it_is_resolved()
    {
        await using var services = new ChatServices();
        await using var stack = await CreateAsync("slack", services);
        string[] Edits() => [.. services.Requests
            .Where(request => request.Path.EndsWith("chat.update", StringComparison.Ordinal)).Select(each => each.Body)];
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();

        var answer = CliProcess.RunAsync(new Dictionary<string, string>(stack.Environment), ["incidents", "ack", "disk",
            "--by", "Ann", "--table", stack.Table, "--groups", stack.GroupsQueue]);
        await stack.RunAsync(until: () => answer.IsCompleted);
        (await answer).ExitCode.ShouldBe(0, (await answer).Error);
        await stack.RunAsync(until: () => Edits().Length == 1);
        await stack.PublishAsync(
            DeployedStack.Alarm("disk", "OK").Replace("2026-11-14T02:4", "2026-11-14T03:4", StringComparison.Ordinal));
        await stack.RunAsync(until: () => Edits().Length == 2);

        Edits()[0].ShouldContain("Acknowledged by Ann");
        Edits()[0].ShouldNotContain("RESOLVED");
        Edits()[1].ShouldContain("RESOLVED");
        Edits().ShouldAllBe(edit =>
            JsonDocument.Parse(edit).RootElement.GetProperty("ts").GetString() == "1401383885.000061");
    }

    [Fact]
    public async Task Later_messages_reply_in_the_thread_and_a_new_incident_starts_another()
    {
        await using var services = new ChatServices();
        await using var stack = await CreateAsync("slack", services);

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();
        await stack.PublishAsync(DeployedStack.Alarm("memory"));
        await stack.RunAsync();
        await stack.TickUntilAsync(() => services.Requests.Count > 1);
        foreach (var name in (string[])["disk", "memory"])
        {
            await stack.PublishAsync(DeployedStack.Alarm(name, "OK")
                .Replace("2026-11-14T02:4", "2026-11-14T03:4", StringComparison.Ordinal));
        }
        await stack.RunAsync();
        await stack.TickUntilAsync(() =>
            services.Requests.Any(request => request.Path.EndsWith("chat.update", StringComparison.Ordinal)));
        await stack.PublishAsync(
            DeployedStack.Alarm("disk").Replace("2026-11-14T02:4", "2026-11-14T04:4", StringComparison.Ordinal));
        await stack.RunAsync();

        var posts = services.Requests.Where(request => request.Path.EndsWith("postMessage", StringComparison.Ordinal))
            .Select(request => JsonDocument.Parse(request.Body).RootElement).ToArray();
        posts.Length.ShouldBeGreaterThanOrEqualTo(4, stack.Logs);
        posts[0].TryGetProperty("thread_ts", out _).ShouldBeFalse();
        posts[1..^1].ShouldAllBe(post => post.GetProperty("thread_ts").GetString() == "1401383885.000061");
        posts[^1].TryGetProperty("thread_ts", out _).ShouldBeFalse("it starts another thread");
        (await ItemsAsync(stack)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Without_the_table_the_message_is_sent_without_a_thread()
    {
        await using var services = new ChatServices();
        await using var stack = await CreateAsync("slack", services);
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.InvokePendingAsync("intake");
        await stack.InvokePendingAsync("group");
        stack.Proxy.Intercept = action => action is "GetItem" or "PutItem"
            ? HttpReply.Text(400,
                """{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"gone"}""",
                "application/x-amz-json-1.0")
            : null;

        await stack.RunAsync();

        services.Requests.ShouldHaveSingleItem(stack.Logs);
    }

    private static async Task<List<Dictionary<string, AttributeValue>>> ItemsAsync(DeployedStack stack)
    {
        var all = await stack.Resources.Dynamo.ScanAsync(new ScanRequest(stack.Environment["ALERTING_TABLE"]),
            TestContext.Current.CancellationToken);
        var threads = all.Items.Where(item => item["pk"].S.StartsWith("thread#", StringComparison.Ordinal)).ToList();
        threads.ShouldAllBe(item => item.ContainsKey("expires"));
        return threads;
    }

    private Task<DeployedStack> CreateAsync(string kind, ChatServices services) => DeployedStack.CreateAsync(moto.Uri,
        "routes: [{ to: room, group_by: [account], interval: 1s }]", receivers: kind switch
        {
            "slack" => $$"""  room: { slack: { token: xoxb-abcdefgh, channel: "#alerts", api_url: "{{services.Root("slack")}}/api" } }""",
            "discord" => $$"""  room: { discord: "{{services.Root("discord")}}/api/webhooks/123/abcdefgh" }""",
            _ => $$"""  room: { telegram: { token: "123456:abcdefgh", chat: "-100123", api_url: "{{services.Root("telegram")}}" } }""",
        });
}
