namespace Alerting.Playground.Events;

/// <summary>Many alarms of one service at once, as when a shared dependency fails.</summary>
internal static class Storm
{
    public const int MaxAlarms = 5000;

    private static readonly (string Name, SampleMetric Metric, double Limit)[] Kinds =
    [
        ("errors", SampleMetric.FunctionErrors, 5), ("latency", SampleMetric.Duration, 3_000),
        ("throttles", SampleMetric.Throttles, 5), ("queue age", SampleMetric.EventAge, 300_000),
        ("timeouts", SampleMetric.FunctionErrors, 5), ("5xx answers", SampleMetric.ServerErrors, 5),
    ];

    public static IEnumerable<ReadOnlyMemory<byte>> Of(int count, DateTimeOffset at)
    {
        for (var i = 1; i <= Math.Min(count, MaxAlarms); i++)
        {
            var (name, metric, limit) = Kinds[i % Kinds.Length];
            var alarm = new SampleAlarm($"checkout shard {i:D3} {name}", "checkout", "error",
                "Customers cannot pay. runbook: https://wiki.example.com/runbooks/checkout")
            {
                Metric = metric, Limit = limit, Measured = limit * (4 + i % 12),
            };
            yield return alarm.Event("ALARM", at);
        }
    }
}
