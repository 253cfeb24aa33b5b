using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>AWS Config: whether resources keep to the rules, and the other messages of its topic.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html and
/// https://docs.aws.amazon.com/config/latest/developerguide/notifications-for-AWS-Config.html
/// </remarks>
internal sealed class ConfigReader : ISourceReader
{
    public string Source => "config";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var told = AwsEvent.Of(message, "aws.config");
        var body = told is null ? message.Json : told.Detail;
        var type = body.Text("messageType");
        if (type is null || (told is null && !IsConfig(body)))
            return null;
        told ??= AwsEvent.Plain(message);
        told = told with
        {
            Account = body.Text("awsAccountId") ?? told.Account,
            Region = body.Region("awsRegion") ?? told.Region,
            Time = body.Time("notificationCreationTime") ?? told.Time,
        };
        return [type == "ComplianceChangeNotification" ? Compliance(told, body) : Other(told, body, type)];
    }

    private static bool IsConfig(EventJson body) =>
        body.Has("configRuleName") || body.Has("configurationItem") || body.Has("configSnapshotId")
            || body.Has("notificationCreationTime");

    private Signal Compliance(AwsEvent told, EventJson body)
    {
        var rule = body.Text("configRuleName") ?? "a rule";
        var resource = body.Text("resourceId") ?? "a resource";
        var now = body.Child("newEvaluationResult");
        var state = now.Text("complianceType");
        var (verb, meaning) = state switch
        {
            "NON_COMPLIANT" => ("breaks", Meaning.Worry(state, "resources that break a rule")),
            "COMPLIANT" => ("keeps to", Meaning.Recovery(state, "the resource keeps to the rule")),
            "NOT_APPLICABLE" => ("is no longer under", Meaning.Recovery(state, "the rule no longer applies")),
            _ => ("was judged by", Meaning.Unknown(state)),
        };
        return told.Signal(Source, rule, $"{resource} {verb} Config rule {rule}",
            $"{body.Text("configRuleARN") ?? rule}|{resource}", meaning) with
        {
            Summary = now.Text("annotation"),
            PreviousState = body.Child("oldEvaluationResult").Text("complianceType"),
            Labels = Shown.Labels(("resource", resource), ("resource_type", body.Text("resourceType"))),
            Facts = Shown.Facts(("Rule", rule), ("Resource", resource), ("Type", body.Text("resourceType"))),
            Links = Shown.Links(
                ("Rule", told.Console("config", $"#/rules/details?configRuleName={Uri.EscapeDataString(rule)}"))),
        };
    }

    /// <summary>Changed items, delivered snapshots: news, except where the delivery failed.</summary>
    private Signal Other(AwsEvent told, EventJson body, string type)
    {
        var item = body.Child("configurationItem");
        var resource = item.Text("resourceId") ?? body.Text("configRuleName") ?? "configuration";
        var meaning = type.EndsWith("Failed", StringComparison.Ordinal)
            ? Meaning.Worry(type, "deliveries that failed", recovers: false)
            : Meaning.News(type, "a recorder's normal course");
        var what = Wording.Words(type.Replace("Notification", "", StringComparison.Ordinal));
        return told.Signal(Source, resource, $"Config: {what} of {resource}", resource, meaning) with
        {
            Facts = Shown.Facts(("Resource", item.Text("ARN") ?? resource), ("Type", item.Text("resourceType")),
                ("Change", body.Child("configurationItemDiff").Text("changeType"))),
        };
    }
}
