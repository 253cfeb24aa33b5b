using Alerting.Aws.State;
using Alerting.Aws.Tests.Deployment;
using Alerting.TestServers;
using Amazon.DynamoDBv2.Model;

namespace Alerting.Aws.Tests.CrashSafety;

/// <summary>
/// The process of a function is killed before or after one of its calls, and what it was working on comes again to another:
/// the alarm is told once, or, where nobody can know whether the channel had it, once more and never less.
/// </summary>
public sealed class CrashTests(MotoServer moto)
{
    private const string Group = "group";
    private const string Deliver = "deliver";

    [Theory]
    [InlineData("GetItem", false)]
    [InlineData("GetItem", true)]
    [InlineData("PutItem", false)]
    [InlineData("PutItem", true)]
    [InlineData("SendMessageBatch", false)]
    [InlineData("SendMessageBatch", true)]
    public async Task A_group_function_that_dies_loses_nothing_and_tells_nothing_twice(string call, bool afterwards)
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.InvokePendingAsync("intake");

        await stack.DieOverAsync(Group, stack.GroupsQueue, DeathAt(stack, Group, call, afterwards));
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(1, stack.Logs);
        stack.Chat.Requests[0].Body.ShouldContain("ERROR: disk");
        await ResolutionIsNotifiedOnceAsync(stack);
    }

    [Theory]
    [InlineData("PutItem", 1, false, 1)]
    [InlineData("PutItem", 1, true, 1)]
    // The chat has it, and nobody knows: better twice than never.
    [InlineData("PutItem", 2, false, 2)]
    [InlineData("PutItem", 2, true, 1)]
    public async Task A_deliver_function_that_dies_loses_nothing(string call, int occurrence, bool afterwards, int expected)
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.InvokePendingAsync("intake");
        await stack.InvokePendingAsync("group");

        await stack.DieOverAsync(Deliver, stack.DeliveriesQueue, DeathAt(stack, Deliver, call, afterwards, occurrence));
        await EndLeasesAsync(stack);
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(expected, stack.Logs);
        stack.Chat.Requests.Select(post => post.Body).Distinct().Count().ShouldBe(1);
        await ResolutionIsNotifiedOnceAsync(stack);
    }

    private static async Task ResolutionIsNotifiedOnceAsync(DeployedStack stack)
    {
        var before = stack.Chat.Requests.Count;
        await stack.PublishAsync(DeployedStack.Alarm("disk", "OK").Replace("2026-11-14T02:4", "2026-11-14T03:4", StringComparison.Ordinal));
        await stack.RunAsync();

        stack.Chat.Requests.Skip(before).ShouldHaveSingleItem(stack.Logs).Body.ShouldContain("RESOLVED: disk");
    }

    /// <summary>Has the role's process die at a call, once. The task ends when it is dead.</summary>
    private static Task DeathAt(DeployedStack stack, string role, string call, bool afterwards, int occurrence = 1)
    {
        var death = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = 0;
        async Task DieAsync()
        {
            await stack.KillAsync(role);
            death.SetResult();
        }
        if (afterwards)
            stack.Proxy.Done = action => action == call && ++seen == occurrence ? DieAsync() : Task.CompletedTask;
        else
            stack.Proxy.Intercept = action => action == call && ++seen == occurrence ? Gone(DieAsync()) : null;
        return death.Task;
    }

    /// <summary>Nobody is there to read it any more.</summary>
    private static HttpReply Gone(Task death)
    {
        death.Wait();
        return HttpReply.Text(500, "", "text/plain");
    }

    /// <summary>What the half minute does in which a claim holds whose owner died.</summary>
    private static async Task EndLeasesAsync(DeployedStack stack)
    {
        var items = await stack.Resources.Dynamo.ScanAsync(new ScanRequest { TableName = stack.Table });
        foreach (var item in items.Items.Where(item => item.ContainsKey("lease")))
        {
            await stack.Resources.Dynamo.UpdateItemAsync(new UpdateItemRequest
            {
                TableName = stack.Table,
                Key = Item.Key(item["pk"].S, item["sk"].S),
                UpdateExpression = "SET lease = :past",
                ExpressionAttributeValues = new() { [":past"] = Item.Number(0) },
            });
        }
    }
}
