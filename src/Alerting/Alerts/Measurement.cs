using System.Text.Json.Serialization;

namespace Alerting.Alerts;

/// <summary>The numbers an alarm compared.</summary>
public sealed record Measurement
{
    /// <summary>What was measured: the metric's name or the expression's label.</summary>
    [JsonPropertyName("metric")]
    public required string Metric { get; init; }

    /// <summary><c>Sum</c>, <c>Average</c>, <c>p99</c>; null for an expression.</summary>
    [JsonPropertyName("statistic")]
    public string? Statistic { get; init; }

    /// <summary>CloudWatch's unit, where it says one: <c>Percent</c>, <c>Milliseconds</c>.</summary>
    [JsonPropertyName("unit")]
    public string? Unit { get; init; }

    /// <summary>How the datapoints must relate to the threshold to raise the alarm, as a sign: <c>&gt;</c>, <c>≥</c>, <c>outside</c>.</summary>
    [JsonPropertyName("comparison")]
    public string? Comparison { get; init; }

    [JsonPropertyName("threshold")]
    public double? Threshold { get; init; }

    /// <summary>Length of one datapoint.</summary>
    [JsonPropertyName("period")]
    public TimeSpan? Period { get; init; }

    [JsonPropertyName("evaluationPeriods")]
    public int? EvaluationPeriods { get; init; }

    [JsonPropertyName("datapointsToAlarm")]
    public int? DatapointsToAlarm { get; init; }

    /// <summary>The datapoints that were judged, the oldest first.</summary>
    [JsonPropertyName("datapoints")]
    public IReadOnlyList<Datapoint> Datapoints { get; init; } = [];
}

/// <summary>One value of a metric, at the start of its period.</summary>
public readonly record struct Datapoint(
    [property: JsonPropertyName("value")] double Value,
    [property: JsonPropertyName("at")] DateTimeOffset? At);
