using System.Globalization;
using System.Text.Json.Nodes;

namespace Alerting.Reliability.Stories;

/// <summary>A kind of alarm: its events come to the receivers of one route of <c>alerting.yaml</c>.</summary>
/// <param name="Targets">By the names under which the channels record what they got.</param>
/// <param name="IsGrouped">Whether ten alarms are one group.</param>
internal sealed record AlarmKind(string Name, IReadOnlyList<string> Targets, bool IsPage, bool IsGrouped)
{
    public static IReadOnlyList<AlarmKind> All { get; } =
    [
        new("page", ["pagerduty", "slack"], IsPage: true, IsGrouped: false),
        new("text", ["sms", "email"], IsPage: true, IsGrouped: false),
        new("hook", ["webhook", "slack"], IsPage: true, IsGrouped: false),
        new("warn", ["slack", "email"], IsPage: false, IsGrouped: false),
        new("team", ["webhook", "pagerduty"], IsPage: true, IsGrouped: true),
    ];
}

/// <summary>An alarm of the monitored account.</summary>
internal sealed record Alarm(int Number, AlarmKind Kind)
{
    /// <summary>Found by the accounting in whatever a channel shows.</summary>
    public string Token => $"a{Number:D5}";

    public string Name => Kind.Name == "warn" ? $"[warning] warn {Token}" : $"{Kind.Name} {Token}";

    /// <summary>Alarms with the same dimension may be one group.</summary>
    public string Function => Kind.IsGrouped ? $"g{Number / 10:D4}" : Token;
}

/// <summary>A change of an alarm's state.</summary>
/// <param name="Number">In the order of the source's clock.</param>
/// <param name="At">After the beginning of the run.</param>
internal sealed record AlarmEvent(int Number, Alarm Alarm, bool IsFiring, TimeSpan At)
{
    public string Token => $"e{Number:D6}z";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Alarm.Name} {Token} ({(IsFiring ? "ALARM" : "OK")} at {At.TotalSeconds:0.0} s)");

    /// <summary>The Lambda event in which SNS passes CloudWatch's message on.</summary>
    public string ToLambdaEvent(DateTimeOffset now)
    {
        var message = new JsonObject
        {
            ["AlarmName"] = Alarm.Name,
            ["AlarmDescription"] = $"Something is wrong, see {Token}.",
            ["AWSAccountId"] = "123456789012",
            ["NewStateValue"] = IsFiring ? "ALARM" : "OK",
            ["NewStateReason"] = "Threshold Crossed: 1 datapoint [41.0 (14/11/26 02:39:00)] was greater than the " +
                "threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).",
            ["StateChangeTime"] = $"{now:yyyy-MM-dd'T'HH:mm:ss.fff}+0000",
            ["Region"] = "EU (Ireland)",
            ["AlarmArn"] = $"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:{Alarm.Name}",
            ["OldStateValue"] = IsFiring ? "OK" : "ALARM",
            ["Trigger"] = new JsonObject
            {
                ["MetricName"] = "Errors",
                ["Namespace"] = "AWS/Lambda",
                ["StatisticType"] = "Statistic",
                ["Statistic"] = "SUM",
                ["Dimensions"] =
                    new JsonArray(new JsonObject { ["value"] = Alarm.Function, ["name"] = "FunctionName" }),
                ["Period"] = 60,
                ["EvaluationPeriods"] = 1,
                ["ComparisonOperator"] = "GreaterThanThreshold",
                ["Threshold"] = 5.0,
            },
        };
        var sns = new JsonObject
        {
            ["Type"] = "Notification",
            ["MessageId"] = $"00000000-0000-5000-8000-{Number:D12}",
            ["TopicArn"] = "arn:aws:sns:eu-west-1:123456789012:alerting-AlarmTopic",
            ["Subject"] = $"ALARM: {Alarm.Name}",
            ["Message"] = message.ToJsonString(),
            ["Timestamp"] = $"{now:yyyy-MM-dd'T'HH:mm:ss.fff}Z",
        };
        var record = new JsonObject { ["EventSource"] = "aws:sns", ["EventVersion"] = "1.0", ["Sns"] = sns };
        return new JsonObject { ["Records"] = new JsonArray(record) }.ToJsonString();
    }
}
