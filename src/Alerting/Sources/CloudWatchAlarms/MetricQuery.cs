using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// One of an alarm's <c>Metrics</c>: a metric, or an expression over the others. SNS uses Pascal case and a list of
/// dimensions, the other transports camel case and a map.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html</remarks>
internal sealed record MetricQuery
{
    private const string Band = "ANOMALY_DETECTION_BAND";

    public string? Id { get; init; }

    public string? Expression { get; init; }

    public string? Label { get; init; }

    public bool Returned { get; init; }

    public string? Account { get; init; }

    public string? Namespace { get; init; }

    public string? MetricName { get; init; }

    public string? Statistic { get; init; }

    public string? Unit { get; init; }

    public double? Period { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Dimensions { get; init; } = [];

    /// <summary>The band of an anomaly alarm is its threshold, not the watched metric.</summary>
    public bool IsBand => Expression?.StartsWith(Band, StringComparison.OrdinalIgnoreCase) == true;

    public static MetricQuery Read(EventJson query)
    {
        var stat = query.Child("MetricStat");
        var metric = stat.Child("Metric");
        return new MetricQuery
        {
            Id = query.Text("Id"),
            Expression = query.Text("Expression"),
            Label = query.Text("Label"),
            Returned = query.Text("ReturnData") is not { } word
                || word.Equals("true", StringComparison.OrdinalIgnoreCase),
            Account = query.Text("AccountId"),
            Namespace = metric.Text("Namespace"),
            MetricName = metric.Text("MetricName", "name"),
            Statistic = stat.Text("Stat"),
            Unit = stat.Text("Unit"),
            Period = stat.Number("Period") ?? query.Number("Period"),
            Dimensions = metric.Pairs("Dimensions"),
        };
    }

    /// <summary>SNS puts the fields of a single metric directly into the trigger.</summary>
    public static MetricQuery ReadOnly(EventJson trigger) => new()
    {
        Returned = true,
        Account = trigger.Text("AccountId"),
        Namespace = trigger.Text("Namespace"),
        MetricName = trigger.Text("MetricName"),
        Statistic = StatisticOf(trigger.Text("ExtendedStatistic") ?? trigger.Text("Statistic")),
        Unit = trigger.Text("Unit"),
        Period = trigger.Number("Period"),
        Dimensions = trigger.Pairs("Dimensions"),
    };

    /// <summary>CloudWatch writes <c>AVERAGE</c> here and <c>Average</c> elsewhere.</summary>
    private static string? StatisticOf(string? word) => word?.ToUpperInvariant() switch
    {
        "AVERAGE" => "Average",
        "SUM" => "Sum",
        "MINIMUM" => "Minimum",
        "MAXIMUM" => "Maximum",
        "SAMPLECOUNT" or "SAMPLE_COUNT" => "SampleCount",
        _ => word,
    };

    /// <summary><c>m1: AWS/EC2 NetworkIn (Maximum)</c></summary>
    public Fact? AsFact() => MetricName is null
        ? null
        : new Fact(Id ?? "Metric", $"{Namespace} {MetricName}{(Statistic is null ? "" : $" ({Statistic})")}".Trim());
}
