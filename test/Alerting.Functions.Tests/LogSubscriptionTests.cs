using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Alerting.Functions.Tests;

/// <summary>
/// The parameter <c>LogGroups</c> of <c>template.yaml</c>: names may have any punctuation, and none is left out
/// silently.
/// </summary>
public sealed class LogSubscriptionTests
{
    private static readonly YamlMappingNode Template = Load();

    [Theory]
    [InlineData("", "")]
    [InlineData("/aws/lambda/orders", "/aws/lambda/orders")]
    [InlineData("/app/a-b,/app/ab,/app/a_b", "/app/a-b /app/ab /app/a_b")]
    public void Each_log_group_has_a_subscription(string logGroups, string watched)
    {
        ((YamlMappingNode)Template["Resources"]).Children.Values
            .Where(resource => resource["Type"].ToString() == "AWS::Logs::SubscriptionFilter")
            .Where(subscription =>
                Evaluate(Template["Conditions"][subscription["Condition"].ToString()], logGroups) is true)
            .Select(subscription => Evaluate(subscription["Properties"]["LogGroupName"], logGroups))
            .ShouldBe(watched.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public void More_log_groups_than_subscriptions_are_reported(int count, bool isReported)
    {
        var logGroups = string.Join(',', Enumerable.Range(1, count).Select(number => $"/app/{number}"));

        Evaluate(Template["Conditions"]["HasTooManyLogGroups"], logGroups).ShouldBe(isReported);
        Template["Outputs"]["LogGroupsNotWatched"]["Condition"].ToString().ShouldBe("HasTooManyLogGroups");
    }

    /// <summary>
    /// The intrinsic functions that the conditions and names of the subscriptions use, as CloudFormation evaluates
    /// them.
    /// </summary>
    private static object Evaluate(YamlNode node, string logGroups)
    {
        var arguments = (node as YamlSequenceNode)?.Select(argument => Evaluate(argument, logGroups)).ToArray() ?? [];
        return (node.Tag.IsEmpty ? "" : node.Tag.Value) switch
        {
            "!Not" => !(bool)arguments[0],
            "!Equals" => arguments[0].Equals(arguments[1]),
            "!Select" => ((object[])arguments[1])[int.Parse((string)arguments[0], CultureInfo.InvariantCulture)],
            "!Split" => ((string)arguments[1]).Split((string)arguments[0]).Cast<object>().ToArray(),
            "!Join" => string.Join((string)arguments[0], (object[])arguments[1]),
            "!Ref" when node.ToString() == "LogGroups" => logGroups.Split(',').Cast<object>().ToArray(),
            "" when node is YamlSequenceNode => arguments,
            _ => node.ToString(),
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
