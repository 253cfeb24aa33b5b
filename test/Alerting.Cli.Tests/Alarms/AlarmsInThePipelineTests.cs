using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Cli.Alarms.Reading;

namespace Alerting.Cli.Tests.Alarms;

/// <summary>What these alarms send when they fire, read by the pipeline.</summary>
public sealed class AlarmsInThePipelineTests
{
    private const string Config = "receivers: { chat: { slack: \"https://hooks.slack.com/services/T0/B0/x\" } }\n" +
        "routes: [ { to: [chat] } ]\n";

    [Fact]
    public async Task The_severity_of_each_alarm_is_the_one_in_its_tag()
    {
        var runbooks = new[] { "--runbooks", "https://wiki.example.com/runbooks" };
        var arns = await File.ReadAllTextAsync(AlarmsGoldenFolder.File("every-service.txt"),
            TestContext.Current.CancellationToken);
        var template = TemplateYaml.Parse((await AlarmsRun.OfTextAsync(arns, runbooks)).Output);
        var alarms = template["Resources"]!.AsObject()
            .Select(resource => Deployed(resource.Value!["Properties"]!)!.AsObject()).ToList();

        var alerts = (await ExplainAsync(Event(alarms))).GetProperty("alerts").EnumerateArray().ToList();

        alerts.Count.ShouldBe(alarms.Count);
        foreach (var (alarm, alert) in alarms.Zip(alerts))
        {
            alert.GetProperty("name").GetString().ShouldBe(alarm["AlarmName"]!.ToString());
            alert.GetProperty("severity").GetString().ShouldBe(alarm["Tags"]![0]!["Value"]!.ToString());
            alert.GetProperty("severityReason").GetString()!.ShouldContain("tag");
            alert.GetProperty("problems").ToString().ShouldBe("[]");
            alert.GetProperty("links")[0].GetProperty("text").GetString().ShouldBe("Runbook");
        }
    }

    /// <summary>As CloudFormation fills it in.</summary>
    private static JsonNode? Deployed(JsonNode? node) => node switch
    {
        JsonObject map when map.ContainsKey("Ref") => "a-name",
        JsonObject map when map["Fn::Sub"] is { } text => text.ToString().Replace("${AWS::StackName}", "shop",
            StringComparison.Ordinal),
        JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Deployed(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Deployed)]),
        _ => node?.DeepClone(),
    };

    private static async Task<JsonElement> ExplainAsync(string input)
    {
        var folder = Directory.CreateTempSubdirectory("alarms-");
        try
        {
            var (config, file) = (Path.Combine(folder.FullName, "c.yaml"), Path.Combine(folder.FullName, "e.json"));
            await File.WriteAllTextAsync(config, Config, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(file, input, TestContext.Current.CancellationToken);
            var (output, error) = (new StringWriter(), new StringWriter());
            var terminal = new Terminal(output, error);
            var root = new RootCommand("test") { ExplainCommand.Create(terminal, TimeProvider.System) };
            var code = await CommandLine.RunAsync(root, ["explain", file, "--config", config, "--json"], terminal);
            code.ShouldBe(0, error.ToString());
            return JsonDocument.Parse(output.ToString()).RootElement;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>As CloudWatch sends it to SNS, and SNS to a function.</summary>
    private static string Event(IEnumerable<JsonObject> alarms) => new JsonObject
    {
        ["Records"] = new JsonArray([.. alarms.Select((alarm, place) => new JsonObject
        {
            ["EventSource"] = "aws:sns",
            ["Sns"] = new JsonObject { ["MessageId"] = $"m-{place}", ["Message"] = Message(alarm).ToJsonString() },
        })]),
    }.ToJsonString();

    private static JsonObject Message(JsonObject alarm) => new()
    {
        ["AlarmName"] = alarm["AlarmName"]!.ToString(),
        ["AlarmArn"] = $"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:{alarm["AlarmName"]}",
        ["AlarmDescription"] = alarm["AlarmDescription"]!.ToString(),
        ["NewStateValue"] = "ALARM",
        ["OldStateValue"] = "OK",
        ["NewStateReason"] = "Threshold Crossed: 1 datapoint [41.0 (14/11/26 02:39:00)] was breaching.",
        ["StateChangeTime"] = "2026-11-14T02:40:26.838+0000",
        ["Trigger"] = Trigger(alarm),
        ["AlarmTags"] = new JsonObject { ["severity"] = alarm["Tags"]![0]!["Value"]!.ToString() },
        ["AlarmTagsStatus"] = "SUCCESS",
    };

    private static JsonObject Trigger(JsonObject alarm)
    {
        var trigger = new JsonObject();
        foreach (var key in (string[])["Namespace", "MetricName", "Statistic", "ExtendedStatistic", "Metrics",
            "Period", "EvaluationPeriods", "ComparisonOperator", "Threshold", "TreatMissingData"])
        {
            if (alarm[key] is { } value)
                trigger[key] = value.DeepClone();
        }
        return trigger;
    }
}
