using System.Text;
using Alerting.Checks;
using Alerting.Configuration;
using Alerting.Functions.Metrics;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Functions.Tests.Metrics;

public sealed class InvocationMetricsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 14, 2, 40, 0, TimeSpan.Zero));

    [Fact]
    public void Sums_are_added_up_and_values_kept()
    {
        var metrics = new InvocationMetrics(MetricsDetail.Basic, _time);
        metrics.Count(Metric.Events, 2);
        metrics.Count(Metric.Events, 3);
        metrics.Measure(Metric.PageLatency, 120);
        metrics.Measure(Metric.PageLatency, 80);

        var line = Take(metrics).ShouldHaveSingleItem();
        line.Value("Events").ShouldBe(5);
        line.Json.GetProperty("PageLatency").EnumerateArray().Select(value => value.GetDouble()).ShouldBe([120, 80]);
        line.Json.GetProperty("_aws").GetProperty("Timestamp").GetInt64()
            .ShouldBe(_time.GetUtcNow().ToUnixTimeMilliseconds());
        Take(metrics).ShouldBeEmpty("they were taken");
    }

    [Fact]
    public void More_values_than_a_line_may_have_become_several_lines()
    {
        var metrics = new InvocationMetrics(MetricsDetail.Basic, _time);
        metrics.Count(Metric.Events, 1);
        for (var i = 0; i < 250; i++)
            metrics.Measure(Metric.PageLatency, i);

        var lines = Take(metrics);
        lines.Length.ShouldBe(3);
        lines.Count(line => line.Names.Contains("Events")).ShouldBe(1);
        lines.Sum(line => line.Json.GetProperty("PageLatency").GetArrayLength()).ShouldBe(250);
    }

    [Fact]
    public void Nothing_but_the_canary_is_measured_when_metrics_are_off()
    {
        var metrics = new InvocationMetrics(MetricsDetail.Off, _time);
        metrics.Count(Metric.Events, 1, MetricDimension.Source("log"));
        metrics.Measure(Metric.CanaryLatency, 900);

        Take(metrics).ShouldHaveSingleItem().Names.ShouldBe(["CanaryLatency"]);
    }

    [Fact]
    public void Only_full_has_all_metrics()
    {
        var basic = new InvocationMetrics(MetricsDetail.Basic, _time);
        basic.Count(Metric.Retried, 1);
        Take(basic).ShouldBeEmpty();

        var full = new InvocationMetrics(MetricsDetail.Full, _time);
        full.Count(Metric.Retried, 1, MetricDimension.Channel("slack"));
        Take(full).Length.ShouldBe(2);
    }

    [Fact]
    public void The_average_of_a_check_is_its_uptime()
    {
        var metrics = new InvocationMetrics(MetricsDetail.Full, _time);
        foreach (var problem in (string?[])[null, null, "shop answered 503 instead of 2xx", null])
        {
            metrics.Count(new Check("shop", Setting.Empty), new CheckResult(problem, TimeSpan.FromMilliseconds(80)));
            metrics.Count(new Check("api", Setting.Empty), new CheckResult(null, TimeSpan.FromMilliseconds(20)));
        }

        var lines = Take(metrics);
        lines.Length.ShouldBe(3);
        lines.Select(line => line.Json.GetProperty("CheckUp").EnumerateArray().Average(up => up.GetDouble()))
            .Order().ShouldBe([75, 87.5, 100]);
    }

    private static MetricLine[] Take(InvocationMetrics metrics) =>
        MetricLine.All(string.Concat(metrics.TakeLines("Alerting", "INFO").Select(Encoding.UTF8.GetString)));
}
