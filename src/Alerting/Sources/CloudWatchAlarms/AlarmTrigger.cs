using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>The metric that the alarm watches, or an expression over several.</summary>
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

    /// <summary>
    /// Reads the <c>Trigger</c> of SNS with one metric, or the list of <c>Metrics</c> (metric math, anomaly detection,
    /// Metrics Insights, other accounts) that the other transports always have.
    /// </summary>
    public static AlarmTrigger Read(EventJson trigger, string? reason, EventJson reasonData)
    {
        if (trigger.ValueKind != JsonValueKind.Object)
            return None;
        var queries = trigger.Items("Metrics").Select(MetricQuery.Read).ToList();
        if (queries.Count == 0 && trigger.Has("MetricName"))
            queries.Add(MetricQuery.ReadOnly(trigger));
        if (queries.Count == 0)
            return None;
        var watched = Watched(queries, trigger.Text("ThresholdMetricId"));
        var dimensions = CommonDimensions(queries);
        var measurement = AlarmMeasurement.Read(trigger, watched, reason, reasonData);
        var hasBand = measurement.Comparison is "outside" or "above" or "below"
            || queries.Exists(query => query.IsBand);
        return new AlarmTrigger
        {
            Namespace = Only(queries, query => query.Namespace),
            MetricName = Only(queries, query => query.MetricName),
            MetricAccount = Only(queries, query => query.Account),
            Dimensions = dimensions,
            Measurement = measurement,
            Facts =
            [
                .. FactsOf(queries, watched, dimensions),
                .. hasBand ? AnomalyBand.Facts(reason, reasonData) : [],
            ],
        };
    }

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

    private static IEnumerable<Fact> FactsOf(
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
}
