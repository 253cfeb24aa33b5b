using System.Text.Json;
using Alerting.Text;

namespace Alerting.Functions.Metrics;

/// <summary>A log line in CloudWatch's embedded metric format, of which CloudWatch makes metrics without a call.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html</remarks>
internal static class EmfLine
{
    /// <summary>The names of levels that would drop a line of level INFO.</summary>
    private static readonly string[] Higher = ["WARN", "ERROR", "FATAL"];

    /// <summary>
    /// The lowest level that passes the function's log level. In the JSON format Lambda takes a line without a level, or
    /// without a valid time, as INFO, and drops it when the log level is higher.
    /// </summary>
    /// <param name="logLevel">Of <c>AWS_LAMBDA_LOG_LEVEL</c>.</param>
    /// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html</remarks>
    public static string LevelOf(string? logLevel) =>
        Array.Find(Higher, level => level.Equals(logLevel, StringComparison.OrdinalIgnoreCase)) ?? "INFO";

    public static byte[] Write(string metricNamespace, MetricDimension dimension,
        IReadOnlyDictionary<Metric, double[]> metrics, DateTimeOffset now, string level)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, JsonText.Relaxed))
        {
            json.WriteStartObject();
            WriteMetadata(json, metricNamespace, dimension, metrics.Keys, now);
            json.WriteString("timestamp", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            json.WriteString("level", level);
            if (dimension != MetricDimension.None)
                json.WriteString(dimension.Name, dimension.Value);
            foreach (var (metric, values) in metrics)
                WriteValues(json, metric.Name, values);
            json.WriteEndObject();
        }
        line.WriteByte((byte)'\n');
        return line.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, string metricNamespace, MetricDimension dimension,
        IEnumerable<Metric> metrics, DateTimeOffset now)
    {
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", now.ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", metricNamespace);
        // One set: empty for the total.
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        if (dimension != MetricDimension.None)
            json.WriteStringValue(dimension.Name);
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var metric in metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name", metric.Name);
            json.WriteString("Unit", metric.Unit);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string name, double[] values)
    {
        if (values is [var only])
        {
            json.WriteNumber(name, only);
            return;
        }
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
