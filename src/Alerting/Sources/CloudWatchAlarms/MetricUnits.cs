namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// The unit of a metric by its name: an alarm by SNS has one only if somebody set it, and then counts bytes in ten
/// digits. Units in CloudWatch's words; null if the name does not say, because a wrong unit is worse than none.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html leads to the
/// metrics of each service.
/// </remarks>
internal static class MetricUnits
{
    private const string Bytes = "Bytes";
    private const string BytesPerSecond = "Bytes/Second";
    private const string Percent = "Percent";
    private const string Seconds = "Seconds";
    private const string Milliseconds = "Milliseconds";
    private const string Microseconds = "Microseconds";

    /// <summary>Where a name means something else than in most namespaces.</summary>
    private static readonly Dictionary<(string Namespace, string Metric), string> Special = new()
    {
        [("AWS/ES", "FreeStorageSpace")] = "Megabytes",
        [("AWS/ES", "ClusterUsedSpace")] = "Megabytes",
        [("AWS/ELB", "Latency")] = Seconds,
        [("AWS/RDS", "ReadLatency")] = Seconds,
        [("AWS/RDS", "WriteLatency")] = Seconds,
        [("AWS/DocDB", "ReadLatency")] = Seconds,
        [("AWS/DocDB", "WriteLatency")] = Seconds,
        [("AWS/Redshift", "ReadLatency")] = Seconds,
        [("AWS/Redshift", "WriteLatency")] = Seconds,
        [("AWS/Redshift", "QueryDuration")] = Microseconds,
        [("AWS/SageMaker", "ModelLatency")] = Microseconds,
        [("AWS/SageMaker", "OverheadLatency")] = Microseconds,
        [("AWS/CodeBuild", "Duration")] = Seconds,
        [("AWS/CodeBuild", "BuildDuration")] = Seconds,
        [("AWS/ElastiCache", "ReplicationLag")] = Seconds,
        [("AWS/Route53", "ConnectionTime")] = Milliseconds,
        [("LambdaInsights", "used_memory_max")] = "Megabytes",
        [("LambdaInsights", "total_memory")] = "Megabytes",
        [("ECS/ContainerInsights", "MemoryUtilized")] = "Megabytes",
        [("ECS/ContainerInsights", "MemoryReserved")] = "Megabytes",
        [("ECS/ContainerInsights", "EphemeralStorageUtilized")] = "Gigabytes",
        [("ECS/ContainerInsights", "NetworkRxBytes")] = BytesPerSecond,
        [("ECS/ContainerInsights", "NetworkTxBytes")] = BytesPerSecond,
    };

