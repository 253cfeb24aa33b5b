using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Functions.Metrics;
using YamlDotNet.RepresentationModel;

namespace Alerting.Functions.Tests;

/// <summary>The files of docs/monitoring about the deployed stack name the metrics that the code writes.</summary>
public sealed partial class MonitoringFilesTests
{
    private static readonly string[] Basic =
        [.. Metric.All.Where(metric => metric.IsBasic).Select(metric => metric.Name).Order()];

    [Fact]
    public void Grafanas_dashboard_plots_exactly_the_metrics_of_basic()
    {
        using var json = JsonDocument.Parse(Read("cloudwatch-dashboard.json"));
        var targets = json.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.TryGetProperty("targets", out var all) ? all.EnumerateArray() : []);

        targets.Where(target => target.GetProperty("namespace").ValueEquals("$namespace"))
            .Select(target => target.GetProperty("metricName").GetString()!).Distinct().Order().ShouldBe(Basic);
    }

    [Fact]
    public void The_exporter_reads_exactly_the_metrics_of_basic() =>
        Exported().Where(metric => metric.Namespace == "Alerting").Select(metric => metric.Name).Order()
            .ShouldBe(Basic);

    /// <summary>The exporter's names are namespace, metric and statistic in snake case.</summary>
    [Fact]
    public void The_alert_rules_ask_for_what_the_exporter_has()
    {
        var exported = Exported().SelectMany(metric =>
            metric.Statistics.Select(statistic => Snake($"{metric.Namespace}_{metric.Name}_{statistic}"))).ToHashSet();
        var asked = ExporterSeries().Matches(Read("alerts.yml")).Select(match => match.Value).Distinct().ToArray();

        asked.ShouldNotBeEmpty();
        asked.ShouldAllBe(series => exported.Contains(series));
    }

    /// <summary>The documentation lists each metric once.</summary>
    [Fact]
    public void The_documentation_has_each_metric()
    {
        var rows = DocumentedMetric().Matches(Read("kpis.md")).Select(match => match.Groups[1].Value);

        rows.Order().ShouldBe(Metric.All.Select(metric => metric.Name).Order());
    }

    private static IEnumerable<(string Namespace, string Name, string[] Statistics)> Exported()
    {
        var yaml = new YamlStream();
        using var text = new StringReader(Read("cloudwatch-exporter.yml"));
        yaml.Load(text);
        return ((YamlSequenceNode)yaml.Documents[0].RootNode["metrics"]).OfType<YamlMappingNode>().Select(metric => (
            metric["aws_namespace"].ToString(), metric["aws_metric_name"].ToString(),
            metric.Children.Where(key => key.Key.ToString() is "aws_statistics" or "aws_extended_statistics")
                .SelectMany(key => ((YamlSequenceNode)key.Value).Select(each => each.ToString())).ToArray()));
    }

    private static string Snake(string name) =>
        WordStart().Replace(name, "_$0").ToLowerInvariant().Replace("__", "_", StringComparison.Ordinal).TrimStart('_');

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "monitoring", file));

    [GeneratedRegex(@"\balerting_[a-z0-9_]+_(?:sum|maximum|average|p\d+)\b")]
    private static partial Regex ExporterSeries();

    [GeneratedRegex("(?<=[a-z_])[A-Z]")]
    private static partial Regex WordStart();

    [GeneratedRegex(@"^\| \w+ \| `([A-Z]\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex DocumentedMetric();
}
