using NodaTime;

namespace Alerting.Playground.Events;

/// <summary>
/// A typical on-call night from 22:00: warnings that can wait, one that recovers while held, a flapping alarm, and an
/// outage at 03:12 with its dependent alarms.
/// </summary>
internal static class Night
{
    private static readonly SampleAlarm Disk = new("orders-db free storage", "orders-db", "warning",
        "Less than 15 GB of the disk is free.")
            { Metric = SampleMetric.FreeDisk, Limit = 15_000_000_000, Measured = 12_300_000_000 };
    private static readonly SampleAlarm Certificate = new("api.example.com certificate",
        "arn:aws:acm:eu-west-1:123456789012:certificate/2f1c7a30-3b0d-4c52-9d6e-8a5b1f0e7c11", "warning",
        "The certificate expires in less than 14 days.")
            { Metric = SampleMetric.CertificateDays, Limit = 14, Measured = 13 };
    private static readonly SampleAlarm Backup = new("nightly backup duration", "backup", "warning",
        "The backup takes longer than an hour.")
            { Metric = SampleMetric.BackupMinutes, Limit = 60, Measured = 74, Recovered = 41 };
    private static readonly SampleAlarm Flapping = new("search latency p99", "app/search/50dc6c495c0c9188",
        "error", "Searches take longer than two seconds.")
            { Metric = SampleMetric.ResponseTime, Limit = 2, Measured = 2.4, Recovered = 0.8 };
    private static readonly SampleAlarm Errors = new("orders-api errors", "orders-api", "error",
        "Orders fail for customers. runbook: https://wiki.example.com/runbooks/orders-api");
    private static readonly SampleAlarm Outage =
        new("payments unavailable", "payments", "critical",
            "Nobody can pay. runbook: https://wiki.example.com/runbooks/payments")
                { Limit = 10, Measured = 512 };

    private static readonly SampleAlarm Waiting =
        new("payments queue age", "payments", "warning", "Events wait longer than five minutes.")
            { Metric = SampleMetric.EventAge, Limit = 300_000, Measured = 415_000, Recovered = 1_200 };

    /// <summary>The events with their times, starting at the next 22:00.</summary>
    public static IEnumerable<(DateTimeOffset At, ReadOnlyMemory<byte> Body)> From(DateTimeOffset now,
        DateTimeZone zone)
    {
        var evening = Evening(now, zone);
        foreach (var (minute, alarm, state) in Script().OrderBy(line => line.Minute))
            yield return (evening.AddMinutes(minute), alarm.Event(state, evening.AddMinutes(minute)));
    }

    private static IEnumerable<(double Minute, SampleAlarm Alarm, string State)> Script()
    {
        yield return (12, Disk, "ALARM");
        yield return (47, Errors, "ALARM");
        yield return (66, Errors, "OK");
        yield return (95, Certificate, "ALARM");
        yield return (140, Backup, "ALARM");
        yield return (210, Backup, "OK");
        for (var i = 0; i < 6; i++)
            yield return (230 + i * 4, Flapping, i % 2 == 0 ? "ALARM" : "OK");
        yield return (312, Outage, "ALARM");
        for (var i = 1; i <= 24; i++)
        {
            var shard = new SampleAlarm($"payments shard {i:D2} errors", "payments", "error",
                "Payments of this shard fail.") { Measured = 30 + i };
            yield return (313 + i * 0.1, shard, "ALARM");
            yield return (352 + i * 0.1, shard, "OK");
        }
        yield return (314, Waiting, "ALARM");
        yield return (353, Waiting, "OK");
        yield return (356, Outage, "OK");
    }

    private static DateTimeOffset Evening(DateTimeOffset now, DateTimeZone zone)
    {
        var local = Instant.FromDateTimeOffset(now).InZone(zone);
        var tonight = zone.AtLeniently(local.Date.At(new LocalTime(22, 0)));
        return (tonight.ToInstant() > local.ToInstant()
            ? tonight
            : zone.AtLeniently(local.Date.PlusDays(1).At(new LocalTime(22, 0)))).ToDateTimeOffset();
    }
}
