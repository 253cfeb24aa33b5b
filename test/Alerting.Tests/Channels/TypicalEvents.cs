using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Tests.Sources;

namespace Alerting.Tests.Channels;

/// <summary>Events of the corpus as messages, each at the minute in which it happened.</summary>
internal static class TypicalEvents
{
    public static readonly string[] Names =
    [
        "cloudwatch-alarm/alarm", "cloudwatch-alarm/ok", "cloudwatch-alarm/insufficient-data",
        "cloudwatch-alarm/composite-sns", "cloudwatch-alarm/anomaly-sns", "cloudwatch-alarm/contributor-sns",
        "cloudwatch-alarm/deleted", "alertmanager/firing", "grafana/firing", "guardduty/finding-high",
        "ecs/task-exited", "health/issue-open",
    ];

    public static readonly AlertingConfig Config = Some.Config("""
        timezone: Europe/London
        accounts: { "123456789012": prod, "210987654321": { name: staging, severity_at_most: warning } }
        receivers: { phone: { sms: "+442079460000" } }
        routes: [{ to: phone }]
        """);

    public static Message Message(string name) => new MessageWriter(Config).Write(Notification(name)!);

    /// <summary>Null for an event that nobody is notified of.</summary>
    public static Notification? Notification(string name)
    {
        var intake = new AlertPipeline(Config).Take(EventCorpus.Event(name), Some.Time);
        Alert[] alerts = [.. intake.Trace.Alerts.Select(traced => traced.Alert)];
        var status = alerts.Any(alert => alert.IsFiring) ? AlertStatus.Firing : AlertStatus.Resolved;
        alerts = [.. alerts.Where(alert => alert.Status == status).OrderByDescending(alert => alert.Severity)];
        return alerts.Length == 0 ? null : Some.Notification(alerts) with
        {
            At = alerts.Max(alert => alert.EndsAt ?? alert.StartsAt)?.AddSeconds(30) ?? Some.Time,
        };
    }
}
