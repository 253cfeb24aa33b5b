using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Aws.Tests.Deployment;
using YamlDotNet.RepresentationModel;

namespace Alerting.Aws.Tests;

/// <summary>The queries in template.yaml ask for fields, and for values of them, that the lines have.</summary>
public sealed partial class SavedQueryTests(MotoServer moto)
{
    private static readonly YamlMappingNode Resources = Load();

    [Fact]
    public async Task Queries_of_the_functions_log_fit_its_lines()
    {
        var lines = await LogAsync();
        var queries = Saved("FunctionLogs").Concat(OfTheDashboard()).ToArray();

        queries.Length.ShouldBeGreaterThanOrEqualTo(8);
        foreach (var query in queries)
            ShouldFit(query, lines);
    }

    /// <summary>docs/kpis.md says how to log, so that these work.</summary>
    [Fact]
    public void Queries_of_the_watched_applications_fit_the_lines_that_the_documentation_asks_for()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "kpis.md"));
        JsonElement[] lines = [.. JsonLine().Matches(text).Select(match => Parse(match.Value))];

        lines.ShouldNotBeEmpty();
        var queries = Saved("LogGroups").ToArray();
        queries.Length.ShouldBe(3);
        foreach (var query in queries)
            ShouldFit(query, lines);
    }

    [Fact]
    public void Each_query_has_the_name_of_its_stack() => Resources.Children
        .Where(resource => resource.Value["Type"].ToString() == "AWS::Logs::QueryDefinition")
        .ShouldAllBe(query => query.Value["Properties"]["Name"].ToString()
            .StartsWith("${AWS::StackName}/", StringComparison.Ordinal));

    private static void ShouldFit(InsightsQuery query, JsonElement[] lines)
    {
        foreach (var field in query.Fields)
            lines.Any(line => line.TryGetProperty(field, out _)).ShouldBeTrue($"{field} in {query.Text}");
        foreach (var (field, values) in query.Comparisons.Where(each => query.Fields.Contains(each.Field)))
        {
            lines.Any(line => HasOneOf(line, field, values))
                .ShouldBeTrue($"{field} is never {string.Join(" or ", values)}: {query.Text}");
        }
    }

    private static bool HasOneOf(JsonElement line, string field, string[] values) =>
        line.TryGetProperty(field, out var value) && values.Contains(value.ToString());

    /// <summary>A page, and an end of which nobody is notified.</summary>
    private async Task<JsonElement[]> LogAsync()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        stack.Set("AWS_LAMBDA_LOG_FORMAT", "JSON");
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.PublishAsync(DeployedStack.Alarm("memory", "OK"));
        await stack.RunAsync();
        return [.. stack.Logs.Split('\n').Select(Parse)];
    }

    private static IEnumerable<InsightsQuery> Saved(string logs) => Resources.Children
        .Where(resource => resource.Value["Type"].ToString() == "AWS::Logs::QueryDefinition")
        .Select(query => query.Value["Properties"])
        .Where(query => query["LogGroupNames"].AllNodes.OfType<YamlScalarNode>().Any(name => name.Value == logs))
        .Select(query => new InsightsQuery(query["QueryString"].ToString()));

    private static IEnumerable<InsightsQuery> OfTheDashboard()
    {
        var body = Resources["PipelineDashboard"]["Properties"]["DashboardBody"].ToString();
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty("widgets").EnumerateArray()
            .Where(widget => widget.GetProperty("type").ValueEquals("log"))
            .Select(widget => new InsightsQuery(widget.GetProperty("properties").GetProperty("query").GetString()!))];
    }

    private static JsonElement Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.Clone();
    }

    private static YamlMappingNode Load()
    {
        var yaml = new YamlStream();
        using var text = new StreamReader(Path.Combine(AppContext.BaseDirectory, "template.yaml"));
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents[0].RootNode["Resources"];
    }

    [GeneratedRegex("""^\{"timestamp".*\}$""", RegexOptions.Multiline)]
    private static partial Regex JsonLine();
}
