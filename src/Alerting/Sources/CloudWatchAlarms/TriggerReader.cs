using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>Reads the <c>Trigger</c> of a metric alarm: one metric, its dimensions and its threshold.</summary>
internal static class TriggerReader
{
    public static AlarmTrigger Read(JsonElement trigger, string? reason)
    {
        if (trigger.ValueKind != JsonValueKind.Object)
            return AlarmTrigger.None;
        var dimensions = Dimensions(trigger);
        return new AlarmTrigger
        {
            Namespace = trigger.Text("Namespace"),
            MetricName = trigger.Text("MetricName"),
            Dimensions = dimensions,
            Measurement = ReadMeasurement(trigger, reason),
            Facts = [.. dimensions.Select(dimension => new Fact(dimension.Key, dimension.Value))],
        };
    }

    /// <summary>SNS spells the keys of a dimension in lower case, other roads in upper; both are taken.</summary>
    private static List<KeyValuePair<string, string>> Dimensions(JsonElement trigger)
    {
        var read = new List<KeyValuePair<string, string>>();
        foreach (var dimension in trigger.Items("Dimensions"))
        {
            if (dimension.Text("name") is { } name)
                read.Add(new(name, dimension.Text("value") ?? ""));
        }
        return read;
    }

    private static Measurement? ReadMeasurement(JsonElement trigger, string? reason)
    {
        if (trigger.Text("MetricName") is not { } metric)
            return null;
        return new Measurement
        {
            Metric = metric,
            Statistic = Statistic(trigger.Text("ExtendedStatistic") ?? trigger.Text("Statistic")),
            Unit = trigger.Text("Unit") is { } unit and not "None" ? unit : null,
            Comparison = Comparison(trigger.Text("ComparisonOperator")),
            Threshold = trigger.Number("Threshold"),
            Period = trigger.Number("Period") is { } seconds and > 0 and < 1e8 ? TimeSpan.FromSeconds(seconds) : null,
            EvaluationPeriods = trigger.WholeNumber("EvaluationPeriods"),
            DatapointsToAlarm = trigger.WholeNumber("DatapointsToAlarm"),
            Datapoints = StateReason.Datapoints(reason),
        };
    }

    /// <summary>CloudWatch writes <c>AVERAGE</c> here and <c>Average</c> elsewhere.</summary>
    private static string? Statistic(string? word) => word?.ToUpperInvariant() switch
    {
        "AVERAGE" => "Average",
        "SUM" => "Sum",
        "MINIMUM" => "Minimum",
        "MAXIMUM" => "Maximum",
        "SAMPLECOUNT" or "SAMPLE_COUNT" => "SampleCount",
        _ => word,
    };

    internal static string? Comparison(string? word) => word switch
    {
        "GreaterThanThreshold" => ">",
        "GreaterThanOrEqualToThreshold" => "≥",
        "LessThanThreshold" => "<",
        "LessThanOrEqualToThreshold" => "≤",
        "LessThanLowerOrGreaterThanUpperThreshold" => "outside",
        "GreaterThanUpperThreshold" => "above",
        "LessThanLowerThreshold" => "below",
        _ => word,
    };
}
