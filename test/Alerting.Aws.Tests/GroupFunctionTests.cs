using System.Text.Json.Nodes;
using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;
using Amazon.SQS.Model;

namespace Alerting.Aws.Tests;

/// <summary>The group function's response for batches with failing messages.</summary>
public sealed class GroupFunctionTests(MotoServer moto)
{
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
            """{"to":{"key":"k","routeId":"r"},"message":{"type":"sung","version":3}}""");
        newer.Attributes["ApproximateReceiveCount"] = "50";

        (await FailedAsync(stack, newer)).ShouldBe(["newer"]);

        stack.Logs.ShouldContain("The message has version 3, but this function reads only up to version 2");
        (await stack.ReceiveAsync(stack.UndeliveredQueue)).ShouldBeEmpty();
    }

    /// <summary>The group message of an alarm.</summary>
    private static async Task<Message> MessageAsync(DeployedStack stack, string alarm)
    {
        await stack.PublishAsync(DeployedStack.Alarm(alarm));
        await stack.InvokePendingAsync("intake");
        return (await stack.ReceiveAsync(stack.GroupsQueue)).ShouldHaveSingleItem(stack.Logs);
    }

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
