using System.Text;

namespace Alerting.Cli.Alarms.Writing;

/// <summary>The CloudFormation template, written line by line because it carries its reasons as comments.</summary>
internal sealed class AlarmTemplate(AlarmPlan plan)
{
    /// <summary>The parameter with the topic of the pipeline.</summary>
    public const string Topic = "AlarmTopicArn";

    private const decimal PriceOfMetric = 0.10m;

    private readonly StringBuilder _text = new();

    public string Write()
    {
        Head();
        Parameters();
        Places();
        Line("Resources:");
        foreach (var kpi in Enum.GetValues<Kpi>())
            Section(kpi);
        return _text.ToString();
    }

    private void Head()
    {
        var (alarms, metrics) = (plan.Alarms.Count, plan.Alarms.Sum(alarm => alarm.MetricCount));
        var price = (metrics * PriceOfMetric).ToString("0.00", null);
        Comment(0, $"{alarms} alarms on {metrics} metrics, about {price} USD a month at list price. Written by " +
            "`alerting alarms`: read the thresholds and their reasons, and write yours where you know better.");
        Line("AWSTemplateFormatVersion: \"2010-09-09\"");
        Line($"Description: CloudWatch alarms for {plan.ResourceCount} resources{plan.Part}.");
        Line("");
        Line("Metadata:");
        Comment(2, "ActionConfiguration is newer than cfn-lint's copy of the resource specification. Without it " +
            "CloudWatch " +
            "does not send the tag severity. E3002 is its rule for unknown properties.");
        Line("  cfn-lint: { config: { ignore_checks: [E3002] } }");
        Line("");
    }

    private void Parameters()
    {
        Line("Parameters:");
        Line($"  {Topic}:");
        Line("    Type: String");
        Line("    AllowedPattern: \"^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$\"");
        Line("    ConstraintDescription: must be the ARN of an SNS topic");
        Line("    Description: The output AlarmTopicArn of the Alerting stack.");
        foreach (var parameter in plan.Parameters)
        {
            Line($"  {parameter.Name}:");
            Line("    Type: String");
            Line("    MinLength: 1");
            Line($"    Description: {YamlText.Quote(parameter.Description)}");
        }
        Line("");
    }

    /// <summary>An alarm reads only metrics of its own region and account.</summary>
    private void Places()
    {
        if (plan.Places.Rule is { } place)
        {
            Line("Rules:");
            Line("  Place:");
            Line("    Assertions:");
            if (place.Region is { } region)
                Assertion("Region", region, "region");
            if (place.Account is { } account)
                Assertion("AccountId", account, "account");
            Line("");
        }
        if (plan.Places.Conditions.Count == 0)
            return;
        Comment(0, "Deploy the template in each region and account: each gets the alarms of its own resources.");
        Line("Conditions:");
        foreach (var (name, expression) in plan.Places.Conditions)
            Line($"  {name}: {expression}");
        Line("");
    }

    private void Assertion(string pseudo, string value, string word)
    {
        Line($"      - Assert: !Equals [!Ref \"AWS::{pseudo}\", {YamlText.Quote(value)}]");
        Line($"        AssertDescription: These alarms are for resources in the {word} {value}, where their " +
            $"metrics are.");
    }

    private void Section(Kpi kpi)
    {
        var alarms = plan.Alarms.Where(alarm => alarm.Recipe.Kpi == kpi).ToList();
        Line($"  # ── {KpiWords.Heading(kpi)} ".PadRight(90, '─'));
        if (alarms.Count == 0)
            Comment(2, KpiWords.WhenEmpty(kpi));
        Line("");
        foreach (var alarm in alarms)
        {
            foreach (var line in new AlarmResource(plan, alarm).Lines())
                Line(line);
            Line("");
        }
    }

    private void Comment(int indent, string text)
    {
        foreach (var line in YamlText.Comment(text, indent))
            Line(line);
    }

    private void Line(string line) => _text.Append(line).Append('\n');
}
