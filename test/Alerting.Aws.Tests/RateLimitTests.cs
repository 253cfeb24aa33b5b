using Alerting.Aws.Tests.Deployment;
using Amazon.DynamoDBv2.Model;

namespace Alerting.Aws.Tests;

/// <summary>A rate limit in the whole pipeline, on real protocols.</summary>
public sealed class RateLimitTests(MotoServer moto)
{
    private const string ByName = "routes: [{ to: chat, group_by: [name] }]";

    [Fact]
    public async Task Of_five_alarms_two_are_sent_one_carries_the_notice_and_two_are_dropped_with_a_logged_reason()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByName, chatKeys: ", budget: 2/10m");
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
        {
            await stack.PublishAsync(DeployedStack.Alarm(name));
            await stack.RunAsync();
        }

        stack.Chat.Requests.Count.ShouldBe(3, stack.Logs);
        stack.Chat.Requests[0].Body.ShouldNotContain("Rate limit");
        stack.Chat.Requests[2].Body.ShouldContain("ERROR: c");
        stack.Chat.Requests[2].Body.ShouldContain(
            "Rate limit 2 per 10 min reached. Further messages are dropped until ");
        stack.Logs.ShouldContain("Suppress chat: Rate limit 2 per 10 min reached; 1 dropped so far.");
        stack.Logs.ShouldContain("Suppress chat: Rate limit 2 per 10 min reached; 2 dropped so far.");
        (await stack.ReceiveAsync(stack.UndeliveredQueue)).ShouldBeEmpty(
            "a dropped message is logged; it is not a dead letter");

        // Resolved notifications are sent for the alerts that were sent, not for the dropped ones.
        foreach (var name in (string[])["a", "d"])
        {
            await stack.PublishAsync(DeployedStack.Alarm(name, "OK")
                .Replace("2026-11-14T02:4", "2026-11-14T03:4", StringComparison.Ordinal));
            await stack.RunAsync();
        }
        stack.Chat.Requests.Count.ShouldBe(4, stack.Logs);
        stack.Chat.Requests[3].Body.ShouldMatch("RESOLVED[^:]*: a");
        stack.Logs.ShouldContain("Suppress chat: Rate limited, like its firing notification.");
    }

    [Fact]
    public async Task A_repeated_delivery_is_neither_counted_nor_sent_again()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByName, chatKeys: ", budget: 1/10m");
        await stack.PublishAsync(DeployedStack.Alarm("a"));
        await stack.RunAsync();
        await stack.PublishAsync(DeployedStack.Alarm("b"));
        await stack.RunAsync();
        await stack.PublishAsync(DeployedStack.Alarm("c"));
        await stack.InvokePendingAsync("intake");
        await stack.InvokePendingAsync("group");
        // The function drops it and dies before its response reaches SQS.
        var dropped = (await stack.ReceiveAsync(stack.DeliveriesQueue)).ShouldHaveSingleItem();
        await stack.InvokeAsync("deliver", DeployedStack.ToEvent([dropped]));
        dropped.Attributes["ApproximateReceiveCount"] = "2";
        await stack.InvokeAsync("deliver", DeployedStack.ToEvent([dropped]));

        stack.Chat.Requests.Count.ShouldBe(2, stack.Logs);
        stack.Logs.ShouldContain("Rate limited when it first arrived.");
        var ledger = await stack.Resources.Dynamo.GetItemAsync(new GetItemRequest
        {
            TableName = stack.Environment["ALERTING_TABLE"],
            Key = new() { ["pk"] = new("budget#chat"), ["sk"] = new("ledger") },
        }, TestContext.Current.CancellationToken);
        ledger.Item["v"].N.ShouldBe("3", "three messages were counted, once each");
    }
}
