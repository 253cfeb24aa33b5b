using System.Text.Json.Nodes;
using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;
using Alerting.Grouping;
using Amazon.SQS.Model;

namespace Alerting.Aws.Tests;

/// <summary>The group function's response for batches with failing messages.</summary>
public sealed class GroupFunctionTests(MotoServer moto)
{
    private const string ByAccount = "routes: [{ to: chat, group_by: [account] }]";

    private static readonly HttpReply Throttled = HttpReply.Text(400,
        """{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"slow down"}""", "application/x-amz-json-1.0");

    [Fact]
    public async Task After_a_failure_only_the_later_messages_of_the_same_group_fail_too()
    {
        await using var stack =
            await DeployedStack.CreateAsync(moto.Uri, "routes: [{ to: chat, group_by: [name], interval: 2s }]");
        var (disk, other) = (await MessageAsync(stack, "disk"), await MessageAsync(stack, "other"));
        var broken = disk.Attributes["MessageGroupId"];
        stack.Proxy.InterceptRequest = (action, request) =>
            action == "PutItem" && request.Body.Contains($"group#{broken}", StringComparison.Ordinal)
                ? Throttled
                : null;

        var failed = await FailedAsync(stack, disk, other, Copy(disk, "second-of-disk"));

        failed.ShouldBe([disk.MessageId, "second-of-disk"]);
        stack.Chat.Requests.ShouldBeEmpty();
        // Both are hidden for the same time, which keeps their order.
        stack.Proxy.Calls["ChangeMessageVisibility"].ShouldBe(2);
    }

