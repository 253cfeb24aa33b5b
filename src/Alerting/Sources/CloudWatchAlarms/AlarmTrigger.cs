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