    /// <summary>Names that mean the same in every namespace of AWS that has them.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["FreeStorageSpace"] = Bytes, ["FreeableMemory"] = Bytes, ["FreeLocalStorage"] = Bytes, ["SwapUsage"] = Bytes,
        ["BinLogDiskUsage"] = Bytes, ["TransactionLogsDiskUsage"] = Bytes, ["OldestReplicationSlotLag"] = Bytes,
        ["NetworkIn"] = Bytes, ["NetworkOut"] = Bytes, ["BytesUsedForCache"] = Bytes, ["BurstCreditBalance"] = Bytes,
        ["BytesDownloaded"] = Bytes, ["BytesUploaded"] = Bytes, ["NetworkBytesIn"] = Bytes,
        ["NetworkBytesOut"] = Bytes, ["MemoryFree"] = Bytes, ["MemoryUsed"] = Bytes, ["SentMessageSize"] = Bytes,
        ["PublishSize"] = Bytes, ["mem_used"] = Bytes, ["mem_free"] = Bytes, ["mem_available"] = Bytes,
        ["mem_total"] = Bytes, ["disk_used"] = Bytes, ["disk_free"] = Bytes, ["disk_total"] = Bytes,
        ["procstat_memory_rss"] = Bytes, ["tmp_used"] = Bytes, ["tmp_free"] = Bytes,
        ["BytesOutToDestination"] = Bytes, ["BytesInFromSource"] = Bytes, ["TunnelDataIn"] = Bytes,
        ["TunnelDataOut"] = Bytes, ["BytesIn"] = Bytes, ["BytesOut"] = Bytes, ["VolumeBytesUsed"] = Bytes,
        ["ReadThroughput"] = BytesPerSecond, ["WriteThroughput"] = BytesPerSecond,
        ["NetworkReceiveThroughput"] = BytesPerSecond, ["NetworkTransmitThroughput"] = BytesPerSecond,
        ["NetworkThroughput"] = BytesPerSecond, ["PermittedThroughput"] = BytesPerSecond,
        ["BytesInPerSec"] = BytesPerSecond, ["BytesOutPerSec"] = BytesPerSecond,
        ["ConnectionBpsEgress"] = "Bits/Second", ["ConnectionBpsIngress"] = "Bits/Second",
        ["BurstBalance"] = Percent, ["EBSIOBalance%"] = Percent, ["EBSByteBalance%"] = Percent,
        ["CacheHitRate"] = Percent, ["BufferCacheHitRatio"] = Percent, ["4xxErrorRate"] = Percent,
        ["5xxErrorRate"] = Percent, ["TotalErrorRate"] = Percent, ["SuccessPercent"] = Percent,
        ["PercentIOLimit"] = Percent, ["PercentageDiskSpaceUsed"] = Percent, ["KafkaDataLogsDiskUsed"] = Percent,
        ["KafkaAppLogsDiskUsed"] = Percent, ["RootDiskUsed"] = Percent, ["HeapMemoryAfterGC"] = Percent,
        ["HealthCheckPercentageHealthy"] = Percent, ["AttainmentRate"] = Percent, ["CpuIdle"] = Percent,
        ["CpuUser"] = Percent, ["CpuSystem"] = Percent, ["JVMMemoryPressure"] = Percent,
        ["MasterJVMMemoryPressure"] = Percent, ["OldGenJVMMemoryPressure"] = Percent,
        ["ApproximateAgeOfOldestMessage"] = Seconds, ["TargetResponseTime"] = Seconds, ["ReplicaLag"] = Seconds,
        ["CDCLatencySource"] = Seconds, ["CDCLatencyTarget"] = Seconds, ["EstimatedMaxTimeLag"] = Seconds,
        ["VolumeTotalReadTime"] = Seconds, ["VolumeTotalWriteTime"] = Seconds, ["VolumeIdleTime"] = Seconds,
        ["TimeToFirstByte"] = Milliseconds, ["Duration"] = Milliseconds, ["IteratorAge"] = Milliseconds,
        ["AsyncEventAge"] = Milliseconds, ["Latency"] = Milliseconds, ["AuroraReplicaLag"] = Milliseconds,
        ["MillisBehindLatest"] = Milliseconds, ["GetRecords.IteratorAgeMilliseconds"] = Milliseconds,
        ["ExecutionTime"] = Milliseconds, ["ReplicationLatency"] = Milliseconds, ["duration"] = Milliseconds,
        ["PostRuntimeExtensionsDuration"] = Milliseconds, ["SSLHandshakeTime"] = Milliseconds,
        ["init_duration"] = Milliseconds, ["cpu_total_time"] = Milliseconds, ["AuroraReplicaLagMaximum"] = Milliseconds,
    };

    private static readonly string[] AwsNamespaces =
    [
        "AWS/", "ECS/ContainerInsights", "ContainerInsights", "LambdaInsights", "CWAgent", "CloudWatchSynthetics",
        "ApplicationSignals", "System/", "Windows/",
    ];

    public static string? Of(string? ns, string? metric, string? statistic)
    {
        if (metric is null || IsCount(statistic))
            return null;
        if (statistic?.StartsWith("PR(", StringComparison.OrdinalIgnoreCase) == true)
            return Percent;
        if (!Array.Exists(AwsNamespaces, known => ns?.StartsWith(known, StringComparison.Ordinal) == true))
            return Spelled(metric);
        return Special.TryGetValue((ns!, metric), out var special) ? special
            : Names.TryGetValue(metric, out var known) ? known
            : Spelled(metric) ?? Ending(metric);
    }

    /// <summary>The number of samples, not their values.</summary>
    private static bool IsCount(string? statistic) =>
        statistic is "SampleCount" || statistic?.StartsWith("TC(", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Metrics that name their unit, which people's own do as well.</summary>
    private static string? Spelled(string metric)
    {
        bool EndsIn(string word) => metric.EndsWith(word, StringComparison.OrdinalIgnoreCase)
            && (metric.Length == word.Length || IsWordStart(metric, metric.Length - word.Length));
        return EndsIn("BytesPerSecond") ? BytesPerSecond
            : EndsIn("Bytes") || metric.EndsWith(".Bytes", StringComparison.Ordinal) ? Bytes
            : EndsIn("Kilobytes") ? "Kilobytes"
            : EndsIn("Megabytes") ? "Megabytes"
            : EndsIn("Gigabytes") ? "Gigabytes"
            : EndsIn("Percent") || EndsIn("Percentage") || metric.Contains('%', StringComparison.Ordinal) ? Percent
            : EndsIn("Milliseconds") || EndsIn("Millis") ? Milliseconds
            : EndsIn("Microseconds") ? Microseconds
            : EndsIn("Seconds") ? Seconds
            : null;
    }

    /// <summary>Endings that only the metrics of AWS use alike.</summary>
    private static string? Ending(string metric)
    {
        bool EndsIn(string word) => metric.EndsWith(word, StringComparison.Ordinal);
        return EndsIn("Utilization") || EndsIn("_utilization") || EndsIn("_percent")
            || metric.StartsWith("cpu_usage_", StringComparison.Ordinal) ? Percent
            : EndsIn("CmdsLatency") ? Microseconds
            : EndsIn(".DataFreshness") ? Seconds
            : EndsIn("Latency") ? Milliseconds
            : null;
    }

    /// <summary><c>UsedBytes</c> and <c>used_bytes</c>, but not <c>megabytes</c> for "bytes".</summary>
    private static bool IsWordStart(string text, int at) =>
        char.IsUpper(text[at]) || !char.IsLetterOrDigit(text[at - 1]);
}
