namespace Alerting.Playground.Events;

/// <summary>Many alarms of one service at once, as when a shared dependency fails.</summary>
internal static class Storm
{
    public const int MaxAlarms = 5000;

    private static readonly string[] Kinds = ["errors", "latency", "throttles", "queue age", "timeouts", "5xx answers"];

    public static IEnumerable<ReadOnlyMemory<byte>> Of(int count, DateTimeOffset at)
    {
        for (var i = 1; i <= Math.Min(count, MaxAlarms); i++)
        {
            var alarm = new SampleAlarm($"checkout shard {i:D3} {Kinds[i % Kinds.Length]}", "checkout", "error",
                "Customers cannot pay. runbook: https://wiki.example.com/runbooks/checkout")
            {
                Measured = 20 + i % 60,
            };
            yield return alarm.Event("ALARM", at);
        }
    }
}