    /// <summary>What comes before a page in its batch, and what else fails, does not delay it.</summary>
    [Theory]
    [InlineData("GetItem")]
    [InlineData("PutItem")]
    public async Task Each_page_of_a_batch_is_notified_after_the_first_failure_and_once(string failing)
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByAccount);
        foreach (var (minute, (name, state, severity)) in (((string, string, string)[])
            [("old", "OK", "error"), ("slow", "ALARM", "warning"), ("disk", "ALARM", "error"),
                ("disk", "ALARM", "critical"), ("memory", "ALARM", "error")]).Index())
        {
            await stack.PublishAsync(DeployedStack.Alarm(name, state)
                .Replace("2026-11-14T02:4", $"2026-11-14T03:{minute}", StringComparison.Ordinal)
                .Replace("Orders fail", $"[{severity}] Orders fail", StringComparison.Ordinal));
            await stack.InvokePendingAsync("intake");
        }
        var messages = await stack.ReceiveAsync(stack.GroupsQueue);
        messages.Count.ShouldBe(5, stack.Logs);
        stack.Proxy.Intercept = action => action == failing ? Throttled : null;

        (await FailedAsync(stack, [.. messages])).Length.ShouldBe(messages.Count, stack.Logs);

        (await PagesAsync(stack)).ShouldBe(["disk", "disk", "memory"], stack.Logs);
        // The table is still away, and the messages come again.
        (await FailedAsync(stack, Again(messages, 2))).Length.ShouldBe(messages.Count);
        // The two about "disk" are claimed at the same time: the earlier one is left out if the later one is sent first.
        await stack.RunAsync(until: () => stack.Chat.Requests.Count == 3
            || stack.Chat.Requests.Count == 2 && stack.Logs.Contains("[Superseded]", StringComparison.Ordinal));

        var sent = stack.Chat.Requests.Count;

        stack.Proxy.Intercept = _ => null;
        (await FailedAsync(stack, Again(messages, 3))).ShouldBeEmpty(stack.Logs);
        await stack.RunAsync();
        // Recording both pages about "disk" may say [Superseded] of the earlier one now: it was sent before.
        stack.Chat.Requests.Count.ShouldBe(sent, $"the pages are known, and the warning waits for others\n{stack.Logs}");
    }

    [Fact]
    public async Task A_page_without_state_joins_the_incident_that_is_open()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByAccount);
        (await FailedAsync(stack, await MessageAsync(stack, "disk"))).ShouldBeEmpty();
        await stack.Resources.Sqs.PurgeQueueAsync(stack.GroupsQueue, TestContext.Current.CancellationToken);
        var memory = await MessageAsync(stack, "memory");
        // The process may remember the group, and then needs only to write it.
        stack.Proxy.Intercept = action => action is "GetItem" or "PutItem" ? Throttled : null;

        (await FailedAsync(stack, memory)).ShouldHaveSingleItem();

        var queued = await stack.ReceiveAsync(stack.DeliveriesQueue);
        queued.Count.ShouldBe(2, stack.Logs);
        queued.Select(message => JsonNode.Parse(message.Body)!["thread"]!.GetValue<string>()).Distinct()
            .ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Another_process_does_not_page_again_after_each_retry()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByAccount);
        var disk = await MessageAsync(stack, "disk");
        stack.Proxy.Intercept = action => action == "GetItem" ? Throttled : null;

        foreach (var (attempt, expected) in ((int, int)[])[(1, 1), (3, 1), (4, 2)])
        {
            await stack.KillAsync("group");
            (await FailedAsync(stack, Again([disk], attempt))).ShouldHaveSingleItem();
            (await PagesAsync(stack)).Length.ShouldBe(expected, $"attempt {attempt}: {stack.Logs}");
        }
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("""{"to":{"key":"k","routeId":"r"},"message":{"type":"sung","version":1}}""")]
    [InlineData("""{"message":{"type":"wake","version":1}}""")]
    [InlineData("""{"to":{"key":null,"routeId":null},"message":{"type":"wake","version":1}}""")]
    public async Task An_unreadable_message_becomes_a_dead_letter_and_blocks_nothing(string body)
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        var disk = await MessageAsync(stack, "disk");

        (await FailedAsync(stack, Copy(disk, "unreadable", body), disk)).ShouldBeEmpty(stack.Logs);

        var kept = (await stack.ReceiveAsync(stack.UndeliveredQueue)).ShouldHaveSingleItem();
        kept.Body.ShouldBe(body);
        kept.MessageAttributes["reason"].StringValue.ShouldBe("Cannot read this group message.");
        (await stack.ReceiveAsync(stack.DeliveriesQueue)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_message_of_a_newer_deployment_stays_in_the_queue()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        var newer = Copy(await MessageAsync(stack, "disk"), "newer",
            """{"to":{"key":"k","routeId":"r"},"message":{"type":"sung","version":99}}""");
        newer.Attributes["ApproximateReceiveCount"] = "50";

        (await FailedAsync(stack, newer)).ShouldBe(["newer"]);

        stack.Logs.ShouldContain($"The message has version 99, but this function reads only up to version {GroupMessage.CurrentVersion}");
        (await stack.ReceiveAsync(stack.UndeliveredQueue)).ShouldBeEmpty();
    }

    /// <summary>The group message of an alarm.</summary>
    private static async Task<Message> MessageAsync(DeployedStack stack, string alarm)
    {
        await stack.PublishAsync(DeployedStack.Alarm(alarm));
        await stack.InvokePendingAsync("intake");
        return (await stack.ReceiveAsync(stack.GroupsQueue)).ShouldHaveSingleItem(stack.Logs);
    }

    /// <summary>The alarms in the deliveries queue, which stay there.</summary>
    private static async Task<string[]> PagesAsync(DeployedStack stack)
    {
        var queued = await stack.ReceiveAsync(stack.DeliveriesQueue);
        foreach (var message in queued)
            await stack.Resources.Sqs.ChangeMessageVisibilityAsync(stack.DeliveriesQueue, message.ReceiptHandle, 0);
        return [.. queued.Select(message => JsonNode.Parse(message.Body)!["alerts"]![0]!["signal"]!["name"]!
            .GetValue<string>()).Order()];
    }

    /// <summary>Handed out again, for the given time.</summary>
    private static Message[] Again(IEnumerable<Message> messages, int attempt) => [.. messages.Select(message =>
    {
        var again = Copy(message, message.MessageId);
        again.Attributes["ApproximateReceiveCount"] = $"{attempt}";
        return again;
    })];

    private static Message Copy(Message message, string id, string? body = null) => new()
    {
        MessageId = id,
        Body = body ?? message.Body,
        ReceiptHandle = message.ReceiptHandle,
        Attributes = new Dictionary<string, string>(message.Attributes),
    };

    private static async Task<string[]> FailedAsync(DeployedStack stack, params Message[] messages)
    {
        var answer = JsonNode.Parse(await stack.InvokeAsync("group", DeployedStack.ToEvent(messages)))!;
        return [.. answer["batchItemFailures"]!.AsArray().Select(item => item!["itemIdentifier"]!.GetValue<string>())];
    }
}
