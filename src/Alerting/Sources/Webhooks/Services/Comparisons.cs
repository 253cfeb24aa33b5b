using Alerting.Alerts;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>A comparison, from the service's own words for it.</summary>
internal static class Comparisons
{
    public static Measurement? Of(string? metric, string? comparison, double? value, double? threshold,
        DateTimeOffset? at, string? statistic = null, string? unit = null) =>
        metric is null || (value ?? threshold) is null ? null : new Measurement
        {
            Metric = metric,
            Statistic = statistic,
            Unit = unit,
            Comparison = Symbol(comparison),
            Threshold = threshold,
            Datapoints = value is { } number ? [new Datapoint(number, at)] : [],
        };

    private static string? Symbol(string? word) =>
        word?.ToUpperInvariant().Replace("_", "", StringComparison.Ordinal) switch
        {
            "GREATERTHAN" or "COMPARISONGT" or "ABOVE" or ">" => ">",
            "GREATERTHANOREQUAL" or "COMPARISONGE" or ">=" => "≥",
            "LESSTHAN" or "COMPARISONLT" or "BELOW" or "<" => "<",
            "LESSTHANOREQUAL" or "COMPARISONLE" or "<=" => "≤",
            _ => null,
        };
}
