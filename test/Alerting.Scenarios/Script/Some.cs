using Alerting.Alerts;

namespace Alerting.Scenarios.Script;

/// <summary>Sample signals, as sources produce them.</summary>
internal static class Some
{
    public static Signal Alarm(string name, Severity severity, DateTimeOffset at) => new()
    {
        Source = "cloudwatch-alarm",
        Name = name,
        Title = name,
        Identity = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:" + name,
        EventKey = $"{name}|{at:O}|ALARM",
        Account = "123456789012",
        Region = "eu-west-1",
        Service = name.Split('-')[0],
        State = "ALARM",
        OccurredAt = at,
        Recovers = true,
        Claims = [new SeverityClaim(severity, "test")],
        Summary = $"Threshold crossed by {name}",
    };

    /// <summary>An OK does not say how severe the alarm was.</summary>
    public static Signal Ok(string name, DateTimeOffset at) => Alarm(name, Severity.Error, at) with
    {
        EventKey = $"{name}|{at:O}|OK",
        State = "OK",
        Status = AlertStatus.Resolved,
        Claims = [],
        Fallback = new SeverityClaim(Severity.Error, "OK ends an ALARM"),
    };

    /// <summary>The source lost sight of the metric: neither a recovery nor a new alarm.</summary>
    public static Signal NoData(string name, DateTimeOffset at) => Alarm(name, Severity.Warning, at) with
    {
        EventKey = $"{name}|{at:O}|INSUFFICIENT_DATA",
        State = "INSUFFICIENT_DATA",
    };

    /// <summary>A build result. The succeeded event resolves the error but calls itself info.</summary>
    public static Signal Build(string name, bool succeeded, DateTimeOffset at) => Alarm(name, Severity.Error, at) with
    {
        Source = "codebuild",
        EventKey = $"{name}|{at:O}",
        State = succeeded ? "SUCCEEDED" : "FAILED",
        Status = succeeded ? AlertStatus.Resolved : AlertStatus.Firing,
        Claims = succeeded ? [new SeverityClaim(Severity.Info, "build succeeded")] : [],
        Fallback = new SeverityClaim(Severity.Error, "default for builds"),
    };

    public static Signal Log(string text, Severity severity, DateTimeOffset at) => new()
    {
        Source = "log",
        Name = text,
        Title = text,
        Identity = $"log|{severity.Name()}|{text}",
        EventKey = $"/aws/lambda/orders|stream|{text}|{at:O}",
        Account = "123456789012",
        Region = "eu-west-1",
        Service = "orders",
        OccurredAt = at,
        IsOfOneSeverity = true,
        Claims = [new SeverityClaim(severity, $"log level {severity}")],
    };
}
