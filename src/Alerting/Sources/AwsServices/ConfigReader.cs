using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>AWS Config: compliance changes, and the other messages of its topic.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html and
/// https://docs.aws.amazon.com/config/latest/developerguide/notifications-for-AWS-Config.html
/// </remarks>
internal sealed class ConfigReader : ISourceReader
{
    public string Source => "config";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var awsEvent = AwsEvent.Of(message, "aws.config");
        var body = awsEvent is null ? message.Json : awsEvent.Detail;
        var type = body.Text("messageType");
        if (type is null || (awsEvent is null && !IsConfig(body)))
            return null;
        awsEvent ??= AwsEvent.Plain(message);
        awsEvent = awsEvent with
        {
            Account = body.Text("awsAccountId") ?? awsEvent.Account,
            Region = body.Region("awsRegion") ?? awsEvent.Region,
            Time = body.Time("notificationCreationTime") ?? awsEvent.Time,
        };
        return [type == "ComplianceChangeNotification" ? Compliance(awsEvent, body) : Other(awsEvent, body, type)];
    }

    private static bool IsConfig(EventJson body) =>
        body.Has("configRuleName") || body.Has("configurationItem") || body.Has("configSnapshotId")
            || body.Has("notificationCreationTime");

    private Signal Compliance(AwsEvent awsEvent, EventJson body)
    {
        var rule = body.Text("configRuleName") ?? "a rule";
        var resource = body.Text("resourceId") ?? "a resource";
        var now = body.Child("newEvaluationResult");
        var state = now.Text("complianceType");
        var (verb, outcome) = state switch
        {
            "NON_COMPLIANT" => ("violates", EventOutcome.Warning(state, "noncompliant resources")),
            "COMPLIANT" => ("complies with", EventOutcome.Recovery(state, "the resource is compliant")),
            "NOT_APPLICABLE" => ("is no longer subject to", EventOutcome.Recovery(state, "the rule no longer applies")),
            _ => ("was evaluated by", EventOutcome.Unknown(state)),
        };
        return awsEvent.Signal(Source, rule, $"{resource} {verb} Config rule {rule}",
            $"{body.Text("configRuleARN") ?? rule}|{resource}", outcome) with
        {
            Summary = now.Text("annotation"),
            PreviousState = body.Child("oldEvaluationResult").Text("complianceType"),
            Labels = NonEmpty.Labels(("resource", resource), ("resource_type", body.Text("resourceType"))),
            Facts = NonEmpty.Facts(("Rule", rule), ("Resource", resource), ("Type", body.Text("resourceType"))),
            Links = NonEmpty.Links(
                ("Rule", awsEvent.Console("config", $"#/rules/details?configRuleName={Uri.EscapeDataString(rule)}"))),
        };
    }

    /// <summary>Changed items and delivered snapshots, informational unless the delivery failed.</summary>
    private Signal Other(AwsEvent awsEvent, EventJson body, string type)
    {
        var item = body.Child("configurationItem");
        var resource = item.Text("resourceId") ?? body.Text("configRuleName") ?? "configuration";
        var outcome = type.EndsWith("Failed", StringComparison.Ordinal)
            ? EventOutcome.Warning(type, "failed deliveries", recovers: false)
            : EventOutcome.Informational(type, "routine AWS Config event");
        var what = Wording.Words(type.Replace("Notification", "", StringComparison.Ordinal));
        return awsEvent.Signal(Source, resource, $"Config: {what} of {resource}", resource, outcome) with
        {
            Facts = NonEmpty.Facts(("Resource", item.Text("ARN") ?? resource), ("Type", item.Text("resourceType")),
                ("Change", body.Child("configurationItemDiff").Text("changeType"))),
        };
    }
}
