using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Functions.Metrics;
using Alerting.Sources;
using YamlDotNet.RepresentationModel;

namespace Alerting.Functions.Tests;

/// <summary>The canary of <c>template.yaml</c> is one to the code, and its absence is not reported by the pipeline.</summary>
public sealed class CanaryTemplateTests
{
    private static readonly YamlNode Template = Load();

    [Fact]
    public void What_the_schedule_publishes_is_a_canary()
    {
        var target = Template["Resources"]["CanarySchedule"]["Properties"]["Target"];
        target["Arn"].ToString().ShouldBe("AlarmTopic", "it starts where alarms do");
        var message = target["Input"].ToString()
            .Replace("<aws.scheduler.execution-id>", "d32c5kddcf5bb8c3", StringComparison.Ordinal)
            .Replace("<aws.scheduler.scheduled-time>", "2026-11-14T02:40:00Z", StringComparison.Ordinal);
        message.ShouldNotContain("<aws.");
        var record = new JsonObject
        {
            ["EventSource"] = "aws:sns",
            ["Sns"] = new JsonObject
            {
                ["MessageId"] = "m", ["Message"] = message, ["Timestamp"] = "2026-11-14T02:40:07.000Z",
                ["TopicArn"] = "arn:aws:sns:eu-west-1:123456789012:alarms",
            },
        };
        var body = new JsonObject { ["Records"] = new JsonArray(record) }.ToJsonString();

        var signal = EventReader.Read(Encoding.UTF8.GetBytes(body)).ShouldHaveSingleItem();

        Canary.Is(signal).ShouldBeTrue();
        signal.OccurredAt.ShouldBe(new DateTimeOffset(2026, 11, 14, 2, 40, 7, TimeSpan.Zero));
    }

    [Fact]
    public void Its_alarm_goes_straight_to_the_operator_in_each_state()
    {
        var alarm = Template["Resources"]["CanaryAlarm"]["Properties"];

        alarm["MetricName"].ToString().ShouldBe(Metric.CanaryLatency.Name);
        alarm["Namespace"].ToString().ShouldBe("MetricsNamespace");
        Template["Parameters"]["MetricsNamespace"]["Default"].ToString().ShouldBe(MetricOutput.DefaultNamespace);
        foreach (var state in (string[])["AlarmActions", "OKActions", "InsufficientDataActions"])
            ((YamlSequenceNode)alarm[state]).Single().ToString().ShouldBe("OperatorTopic", state);
    }

    /// <summary>Each period has one canary.</summary>
    [Fact]
    public void The_alarms_period_is_that_of_the_schedule()
    {
        var minutes = ((YamlSequenceNode)Template["Parameters"]["CanaryMinutes"]["AllowedValues"])
            .Select(value => int.Parse(value.ToString(), CultureInfo.InvariantCulture)).Where(value => value > 0);
        var periods = ((YamlMappingNode)Template["Mappings"]["CanaryPeriod"]).Children.ToDictionary(
            entry => int.Parse(entry.Key.ToString(), CultureInfo.InvariantCulture),
            entry => int.Parse(entry.Value["Seconds"].ToString(), CultureInfo.InvariantCulture));

        periods.ShouldBe(minutes.ToDictionary(each => each, each => each * 60), ignoreOrder: true);
    }

    private static YamlNode Load()
    {
        var yaml = new YamlStream();
        using var text = new StreamReader(Path.Combine(AppContext.BaseDirectory, "template.yaml"));
        yaml.Load(text);
        return yaml.Documents[0].RootNode;
    }
}
