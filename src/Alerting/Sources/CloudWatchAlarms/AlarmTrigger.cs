using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

internal sealed record AlarmTrigger
{
    public static AlarmTrigger None { get; } = new();

    public string? Namespace { get; init; }

    public string? MetricName { get; init; }

    /// <summary>The account of the metric, if it differs from the alarm's.</summary>
    public string? MetricAccount { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Dimensions { get; init; } = [];

    public Measurement? Measurement { get; init; }

    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>
    /// The AWS service behind the metric, from its namespace: <c>AWS/ApplicationELB</c> gives <c>applicationelb</c>.
    /// </summary>
    public string? Service => Namespace?.StartsWith("AWS/", StringComparison.Ordinal) == true
        ? Namespace["AWS/".Length..].ToLowerInvariant()
        : Namespace;

    public string? Dimension(string name)
    {
        foreach (var dimension in Dimensions)
        {
            if (dimension.Key == name)
                return dimension.Value;
        }
        return null;
    }
}

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

    /// <summary><c>m1: AWS/EC2 NetworkIn (Maximum)</c></summary>
    public Fact? AsFact() => MetricName is null
        ? null
        : new Fact(Id ?? "Metric", $"{Namespace} {MetricName}{(Statistic is null ? "" : $" ({Statistic})")}".Trim());
}
