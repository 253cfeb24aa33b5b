using Alerting.Aws.Tests.Deployment;
using Alerting.Functions.Metrics;
using Alerting.Functions.Tests.Metrics;

namespace Alerting.Aws.Tests;

/// <summary>The canary and the metrics through the whole deployed pipeline.</summary>
public sealed class CanaryTests(MotoServer moto)
{
    private const string Message = """{"alerting":"canary","id":"c1","time":"2026-11-14T02:40:00Z"}""";

    [Fact]
    public async Task A_canary_is_measured_at_the_end_of_the_pipeline_and_reaches_nobody()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        stack.Set(MetricsDetails.Variable, "full");

        await stack.PublishAsync(Message);
        await stack.RunAsync();

        var line = MetricLine.All(stack.Logs).ShouldHaveSingleItem(stack.Logs);
        line.Names.ShouldBe(["CanaryLatency"], "it is no event and no notification");
        line.Dimensions.ShouldBeEmpty();
        line.Value("CanaryLatency").ShouldBeInRange(1, TimeSpan.FromMinutes(3).TotalMilliseconds);
        stack.Chat.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_alarm_is_counted_by_each_function_that_decides_about_it()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        stack.Set(MetricsDetails.Variable, "basic");

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        // Nobody was notified that it fired.
        await stack.PublishAsync(DeployedStack.Alarm("memory", "OK"));
        await stack.RunAsync();

        var lines = MetricLine.All(stack.Logs);
        double Sum(string metric) =>
            lines.Where(line => line.Names.Contains(metric)).Sum(line => line.Value(metric));
        (Sum("Events"), Sum("Delivered"), Sum("Suppressed"), Sum("Failed")).ShouldBe((2, 1, 1, 0), stack.Logs);
        Sum("PageLatency").ShouldBeGreaterThan(0);
        lines.ShouldAllBe(line => line.Dimensions.Length == 0);
    }

    [Fact]
    public async Task The_tick_counts_the_open_groups_but_no_canary()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        await stack.PublishAsync(Message);
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();

        var store = stack.Resources.Store(stack.Table);

        (await store.CountOpenAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }
}
