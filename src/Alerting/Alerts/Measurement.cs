using System.Text.Json.Serialization;

namespace Alerting.Alerts;

/// <summary>The values and the threshold an alarm compared.</summary>
public sealed record Measurement
{
    /// <summary>The metric's name or the expression's label.</summary>
    [JsonPropertyName("metric")]
    public required string Metric { get; init; }

    /// <summary><c>Sum</c>, <c>Average</c>, <c>p99</c>; null for an expression.</summary>
    [JsonPropertyName("statistic")]
    public string? Statistic { get; init; }

    /// <summary>CloudWatch's unit, if any: <c>Percent</c>, <c>Milliseconds</c>.</summary>
    [JsonPropertyName("unit")]
    public string? Unit { get; init; }

    /// <summary>How datapoints compare to the threshold in ALARM: <c>&gt;</c>, <c>≥</c>, <c>outside</c>.</summary>
    [JsonPropertyName("comparison")]
    public string? Comparison { get; init; }

    [JsonPropertyName("threshold")]
    public double? Threshold { get; init; }

    [JsonPropertyName("period")]
    public TimeSpan? Period { get; init; }

    [JsonPropertyName("evaluationPeriods")]
    public int? EvaluationPeriods { get; init; }

    [JsonPropertyName("datapointsToAlarm")]
    public int? DatapointsToAlarm { get; init; }

    /// <summary>The evaluated datapoints, oldest first.</summary>
    [JsonPropertyName("datapoints")]
    public IReadOnlyList<Datapoint> Datapoints { get; init; } = [];
}

/// <summary>One value of a metric, at the start of its period.</summary>
public readonly record struct Datapoint(
    [property: JsonPropertyName("value")] double Value,
    [property: JsonPropertyName("at")] DateTimeOffset? At);
