using System.Collections.Concurrent;
using System.Text.Json;
using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;
using Alerting.Functions.Tests;
using Amazon.DynamoDBv2.Model;

namespace Alerting.Aws.Tests;

/// <summary>What comes beside a page in the deployed system: after it, in its message, and without delaying it.</summary>
public sealed class BesideTests(MotoServer moto)
{
    [Fact]
    public async Task A_page_names_the_deployment_before_it_and_the_alarm_beside_it()
    {
        await using var services = new ChatServices();
        await using var stack = await CreateAsync(services);
        stack.Set("ALERTING_BESIDE_CHANGES", "on");
        stack.Set("ALERTING_BESIDE_LOG_GROUPS", "/aws/lambda/*");
        stack.Proxy.Intercept = action => action == "FilterLogEvents"
            ? HttpReply.Text(200, """
                {"events":[{"logStreamName":"s","timestamp":1794624000000,"eventId":"1",
                "message":"ERROR no more connections"}]}
                """)
            : null;
        await stack.PublishAsync(Deployment);
        await stack.PublishAsync(DeployedStack.Alarm("orders-api latency"));
        await stack.RunAsync(until: () => services.Requests.Count == 2);

        await stack.PublishAsync(DeployedStack.Alarm("orders-api errors"));
        await stack.RunAsync(until: () => services.Requests.Count == 4);
        await stack.RunAsync();

        string[] paths = [.. services.Requests.Skip(2).Select(request => request.Path)];
        paths.ShouldBe(["/slack/api/chat.postMessage", "/slack/api/chat.update"], stack.Logs);
        var (page, update) = (services.Requests[^2], services.Requests[^1]);
        page.Body.ShouldNotContain("min before");
        update.Body.ShouldContain("4 min before\\norders deployed (CodeDeploy, production)");
        update.Body.ShouldContain("Likely cause\\n1 × no more connections", Case.Insensitive, stack.Logs + update.Body);
        update.Body.ShouldContain("Seen together\\n1 other alarm in");
        update.Body.ShouldContain("ERROR: orders-api errors");
        JsonDocument.Parse(update.Body).RootElement.GetProperty("ts").GetString().ShouldBe("1401383885.000062");
        stack.Logs.ShouldContain("Beside the page to room by slack");
        (await RecordsAsync(stack)).ShouldContain(text => text.Contains("Beside the page to room by slack"));
    }

    /// <summary>PagePathTests has the calls without it.</summary>
    [Fact]
    public async Task Until_the_page_is_delivered_the_calls_are_the_same()
    {
        await using var services = new ChatServices();
        await using var stack = await CreateAsync(services);
        stack.Set("ALERTING_BESIDE_CHANGES", "on");
        await stack.PublishAsync(DeployedStack.Alarm("first"));
        await stack.RunAsync(until: () => services.Requests.Count == 1 && stack.Proxy.Calls.ContainsKey("Query"));
        await stack.RunAsync();
        var sent = services.Requests.Count;
        var (before, after) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        stack.Proxy.InterceptRequest = (action, request) =>
        {
            if (action == "Query" && !request.Body.Contains("recent#", StringComparison.Ordinal))
                return null;
            (services.Requests.Count == sent ? before : after).Enqueue(action);
            return null;
        };

        await stack.PublishAsync(DeployedStack.Alarm("second"));
        await stack.RunAsync(until: () => after.Contains("Query"));
        await stack.RunAsync();

        // To the group and to the pages. The third is queued when the page is delivered.
        before.Count(action => action == "SendMessageBatch").ShouldBe(2, stack.Logs);
        before.ShouldNotContain("Query");
        after.Count(action => action == "SendMessageBatch").ShouldBe(1, stack.Logs);
        after.Count(action => action == "Query").ShouldBe(2, stack.Logs);
    }

    [Fact]
    public async Task Without_the_table_it_is_left_out_and_the_page_is_not()
    {
        await using var services = new ChatServices();
        await using var stack = await CreateAsync(services);
        stack.Set("ALERTING_BESIDE_CHANGES", "on");
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.InvokePendingAsync("intake");
        await stack.InvokePendingAsync("group");
        stack.Proxy.Intercept = action => action is "Query"
            ? HttpReply.Text(400,
                """{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"gone"}""",
                "application/x-amz-json-1.0")
            : null;

        await stack.RunAsync(until: () => stack.Logs.Contains("Left out beside", StringComparison.Ordinal));

        services.Requests.ShouldHaveSingleItem(stack.Logs);
        stack.Logs.ShouldContain("Left out beside the page to room: changes and other alarms");
        (await stack.CountAsync(stack.UndeliveredQueue)).ShouldBe(0);
    }

    private static string Deployment { get; } = Events.Text("codedeploy/success.json")
        .Replace("2026-11-14T03:10:00Z", "2026-11-14T02:36:00Z", StringComparison.Ordinal);

    private static async Task<string[]> RecordsAsync(DeployedStack stack)
    {
        var all = await stack.Resources.Dynamo.ScanAsync(
            new ScanRequest(stack.Table), TestContext.Current.CancellationToken);
        return [.. all.Items.Where(item => item["pk"].S.StartsWith("incident#", StringComparison.Ordinal)
            && item.GetValueOrDefault("entries")?.S is not null).Select(item => item["entries"].S)];
    }

    private Task<DeployedStack> CreateAsync(ChatServices services) => DeployedStack.CreateAsync(moto.Uri,
        "routes: [{ to: room, group_by: [name] }]", hasPagesQueue: true, receivers:
        $$"""  room: { slack: { token: xoxb-abcdefgh, channel: "#alerts", api_url: "{{services.Root("slack")}}/api" } }""");
}
