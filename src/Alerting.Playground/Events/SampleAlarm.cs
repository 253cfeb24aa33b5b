using System.Globalization;
using System.Text;
using System.Text.Json;
using Alerting.Text;

namespace Alerting.Playground.Events;

/// <summary>A CloudWatch alarm as an SNS event, for storms and nights.</summary>
/// <param name="Severity">The alarm's tag.</param>
internal sealed record SampleAlarm(string Name, string Service, string Severity, string Description)
{
    private const string Account = "123456789012";

    public SampleMetric Metric { get; init; } = SampleMetric.FunctionErrors;

    public double Limit { get; init; } = 5;

    public double Measured { get; init; } = 41;

    /// <summary>What is measured once it is over.</summary>
    public double Recovered { get; init; }

    /// <param name="state"><c>ALARM</c> or <c>OK</c>.</param>
    public ReadOnlyMemory<byte> Event(string state, DateTimeOffset at) => JsonText.Utf8(json =>
    {
        json.WriteStartArray("Records");
        json.WriteStartObject();
        json.WriteString("EventSource", "aws:sns");
        json.WriteString("EventVersion", "1.0");
        json.WriteStartObject("Sns");
        json.WriteString("Type", "Notification");
        json.WriteString("MessageId", Guid.NewGuid());
        json.WriteString("TopicArn", $"arn:aws:sns:eu-west-1:{Account}:alerting-AlarmTopic");
        json.WriteString("Subject", $"{state}: \"{Name}\" in EU (Ireland)");
        json.WriteString("Message", Encoding.UTF8.GetString(Message(state, at).Span));
        json.WriteString("Timestamp", Stamp(at, "Z"));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private ReadOnlyMemory<byte> Message(string state, DateTimeOffset at) => JsonText.Utf8(json =>
    {
        json.WriteString("AlarmName", Name);
        json.WriteString("AlarmDescription", Description);
        json.WriteString("AWSAccountId", Account);
        json.WriteString("NewStateValue", state);
        json.WriteString("OldStateValue", state == "OK" ? "ALARM" : "OK");
        json.WriteString("NewStateReason", Reason(state, at));
        json.WriteString("StateChangeTime", Stamp(at, "+0000"));
        json.WriteString("Region", "EU (Ireland)");
        json.WriteString("AlarmArn", $"arn:aws:cloudwatch:eu-west-1:{Account}:alarm:{Name}");
        json.WriteStartObject("Trigger");
        Trigger(json);
        json.WriteEndObject();
        json.WriteStartObject("AlarmTags");
        json.WriteString("severity", Severity);
        json.WriteEndObject();
        json.WriteString("AlarmTagsStatus", "SUCCESS");
    });

    private void Trigger(Utf8JsonWriter json)
    {
        json.WriteString("MetricName", Metric.Name);
        json.WriteString("Namespace", Metric.Namespace);
        json.WriteString("StatisticType", Metric.IsPercentile ? "ExtendedStatistic" : "Statistic");
        json.WriteString(Metric.IsPercentile ? "ExtendedStatistic" : "Statistic", Metric.Statistic);
        json.WriteStartArray("Dimensions");
        json.WriteStartObject();
        json.WriteString("name", Metric.Dimension);
        json.WriteString("value", Service);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteNumber("Period", Metric.Seconds);
        json.WriteNumber("EvaluationPeriods", 1);
        json.WriteString("ComparisonOperator", Metric.IsTooLow ? "LessThanThreshold" : "GreaterThanThreshold");
        json.WriteNumber("Threshold", Limit);
        json.WriteString("TreatMissingData", "notBreaching");
    }

    private string Reason(string state, DateTimeOffset at)
    {
        var measured = (state == "OK" ? Recovered : Measured).ToString("0.0", CultureInfo.InvariantCulture);
        var when = at.UtcDateTime.AddMinutes(-1).ToString("dd/MM/yy HH:mm:00", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture,
            $"Threshold Crossed: 1 datapoint [{measured} ({when})] was {(state == "OK" ? "not " : "")}" +
            $"{(Metric.IsTooLow ? "less" : "greater")} than " +
            $"the threshold ({Limit:0.0}).");
    }

    private static string Stamp(DateTimeOffset at, string zone) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture) + zone;
}
