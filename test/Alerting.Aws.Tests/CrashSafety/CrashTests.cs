using System.Diagnostics;
using Alerting.Aws.State;
using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;
using Amazon.DynamoDBv2.Model;

namespace Alerting.Aws.Tests.CrashSafety;

/// <summary>
/// Kills a function's process before or after one of its calls; another process gets the same message again. The alarm
/// is sent exactly once, or twice where the process died before it could record that the channel accepted it.
/// </summary>
/// <remarks>
/// The scenario <c>A_crash_at_any_step_sends_each_notification_under_one_id</c> does the same in memory, so a plain
/// <c>dotnet test</c> leaves these out.
/// </remarks>
[Slow]
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
    public async Task A_group_function_that_dies_loses_nothing_and_notifies_once(string call, bool afterwards)
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.InvokePendingAsync("intake");

        await stack.DieOverAsync(Group, stack.GroupsQueue, KillAt(stack, Group, call, afterwards));
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(1, stack.Logs);
        stack.Chat.Requests[0].Body.ShouldContain("ERROR: disk");
        await ResolvedIsSentOnceAsync(stack);
    }

    [Theory]
    [InlineData("PutItem", 1, false, 1)]
    [InlineData("PutItem", 1, true, 1)]
    // The chat accepted it, but that was not recorded. A duplicate is better than a missing page.
    [InlineData("PutItem", 2, false, 2)]
    [InlineData("PutItem", 2, true, 1)]
    public async Task A_deliver_function_that_dies_loses_nothing(string call, int occurrence, bool afterwards,
        int expected)
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.InvokePendingAsync("intake");
        await stack.InvokePendingAsync("group");

        await stack.DieOverAsync(Deliver, stack.DeliveriesQueue, KillAt(stack, Deliver, call, afterwards, occurrence));
        await ExpireLeasesAsync(stack);
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(expected, stack.Logs);
        stack.Chat.Requests.Select(post => post.Body).Distinct().Count().ShouldBe(1);
        await ResolvedIsSentOnceAsync(stack);
    }

    /// <summary>With the queues' own visibility timeouts, in real time.</summary>
    [Theory]
    [Slow]
    [InlineData(Group, "GroupsQueue")]
    [InlineData(Deliver, "DeliveriesQueue")]
    public async Task A_crash_costs_a_page_the_visibility_timeout(string role, string queue)
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.InvokePendingAsync("intake");
        if (role == Deliver)
            await stack.InvokePendingAsync(Group);
        var timeout = TemplatePolicies.Current.VisibilityTimeoutOf(queue);

        var death = KillAt(stack, role, "PutItem", afterwards: true);
        var began = Stopwatch.StartNew();
        await stack.DieOverAsync(role, role == Group ? stack.GroupsQueue : stack.DeliveriesQueue, death, timeout);
        await stack.RunAsync(until: () => stack.Chat.Requests.Count > 0);

        // How much later depends on this machine: a new process must start.
        began.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(timeout - 1), stack.Logs);
        stack.Chat.Requests.ShouldHaveSingleItem(stack.Logs);
    }

    private static async Task ResolvedIsSentOnceAsync(DeployedStack stack)
    {
        var before = stack.Chat.Requests.Count;
        await stack.PublishAsync(
            DeployedStack.Alarm("disk", "OK").Replace("2026-11-14T02:4", "2026-11-14T03:4", StringComparison.Ordinal));
        await stack.RunAsync();

        stack.Chat.Requests.Skip(before).ShouldHaveSingleItem(stack.Logs).Body.ShouldMatch("RESOLVED[^:]*: disk");
    }

    /// <summary>Kills the role's process at a call, once. The task completes when it is dead.</summary>
    private static Task KillAt(DeployedStack stack, string role, string call, bool afterwards, int occurrence = 1)
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
            stack.Proxy.Intercept = action => action == call && ++seen == occurrence ? ReplyAfter(DieAsync()) : null;
        return death.Task;
    }

    /// <summary>The process is dead, so the reply does not matter.</summary>
    private static HttpReply ReplyAfter(Task death)
    {
        death.Wait();
        return HttpReply.Text(500, "", "text/plain");
    }

    /// <summary>Lets the claims of dead processes expire without waiting half a minute.</summary>
    internal static async Task ExpireLeasesAsync(DeployedStack stack)
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
