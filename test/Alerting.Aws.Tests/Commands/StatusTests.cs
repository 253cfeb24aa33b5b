using System.Text.Json;
using Alerting.Aws.Tests.Deployment;
using Alerting.Cli.Tests;

namespace Alerting.Aws.Tests.Commands;

/// <summary><c>alerting status</c> over the table and the queues that the real functions filled.</summary>
public sealed class StatusTests(MotoServer moto)
{
    [Fact]
    public async Task A_deployment_is_healthy_until_a_dead_letter_arrives()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        var quiet = await RunAsync(stack);
        quiet.ExitCode.ShouldBe(0, quiet.Error);
        quiet.Output.ShouldContain("The pipeline is healthy.");
        quiet.Output.ShouldMatch(@"groups queue\s+empty");
        quiet.Output.ShouldMatch(@"open incidents\s+none");

        await stack.PublishAsync(DeployedStack.Alarm("orders"));
        await stack.RunAsync();
        await stack.Resources.Sqs.SendMessageAsync(stack.UndeliveredQueue, "unreadable", Cancellation);

        var busy = await RunAsync(stack);
        busy.ExitCode.ShouldBe(1, busy.Output);
        busy.Output.ShouldContain("The pipeline has a problem.");
        busy.Output.ShouldContain("1 dead letter in the dead-letter queue: see 'alerting dead list'.");
        busy.Output.ShouldMatch(@"open incidents\s+1, 1 that nobody is on");
        busy.Output.ShouldMatch(@"#\w{3} error since .*\d\d:\d\d.*, nobody on it: .*orders");
    }

    [Fact]
    public async Task Programs_get_one_document()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);

        using var json = JsonDocument.Parse((await RunAsync(stack, "--json")).Output);

        json.RootElement.GetProperty("healthy").GetBoolean().ShouldBeTrue();
        json.RootElement.GetProperty("queues").EnumerateArray().Select(queue => queue.GetProperty("name").GetString())
            .ShouldBe(["groups queue", "deliveries queue", "dead-letter queue"]);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<CliResult> RunAsync(DeployedStack stack, params string[] arguments) =>
        CliProcess.RunAsync(stack.Environment, ["status", .. arguments]);
}
