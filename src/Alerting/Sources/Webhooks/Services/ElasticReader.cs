using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>
/// Kibana's rules and Elastic's detection alerts. The webhook connector has no preset body, so the reader takes bodies
/// that keep the names of the variables, nested or flat.
/// </summary>
/// <remarks>
/// https://www.elastic.co/guide/en/kibana/current/rule-action-variables.html; the fields <c>kibana.alert.*</c> are
/// those of https://www.elastic.co/docs/reference/security/fields-and-object-schemas/alert-schema.
/// </remarks>
internal sealed class ElasticReader : ISourceReader
{
    private static readonly StateTable States = new()
    {
        Resolved = ["recovered", "resolved", "closed"],
        NoData = ["no data", "nodata", "no_data", "metrics.threshold.nodata", "logs.threshold.nodata"],
        Informational = ["untracked", "acknowledged"],
    };

    public string Source => "elastic";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (json.HasPaths("kibana.alert.rule.name", "kibana.alert.status"))
            return Read(json, json.Node("kibana.alert"), message, "kibana.alert.");
        if (json.HasPaths("rule.name", "alert.id") || json.HasPaths("rule.name", "alert.actionGroup"))
            return Nested(json, message);
        return json.HasPath("rule_name") && json.HasPath("alert_id")
            && (json.HasPath("context_message") || json.HasPath("action_group") || json.HasPath("kibana_base_url"))
            ? Flat(json, message)
            : null;
    }

    private IReadOnlyList<Signal>? Nested(EventJson json, EventMessage message) => new ServiceAlert
    {
        Key = Key(json.At("rule.spaceId"), json.At("rule.id", "rule.name"), json.At("alert.id")),
        Title = Title(json.At("rule.name"), json.At("alert.id")),
        Name = json.At("rule.name"),
        State = StateOf(json.At("alert.actionGroup", "alert.actionGroupName", "alert.status")),
        Severity = Warns(json.At("alert.actionGroup")) ?? ServiceSeverity.Of(json, "severity", "context.severity"),
        Summary = json.At("context.message", "context.reason", "message"),
        At = json.TimeAt("date", "context.date", "context.timestamp"),
        Service = json.At("context.serviceName", "context.service"),
        Labels = [("space", json.At("rule.spaceId")), ("rule_type", json.At("rule.type")),
            ("env", json.At("context.environment")), .. ServiceTags.Of(json.ListAt("rule.tags"))],
        Facts = NonEmpty.Facts(("Value", json.At("context.value")), ("Conditions", json.At("context.conditions"))),
        Links = NonEmpty.Links(("Alert", json.At("context.alertDetailsUrl", "context.link")),
            ("Rule", json.At("rule.url")), ("View in app", json.At("context.viewInAppUrl"))),
    }.Signals(Source, message);

    private IReadOnlyList<Signal>? Flat(EventJson json, EventMessage message) => new ServiceAlert
    {
        Key = Key(json.At("space_id"), json.At("rule_id", "rule_name"), json.At("alert_id")),
        Title = Title(json.At("rule_name"), json.At("alert_id")),
        Name = json.At("rule_name"),
        State = StateOf(json.At("action_group", "alert_action_group", "status", "state")),
        Severity = Warns(json.At("action_group", "alert_action_group")) ?? ServiceSeverity.Of(json, "severity"),
        Summary = json.At("context_message", "reason", "message"),
        At = json.TimeAt("date", "@timestamp", "timestamp"),
        Labels = ServiceTags.Of(json.ListAt("tags", "rule_tags")),
        Links = NonEmpty.Links(("Rule", json.At("rule_url", "url"))),
    }.Signals(Source, message);

    private IReadOnlyList<Signal>? Read(EventJson json, EventJson alert, EventMessage message, string prefix)
    {
        string? Of(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if ((json.At(prefix + name) ?? alert.At(name)) is { } text)
                    return text;
            }
            return null;
        }
        var instance = Of("instance.id");
        return new ServiceAlert
        {
            Key = Of("uuid") ?? Key(null, Of("rule.uuid"), instance),
            Title = Title(Of("rule.name"), instance),
            Name = Of("rule.name"),
            State = StateOf(Of("workflow_status") is "closed" ? "closed" : Of("status")),
            Severity = ServiceSeverity.Of(json, prefix + "severity"),
            Summary = Of("reason"),
            Description = Of("rule.description"),
            Service = json.At("service.name"),
            Since = json.TimeAt(prefix + "start", prefix + "original_time"),
            At = json.TimeAt(prefix + "end", "@timestamp"),
            EndedAt = json.TimeAt(prefix + "end"),
            Labels = [("host", json.At("host.name")), ("env", json.At("service.environment")),
                .. ServiceTags.Of(json.ListAt(prefix + "rule.tags", "tags"))],
            Facts = NonEmpty.Facts(("Risk score", Of("risk_score"))),
            Links = NonEmpty.Links(("Alert", Of("url"))),
        }.Signals(Source, message);
    }

    /// <summary>Rule types have their own names for the groups that fire.</summary>
    private static ServiceState StateOf(string? group) => States.Of(group) with { IsKnown = true };

    private static SeverityClaim? Warns(string? group) => group?.Contains("warning", StringComparison.OrdinalIgnoreCase)
        == true ? new SeverityClaim(Severity.Warning, $"actionGroup={group}") : null;

    private static string? Key(string? space, string? rule, string? alert) =>
        rule is null ? null : $"{space}|{rule}|{alert}";

    /// <summary>The alert's id is what the rule groups by, or only says that there is no group.</summary>
    private static string? Title(string? rule, string? alert) =>
        rule is null || alert is null or "*" or "query matched" || Guid.TryParse(alert, out _) || alert == rule
            ? rule
            : $"{rule}: {alert}";
}
