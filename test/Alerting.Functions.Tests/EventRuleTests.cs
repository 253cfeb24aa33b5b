using System.Globalization;
using System.IO.Enumeration;
using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Alerting.Functions.Tests;

/// <summary>
/// Which events of the corpus the EventBridge rules of <c>template.yaml</c> select. The tests of the sources show how
/// the alarm function reads them.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html</remarks>
public sealed class EventRuleTests
{
    private static readonly YamlMappingNode Template = Load();

    /// <summary>Failures that another event of the same family reports, or that are too noisy to select.</summary>
    private static readonly string[] Left =
    [
        "codepipeline/action-failed", "codepipeline/stage-failed", "ecs/task-killed-without-stop-code",
    ];

    private static readonly IReadOnlyList<(string Name, YamlMappingNode Pattern)> Rules =
    [
        .. ((YamlMappingNode)Template["Resources"]).Children
            .Where(resource => resource.Value is YamlMappingNode map && map["Type"].ToString() == "AWS::Events::Rule")
            .Select(resource =>
                (resource.Key.ToString(), (YamlMappingNode)resource.Value["Properties"]["EventPattern"])),
    ];

    [Fact]
    public void Every_failure_in_the_corpus_is_selected_and_no_news_is()
    {
        var selected = new HashSet<string>();
        foreach (var (name, json, alerts) in Corpus())
        {
            var rules = Rules.Where(rule => Matches(rule.Pattern, json)).Select(rule => rule.Name).ToArray();
            rules.Length.ShouldBeLessThanOrEqualTo(1, $"{name} would arrive {rules.Length} times");
            selected.UnionWith(rules);
            var isFailure = alerts.Any(alert => alert is ("firing", "error" or "critical"));
            var isInformational = alerts.All(alert => alert is ("firing", "info"));
            if (rules is ["AlarmChangesRule"])
                continue;
            if (isFailure && IsOfFamily(json) && !Left.Contains(name))
                rules.ShouldNotBeEmpty(name);
            if (isInformational)
                rules.ShouldBeEmpty(name);
        }
        selected.Order().ShouldBe(Rules.Select(rule => rule.Name).Order(), "each rule selects an event of the corpus");
    }

    [Fact]
    public void Every_family_that_the_parameter_takes_has_a_rule_of_its_own_condition()
    {
        var parameter = Template["Parameters"]["EventBridgeSources"];
        var families = parameter["AllowedPattern"].ToString().Split('(', ')')[1].Split('|');
        var conditions = ((YamlMappingNode)Template["Conditions"]).Children.Where(
            condition => condition.Key.ToString().StartsWith("Receives", StringComparison.Ordinal));
        var looked = conditions.ToDictionary(condition => condition.Key.ToString(),
            condition => condition.Value.AllNodes.OfType<YamlScalarNode>()
            .Select(node => node.Value!).Last(value => families.Contains(value)));

        Rules.Select(rule => looked[Template["Resources"][rule.Name]["Condition"].ToString()]).ShouldBe(families);
        parameter["Default"].ToString().ShouldBeEmpty("no rule is created unasked");
        foreach (var family in families)
        {
            parameter["Description"].ToString().ShouldContain(family);
            families.Count(other => other.Contains(family, StringComparison.Ordinal))
                .ShouldBe(1, "a condition would find it in the other name");
        }
    }

    [Fact]
    public void Every_rule_tries_again_and_keeps_what_it_cannot_deliver()
    {
        foreach (var (name, _) in Rules)
        {
            var target = ((YamlSequenceNode)Template["Resources"][name]["Properties"]["Targets"]).Single();
            target["Arn"].ToString().ShouldBe("AlarmFunction.Arn");
            target["DeadLetterConfig"]["Arn"].ToString().ShouldBe("UndeliveredQueue.Arn", name);
            int.Parse(target["RetryPolicy"]["MaximumEventAgeInSeconds"].ToString(), CultureInfo.InvariantCulture)
                .ShouldBeGreaterThan(3600, name);
        }
    }

    /// <summary>The EventBridge events with the status and severity of their alerts.</summary>
    private static IEnumerable<(string Name, JsonElement Event, (string, string)[] Alerts)> Corpus()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "events");
        foreach (var file in Directory.EnumerateFiles(folder, "*.expected.json", SearchOption.AllDirectories))
        {
            var source = file.Replace(".expected.json", ".json", StringComparison.Ordinal);
            using var json = JsonDocument.Parse(File.ReadAllText(source));
            if (json.RootElement is not { ValueKind: JsonValueKind.Object } root
                || !root.TryGetProperty("detail-type", out _))
            {
                continue;
            }
            using var expected = JsonDocument.Parse(File.ReadAllText(file));
            yield return (Path.GetRelativePath(folder, source)[..^".json".Length], root.Clone(),
                [.. expected.RootElement.EnumerateArray()
                .Select(alert =>
                    (alert.GetProperty("status").GetString()!, alert.GetProperty("severity").GetString()!))]);
        }
    }

    /// <summary>State changes of alarms come from the alarms' own actions, so no rule selects them.</summary>
    private static bool IsOfFamily(JsonElement json) =>
        json.GetProperty("source").GetString() is var source && source != "aws.cloudwatch"
        && Rules.Any(rule => ((YamlSequenceNode)rule.Pattern["source"]).Any(known => known.ToString() == source));

    private static bool Matches(YamlMappingNode pattern, JsonElement json) => pattern.Children.All(field =>
        field.Key.ToString() == "$or"
            ? ((YamlSequenceNode)field.Value).Any(choice => Matches((YamlMappingNode)choice, json))
        : json.TryGetProperty(field.Key.ToString(), out var value) && (value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Any(each => Matches(field.Value, each))
            : Matches(field.Value, value)));

    /// <summary>An object's fields, or a list of which one must match.</summary>
    private static bool Matches(YamlNode wanted, JsonElement value) => wanted is YamlMappingNode fields
        ? value.ValueKind == JsonValueKind.Object && Matches(fields, value)
        : ((YamlSequenceNode)wanted).Any(each => IsWanted(each, value));

    private static bool IsWanted(YamlNode wanted, JsonElement value)
    {
        var text = value.ToString();
        if (wanted is not YamlMappingNode test)
            return text == wanted.ToString();
        var (operation, operand) = test.Children.Single();
        return operation.ToString() switch
        {
            "prefix" => text.StartsWith(operand.ToString(), StringComparison.Ordinal),
            "suffix" => text.EndsWith(operand.ToString(), StringComparison.Ordinal),
            "wildcard" => FileSystemName.MatchesSimpleExpression(operand.ToString(), text, ignoreCase: false),
            "numeric" => value.ValueKind == JsonValueKind.Number
                && value.GetDouble() >= double.Parse(((YamlSequenceNode)operand)[1].ToString(),
                    CultureInfo.InvariantCulture),
            var other =>
                throw new NotSupportedException($"The operator {other} of an event pattern is not known here."),
        };
    }

    private static YamlMappingNode Load()
    {
        var yaml = new YamlStream();
        using var text = new StreamReader(Path.Combine(AppContext.BaseDirectory, "template.yaml"));
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
