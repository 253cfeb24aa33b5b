using System.Text;
using System.Text.Json;
using NJsonSchema;

namespace Alerting.Functions.Tests.Metrics;

/// <summary>A line in the embedded metric format, checked against the specification.</summary>
internal sealed class MetricLine
{
    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html</summary>
    private const int LongestEvent = 256 * 1024;

    private static readonly JsonSchema Schema = JsonSchema.FromJsonAsync(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Metrics", "emf.schema.json"))).GetAwaiter().GetResult();

    private readonly JsonElement _directive;

    private MetricLine(JsonElement json)
    {
        Json = json;
        _directive = json.GetProperty("_aws").GetProperty("CloudWatchMetrics").EnumerateArray().Single();
    }

    public JsonElement Json { get; }

    public string Namespace => _directive.GetProperty(nameof(Namespace)).GetString()!;

    /// <summary>Empty for the totals.</summary>
    public string[] Dimensions =>
        [.. _directive.GetProperty(nameof(Dimensions)).EnumerateArray().Single().EnumerateArray().Select(name => name.GetString()!)];

    public string[] Names =>
        [.. _directive.GetProperty("Metrics").EnumerateArray().Select(metric => metric.GetProperty("Name").GetString()!)];

    public double Value(string metric) => Json.GetProperty(metric).GetDouble();

    /// <summary>The metric lines of a process's output, each valid.</summary>
    public static MetricLine[] All(string output) =>
    [
        .. output.Split('\n').Where(line => line.Contains("\"_aws\"", StringComparison.Ordinal)).Select(Parse),
    ];

    public static MetricLine Parse(string line)
    {
        Encoding.UTF8.GetByteCount(line).ShouldBeLessThan(LongestEvent);
        Schema.Validate(line).Select(error => error.ToString()).ShouldBeEmpty(line);
        using var json = JsonDocument.Parse(line);
        var metric = new MetricLine(json.RootElement.Clone());
        metric.HasItsTargets();
        return metric;
    }

    /// <summary>What <c>_aws</c> refers to is a member of the root: a text for a dimension, else numbers.</summary>
    private void HasItsTargets()
    {
        foreach (var dimension in Dimensions)
            Json.GetProperty(dimension).GetString().ShouldNotBeNullOrEmpty();
        Names.ShouldBeUnique();
        foreach (var name in Names)
        {
            var target = Json.GetProperty(name);
            JsonElement[] values = target.ValueKind == JsonValueKind.Array ? [.. target.EnumerateArray()] : [target];
            values.Length.ShouldBeInRange(1, 100);
            values.ShouldAllBe(value => value.ValueKind == JsonValueKind.Number);
        }
    }
}
