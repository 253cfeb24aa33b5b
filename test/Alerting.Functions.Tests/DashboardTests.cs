using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Functions.Metrics;
using YamlDotNet.RepresentationModel;

namespace Alerting.Functions.Tests;

/// <summary>The dashboard of <c>template.yaml</c> fits CloudWatch's format and the metrics that the code writes.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html</remarks>
public sealed partial class DashboardTests
{
    private const int Columns = 24;

    /// <summary>A dashboard with more is charged even in an account that has no other.</summary>
    private const int FreeMetrics = 50;

    private static readonly string[] Views = ["timeSeries", "singleValue", "bar", "pie", "table"];
    private static readonly YamlNode Template = Load();
    private static readonly JsonElement[] Widgets = ReadWidgets();

    [Fact]
    public void Every_metric_that_the_code_writes_by_default_is_shown_and_no_other()
    {
        var shown = Metrics().Where(metric => metric.Namespace == "Alerting").Select(metric => metric.Name).Distinct();

        shown.Order().ShouldBe(Metric.All.Where(metric => metric.IsBasic).Select(metric => metric.Name).Order());
    }

    [Fact]
    public void It_has_no_more_metrics_than_a_free_dashboard() =>
        Metrics().Count().ShouldBeLessThanOrEqualTo(FreeMetrics);

    [Fact]
    public void Widgets_fill_the_grid_without_overlapping()
    {
        var cells = new HashSet<(int, int)>();
        foreach (var widget in Widgets)
        {
            int Whole(string name) => widget.GetProperty(name).GetInt32();
            (Whole("x") + Whole("width")).ShouldBeLessThanOrEqualTo(Columns);
            for (var x = Whole("x"); x < Whole("x") + Whole("width"); x++)
            {
                for (var y = Whole("y"); y < Whole("y") + Whole("height"); y++)
                    cells.Add((x, y)).ShouldBeTrue($"two widgets at {x}, {y}");
            }
        }
        cells.Count.ShouldBe(Columns * Widgets.Max(
            widget => widget.GetProperty("y").GetInt32() + widget.GetProperty("height").GetInt32()), "a gap");
    }

    [Fact]
    public void Every_widget_is_of_a_kind_that_CloudWatch_knows_and_has_what_that_needs()
    {
        foreach (var widget in Widgets)
        {
            var properties = widget.GetProperty("properties");
            string[] needed = widget.GetProperty("type").GetString() switch
            {
                "text" => ["markdown"],
                "metric" => ["title", "region", "metrics", "stat", "period", "view"],
                "log" => ["title", "region", "query", "view"],
                var other => throw new InvalidOperationException($"A widget of type {other}"),
            };
            foreach (var name in needed)
                properties.TryGetProperty(name, out _).ShouldBeTrue($"{name} of {properties}");
            if (properties.TryGetProperty("view", out var view))
                Views.ShouldContain(view.GetString());
        }
    }

    /// <summary>The lecture's five kinds of KPI are the headings, in its order.</summary>
    [Fact]
    public void The_rows_are_those_of_the_kpis() =>
        Widgets.Where(widget => widget.GetProperty("type").GetString() == "text").Skip(1)
            .Select(widget => widget.GetProperty("properties").GetProperty("markdown").GetString()!.Split(' ', ':')[1])
            .ShouldBe(["Uptime", "Utilisation", "Throughput", "Errors", "Business"]);

    /// <summary>Namespace and name; later metrics of a widget may abbreviate, but ours never do.</summary>
    private static IEnumerable<(string Namespace, string Name)> Metrics() =>
        Widgets.Where(widget => widget.GetProperty("type").GetString() == "metric")
            .SelectMany(widget => widget.GetProperty("properties").GetProperty("metrics").EnumerateArray())
            .Select(metric => (metric[0].GetString()!, metric[1].GetString()!));

    /// <summary>What is substituted exists: a parameter, a resource without a condition, or a pseudo parameter.</summary>
    private static JsonElement[] ReadWidgets()
    {
        var body = Template["Resources"]["PipelineDashboard"]["Properties"]["DashboardBody"].ToString();
        var resolved = Placeholder().Replace(body, match => Resolve(match.Groups[1].Value));
        using var json = JsonDocument.Parse(resolved);
        json.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(["widgets"]);
        return [.. json.RootElement.GetProperty("widgets").EnumerateArray().Select(widget => widget.Clone())];
    }

    private static string Resolve(string name)
    {
        if (name.StartsWith("AWS::", StringComparison.Ordinal))
            return name;
        var parameters = (YamlMappingNode)Template["Parameters"];
        if (parameters.Children.TryGetValue(name, out var parameter))
            return parameter["Default"].ToString();
        var resource = (YamlMappingNode)Template["Resources"][name.Split('.')[0]];
        resource.Children.ContainsKey("Condition").ShouldBeFalse($"{name} does not always exist");
        return name;
    }

    private static YamlNode Load()
    {
        var yaml = new YamlStream();
        using var text = new StreamReader(Path.Combine(AppContext.BaseDirectory, "template.yaml"));
        yaml.Load(text);
        return yaml.Documents[0].RootNode;
    }

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Placeholder();
}
