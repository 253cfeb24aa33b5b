using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;
using Amazon.SQS.Model;

namespace Alerting.Aws.Tests.CrashSafety;

/// <summary>Channel and table fail for a short time, and the last message is still the true one.</summary>
public sealed class OrderTests(MotoServer moto)
{
    private static readonly HttpReply Refused = HttpReply.Text(400,
        """{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"slow down"}""",
        "application/x-amz-json-1.0");

    /// <summary>The firing notification is retried after the end was sent.</summary>
    [Fact]
    public async Task A_few_500s_before_the_end_do_not_leave_it_firing()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        stack.Chat.Reply(HttpReply.Text(500, "", "text/plain"));
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        foreach (var stage in (string[])["intake", "group", "deliver"])
            await stack.InvokePendingAsync(stage);
        var failed = stack.Chat.Requests.Count;
        failed.ShouldBeGreaterThan(0, stack.Logs);

        stack.Chat.Reply(HttpReply.Ok);
        await ResolveAsync(stack);
        await stack.RunAsync(until: () => stack.Logs.Contains("[Superseded]", StringComparison.Ordinal));

        var sent = stack.Chat.Requests.Skip(failed).ShouldHaveSingleItem(stack.Logs).Body;
        sent.ShouldMatch("RESOLVED[^:]*: disk");
        sent.ShouldContain("delivered late");
    }

    /// <summary>
    /// A page goes without the table. Its end waits, although another process has it in the meantime.
    /// </summary>
    [Fact]
    public async Task What_can_wait_waits_for_the_table()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        stack.Proxy.InterceptRequest = (_, request) =>
            request.Body.Contains("order#", StringComparison.Ordinal) ? Refused : null;
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync(until: () => stack.Chat.Requests.Count == 1);
        await ResolveAsync(stack);
        await stack.RunAsync(until: () => stack.Logs.Contains("waits for the table", StringComparison.Ordinal));
        stack.Chat.Requests.ShouldHaveSingleItem(stack.Logs).Body.ShouldContain("ERROR: disk");

        stack.Proxy.InterceptRequest = (_, _) => null;
        await stack.RunAsync(until: () => stack.Chat.Requests.Count == 2);
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(2, stack.Logs);
        stack.Chat.Requests[1].Body.ShouldMatch("RESOLVED[^:]*: disk");
    }

    /// <summary>
    /// A process that knows nothing of the end gets the page again while the table is away. The end follows once the table
    /// answers, from whatever process.
    /// </summary>
    [Fact]
    public async Task What_was_sent_without_the_table_is_followed_by_the_end_that_had_gone_before()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.InvokePendingAsync("intake");
        await stack.InvokePendingAsync("group");
        var page = (await stack.Resources.Sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest { QueueUrl = stack.DeliveriesQueue, VisibilityTimeout = 0 },
            TestContext.Current.CancellationToken)).Messages.ShouldHaveSingleItem();
        await stack.RunAsync(until: () => stack.Chat.Requests.Count == 1);
        await ResolveAsync(stack);
        await stack.RunAsync(until: () => stack.Chat.Requests.Count == 2);

        await stack.KillAsync("deliver");
        stack.Proxy.InterceptRequest = (_, request) =>
            request.Body.Contains("order#", StringComparison.Ordinal) ? Refused : null;
        await stack.Resources.Sqs.SendMessageAsync(
            stack.DeliveriesQueue, page.Body, TestContext.Current.CancellationToken);
        await stack.RunAsync(until: () => stack.Chat.Requests.Count == 3);
        await stack.KillAsync("deliver");
        stack.Proxy.InterceptRequest = (_, _) => null;
        await stack.RunAsync(until: () => stack.Chat.Requests.Count == 4);
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(4, stack.Logs);
        stack.Chat.Requests[2].Body.ShouldContain("ERROR: disk");
        stack.Chat.Requests[3].Body.ShouldMatch("RESOLVED[^:]*: disk");
    }

    /// <summary>Whether it was sent is not known, so the end goes first, and it is not sent after that.</summary>
    [Fact]
    public async Task A_process_that_died_while_it_sent_does_not_leave_it_firing()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.InvokePendingAsync("intake");
        await stack.InvokePendingAsync("group");
        var death = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stack.Chat.Responder = async _ =>
        {
            await stack.KillAsync("deliver");
            death.TrySetResult();
            return HttpReply.Text(500, "", "text/plain");
        };
        await stack.DieOverAsync("deliver", stack.DeliveriesQueue, death.Task, visibilityTimeout: 1);
        var lost = stack.Chat.Requests.Count;
        stack.Chat.Reply(HttpReply.Ok);

        await ResolveAsync(stack);
        await CrashTests.ExpireLeasesAsync(stack);
        await stack.RunAsync();

        stack.Chat.Requests.Skip(lost).Last().Body.ShouldMatch("RESOLVED[^:]*: disk");
    }

    private static async Task ResolveAsync(DeployedStack stack)
    {
        await stack.PublishAsync(
            DeployedStack.Alarm("disk", "OK").Replace("2026-11-14T02:4", "2026-11-14T03:4", StringComparison.Ordinal));
        await stack.InvokePendingAsync("intake");
        await stack.InvokePendingAsync("group");
    }
}
