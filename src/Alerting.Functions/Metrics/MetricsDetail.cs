namespace Alerting.Functions.Metrics;

/// <summary>How many metrics CloudWatch makes of the log, and so what they cost. The template's parameter has these names.</summary>
public enum MetricsDetail
{
    /// <summary>No metrics but those that the stack's alarms need.</summary>
    Off,

    /// <summary>At most ten metrics, without dimensions.</summary>
    Basic,

    /// <summary>More metrics, and the same again by channel, source, severity and reason.</summary>
    Full,
}

public static class MetricsDetails
{
    public const string Variable = "ALERTING_METRICS_DETAIL";

    /// <summary>Off when nothing is set, and under <c>sam local invoke</c>, where a person reads the output.</summary>
    public static MetricsDetail Of(Func<string, string?> environment) =>
        environment("AWS_SAM_LOCAL") != "true" && Enum.TryParse(environment(Variable), ignoreCase: true,
            out MetricsDetail detail) && Enum.IsDefined(detail) ? detail : MetricsDetail.Off;
}
