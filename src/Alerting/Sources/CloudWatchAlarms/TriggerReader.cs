using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// Reads the <c>Trigger</c> of SNS with one metric, or the list of <c>Metrics</c> (metric math, anomaly detection,
/// Metrics Insights, other accounts) that the other transports always have.
/// </summary>
internal static class TriggerReader
{
    public static AlarmTrigger Read(EventJson trigger, string? reason, EventJson reasonData)
    {
        if (trigger.ValueKind != JsonValueKind.Object)
            return AlarmTrigger.None;
        var queries = trigger.Items("Metrics").Select(MetricQuery.Read).ToList();
        if (queries.Count == 0 && trigger.Has("MetricName"))
            queries.Add(OnlyMetric(trigger));
        if (queries.Count == 0)
            return AlarmTrigger.None;
        var watched = Watched(queries, trigger.Text("ThresholdMetricId"));
        var dimensions = CommonDimensions(queries);
        return new AlarmTrigger
        {
            Namespace = Only(queries, query => query.Namespace),
            MetricName = Only(queries, query => query.MetricName),
            MetricAccount = Only(queries, query => query.Account),
            Dimensions = dimensions,
            Measurement = ReadMeasurement(trigger, watched, reason, reasonData),
            Facts = [.. Facts(queries, watched, dimensions), .. AnomalyBand.Facts(reason, reasonData)],
        };
    }

    /// <summary>SNS puts the fields of a single metric directly into the trigger.</summary>
    private static MetricQuery OnlyMetric(EventJson trigger) => new()
    {
        Returned = true,
        Account = trigger.Text("AccountId"),
        Namespace = trigger.Text("Namespace"),
        MetricName = trigger.Text("MetricName"),
        Statistic = Statistic(trigger.Text("ExtendedStatistic") ?? trigger.Text("Statistic")),
        Unit = trigger.Text("Unit"),
        Period = trigger.Number("Period"),
        Dimensions = trigger.Pairs("Dimensions"),
    };

    /// <summary>The query that is compared with the threshold: returned, and not the band.</summary>
    private static MetricQuery Watched(List<MetricQuery> queries, string? thresholdId)
    {
        bool Compared(MetricQuery query) => !query.IsBand && (thresholdId is null || query.Id != thresholdId);
        return queries.Find(query => query.Returned && Compared(query)) ?? queries.Find(Compared) ?? queries[0];
    }

    /// <summary>The value, if all queries that have one agree.</summary>
    private static string? Only(List<MetricQuery> queries, Func<MetricQuery, string?> value) =>
        queries.Select(value).OfType<string>().Distinct().ToList() is [var only] ? only : null;

    /// <summary>Leaves out a dimension with two values, such as two load balancers in one sum.</summary>
    private static List<KeyValuePair<string, string>> CommonDimensions(List<MetricQuery> queries) =>
        [.. queries.SelectMany(query => query.Dimensions).Distinct().GroupBy(dimension => dimension.Key)
            .Where(values => values.Count() == 1).Select(values => values.First())];

    private static IEnumerable<Fact> Facts(
        List<MetricQuery> queries, MetricQuery watched, List<KeyValuePair<string, string>> dimensions)
    {
        if (watched.Expression is { } expression)
            yield return new Fact("Expression", expression);
        if (queries.Count(query => query.MetricName is not null) > 1 || watched.Expression is not null)
        {
            foreach (var fact in queries.Select(query => query.AsFact()).OfType<Fact>())
                yield return fact;
        }
        foreach (var (name, value) in dimensions)
            yield return new Fact(name, value);
        foreach (var account in queries.Select(query => query.Account).OfType<string>().Distinct())
            yield return new Fact("Metric account", account);
    }

    private static Measurement ReadMeasurement(
        EventJson trigger, MetricQuery watched, string? reason, EventJson reasonData)
    {
        var points = StateReason.Datapoints(reason);
        return new Measurement
        {
            Metric = watched.Label ?? watched.MetricName ?? watched.Expression ?? watched.Id ?? "metric",
            Statistic = watched.Statistic,
            Unit = watched.Unit is "None" ? null : watched.Unit,
            Comparison = Comparison(trigger.Text("ComparisonOperator")) ?? StateReason.Comparison(reason),
            Threshold = trigger.Number("Threshold") ?? reasonData.Number("threshold")
                ?? StateReason.Threshold(reason),
            Period = watched.Period is { } seconds and > 0 and < 1e8 ? TimeSpan.FromSeconds(seconds) : null,
            EvaluationPeriods = trigger.WholeNumber("EvaluationPeriods"),
            DatapointsToAlarm = trigger.WholeNumber("DatapointsToAlarm"),
            Datapoints = points.Count > 0 ? points : ReasonData.Datapoints(reasonData),
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
