using Alerting.Alerts;
using Alerting.Classification;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Tests;

/// <summary>Anonymous values: a test states only what matters to it.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 11, 14, 2, 41, 0, TimeSpan.Zero);

    /// <summary>As on a machine without Parameter Store: every read fails.</summary>
    public static Secrets NoSecrets { get; } =
        new((name, _) => throw new SecretException($"Cannot read parameter {name}."), TimeProvider.System);

    public static AlertingConfig Config(string yaml)
    {
        var result = ConfigFile.Load(yaml, "alerting.yaml", _ => null);
        result.Errors.ShouldBeEmpty();
        return result.Config!;
    }

    public static Signal Signal(string name = "orders-api errors") => new()
    {
        Source = "cloudwatch-alarm",
        Name = name,
        Title = name,
        Identity = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:" + name,
        EventKey = name + "|" + Time.ToString("O"),
        Account = "123456789012",
        Region = "eu-west-1",
        State = "ALARM",
        OccurredAt = Time.AddMinutes(-1),
    };

    public static Alert Alert(Signal? signal = null, Severity severity = Severity.Error) =>
        new Classifier(new AlertingConfig()).Classify(
            (signal ?? Signal()) with { Claims = [new SeverityClaim(severity, "test")] });

    public static Message Message(params Alert[] alerts) =>
        new MessageWriter(new AlertingConfig()).Write(Notification(alerts));

    public static Notification Notification(params Alert[] alerts) => new()
    {
        Id = "0123456789abcdef",
        Receiver = "oncall",
        Route = "pages",
        GroupKey = "pages/name=orders",
        Kind = alerts.All(alert => !alert.IsFiring) ? NotificationKind.Resolved : NotificationKind.Firing,
        Reason = "firing",
        At = Time,
        Alerts = alerts,
    };
}
