namespace Alerting.Alerts;

/// <summary>The numbers an alarm compared.</summary>
public sealed record Measurement
{
    /// <summary>What was measured: the metric's name or the expression's label.</summary>
    public required string Metric { get; init; }

    /// <summary><c>Sum</c>, <c>Average</c>, <c>p99</c>; null for an expression.</summary>
    public string? Statistic { get; init; }

    /// <summary>CloudWatch's unit, where it says one: <c>Percent</c>, <c>Milliseconds</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>How the datapoints must relate to the threshold to raise the alarm, as a sign: <c>&gt;</c>, <c>≥</c>, <c>outside</c>.</summary>
    public string? Comparison { get; init; }

    public double? Threshold { get; init; }

    /// <summary>Length of one datapoint.</summary>
    public TimeSpan? Period { get; init; }

    public int? EvaluationPeriods { get; init; }

    public int? DatapointsToAlarm { get; init; }

    /// <summary>The datapoints that were judged, the oldest first.</summary>
    public IReadOnlyList<Datapoint> Datapoints { get; init; } = [];
}

/// <summary>One value of a metric, at the start of its period.</summary>
public readonly record struct Datapoint(double Value, DateTimeOffset? At);
