using Alerting.Checks;
using Alerting.Configuration;

namespace Alerting.Functions.Metrics;

/// <summary>The average of <see cref="Metric.CheckUp"/> is the uptime.</summary>
internal static class CheckMetrics
{
    public static void Count(this InvocationMetrics metrics, Check check, CheckResult result)
    {
        var dimension = MetricDimension.Check(check.Name);
        metrics.Measure(Metric.CheckUp, result.IsUp ? 100 : 0, dimension);
        metrics.Measure(Metric.CheckLatency, Math.Round(result.Latency.TotalMilliseconds), dimension);
    }
}
