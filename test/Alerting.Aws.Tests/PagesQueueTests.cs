using Alerting.Aws.Tests.Deployment;
using Alerting.Functions.Metrics;
using Alerting.Functions.Tests.Metrics;
using Alerting.Fakes;

namespace Alerting.Aws.Tests;

/// <summary>Pages have a queue of their own, and a channel that hangs holds up neither queue.</summary>
public sealed class PagesQueueTests(MotoServer moto)
{
    [Fact]
    public async Task A_page_is_in_the_pages_queue_and_its_end_in_the_other()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, hasPagesQueue: true);

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.InvokePendingAsync("intake");
        await stack.InvokePendingAsync("group");
        (await stack.CountAsync(stack.PagesQueue), await stack.CountAsync(stack.DeliveriesQueue)).ShouldBe((1, 0));
        await stack.RunAsync();

        await stack.PublishAsync(
            DeployedStack.Alarm("disk", "OK").Replace("2026-11-14T02:4", "2026-11-14T03:4", StringComparison.Ordinal));
        await stack.InvokePendingAsync("intake");
        await stack.InvokePendingAsync("group");
        (await stack.CountAsync(stack.PagesQueue), await stack.CountAsync(stack.DeliveriesQueue)).ShouldBe((0, 1));
        await stack.RunAsync();
        stack.Chat.Requests.Count.ShouldBe(2, stack.Logs);
    }

    [Fact]
    public async Task A_page_is_retried_in_its_queue()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, hasPagesQueue: true);
        var failures = 2;
        stack.Chat.Responder = _ => Task.FromResult(
            HttpReply.Text(Interlocked.Decrement(ref failures) < 0 ? 200 : 503, "ok", "text/plain"));

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync(until: () => stack.Chat.Requests.Count == 3);

        stack.Logs.ShouldContain("[Retrying]");
        (await stack.ReceiveAsync(stack.UndeliveredQueue)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_that_takes_long_frees_its_slot_and_is_made_and_counted_once()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, hasPagesQueue: true);
        stack.Set(MetricsDetails.Variable, "basic");
        var answer = new TaskCompletionSource<HttpReply>();
        stack.Chat.Responder = _ => answer.Task;

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.InvokePendingAsync("intake");
        await stack.InvokePendingAsync("group");
        await stack.InvokePendingAsync("deliver");
        stack.Logs.ShouldContain("no answer within 2 s; the call goes on");
        answer.SetResult(HttpReply.Ok);
        await stack.RunAsync(until: () => stack.Logs.Contains("already delivered", StringComparison.Ordinal));

        stack.Chat.Requests.ShouldHaveSingleItem(stack.Logs);
        MetricLine.All(stack.Logs).Where(line => line.Names.Contains("Delivered")).Sum(line => line.Value("Delivered"))
            .ShouldBe(1, stack.Logs);
    }
}
