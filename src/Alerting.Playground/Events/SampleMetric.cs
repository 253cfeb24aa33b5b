namespace Alerting.Playground.Events;

/// <summary>What a sample alarm watches, as the service publishes it.</summary>
/// <param name="Statistic">Such as <c>SUM</c>, or a percentile such as <c>p99</c>.</param>
/// <param name="Dimension">The dimension that names what is watched.</param>
internal sealed record SampleMetric(string Namespace, string Name, string Statistic, string Dimension)
{
    public static SampleMetric FunctionErrors { get; } = new("AWS/Lambda", "Errors", "SUM", "FunctionName");

    public static SampleMetric Throttles { get; } = FunctionErrors with { Name = "Throttles" };

    public static SampleMetric ServerErrors { get; } = FunctionErrors with { Name = "Url5xxCount" };

    /// <summary>In milliseconds.</summary>
    public static SampleMetric Duration { get; } = new("AWS/Lambda", "Duration", "p99", "FunctionName");

    /// <summary>In milliseconds.</summary>
    public static SampleMetric EventAge { get; } = new("AWS/Lambda", "AsyncEventAge", "MAXIMUM", "FunctionName");

    public static SampleMetric FreeDisk { get; } = new("AWS/RDS", "FreeStorageSpace", "MINIMUM", "DBInstanceIdentifier")
    {
        IsTooLow = true, Seconds = 300,
    };

    public static SampleMetric CertificateDays { get; } =
        new("AWS/CertificateManager", "DaysToExpiry", "MINIMUM", "CertificateArn")
            { IsTooLow = true, Seconds = 86_400 };

    public static SampleMetric BackupMinutes { get; } = new("Shop/Jobs", "Minutes", "MAXIMUM", "Job");

    /// <summary>In seconds.</summary>
    public static SampleMetric ResponseTime { get; } =
        new("AWS/ApplicationELB", "TargetResponseTime", "p99", "LoadBalancer");

    /// <summary>Whether the alarm fires below its threshold.</summary>
    public bool IsTooLow { get; init; }

    public int Seconds { get; init; } = 60;

    public bool IsPercentile => Statistic[0] == 'p';
}
