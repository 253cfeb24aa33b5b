using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>New Relic's issues, sent by workflows, and the incidents of its former notification channels.</summary>
/// <remarks>
/// https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/ (webhook),
/// https://docs.newrelic.com/docs/alerts-applied-intelligence/new-relic-alerts/alert-notifications/customize-your-webhook-payload.
/// </remarks>
internal sealed class NewRelicReader : ISourceReader
{
    private static readonly StateTable Issues = new()
    {
        Firing = ["CREATED", "ACTIVATED", "ACTIVE", "OPEN"],
        Resolved = ["CLOSED", "DEACTIVATED", "RESOLVED"],
        Informational = ["ACKNOWLEDGED"],
    };

    private static readonly StateTable Incidents = new()
    {
        Firing = ["open", "INCIDENT_OPEN"],
        Resolved = ["closed", "INCIDENT_CLOSE", "INCIDENT_CLOSED", "INCIDENT_RESOLVED", "resolved"],
        Informational = ["acknowledged", "INCIDENT_ACKNOWLEDGED", "test", "NOTIFICATION"],
    };

    public string Source => "newrelic";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (json.HasPaths("condition_name", "incident_id") && json.HasPaths("policy_name"))
            return Incident(json, message);
        var isIssue = json.HasPath("state") && (json.HasPaths("id", "issueUrl")
            || json.HasPaths("alertPolicyNames", "title") || json.HasPaths("issueId", "issuePageUrl"));
        return isIssue ? Issue(json, message) : null;
    }

    private IReadOnlyList<Signal>? Issue(EventJson json, EventMessage message)
    {
        var trigger = json.At("trigger", "triggerEvent");
        var state = Issues.Of(json.At("state"));
        // An acknowledged issue stays activated.
        if (state.Kind == StateKind.Firing && trigger is "ACKNOWLEDGED" or "USER_ACTION")
            state = new ServiceState(StateKind.Informational, trigger);
        var entities = json.ListAt("impactedEntities").ToList();
        return new ServiceAlert
        {
            Key = json.At("id", "issueId") is { } id ? $"issue/{id}" : null,
            EarlierKey = json.At("id"),
            Title = json.At("title", "issueTitle")
                ?? json.ListAt("title", "alertConditionNames", "condition_name", "details").FirstOrDefault(),
            Name = json.ListAt("alertConditionNames").FirstOrDefault(),
            State = state,
            Severity = ServiceSeverity.Of(json, "priority"),
            Service = entities.FirstOrDefault(),
            Since = json.TimeAt("createdAt", "activatedAt"),
            At = json.TimeAt("updatedAt", "closedAt"),
            EndedAt = json.TimeAt("closedAt"),
            Labels = [("policy", json.ListAt("alertPolicyNames").FirstOrDefault()),
                ("condition", json.ListAt("alertConditionNames").FirstOrDefault()),
                ("workflow", json.At("workflowName"))],
            Facts = NonEmpty.Facts(("Entities", string.Join(", ", entities)),
                ("Incidents", json.At("totalIncidents")), ("Trigger", trigger)),
            Links = NonEmpty.Links(("Issue", json.At("issueUrl", "issuePageUrl")),
                ("Runbook", json.ListAt("runbookUrl", "runbookUrls").FirstOrDefault())),
        }.Signals(Source, message);
    }

    private IReadOnlyList<Signal>? Incident(EventJson json, EventMessage message)
    {
        var target = json.Node("targets").FirstItem();
        var condition = json.At("condition_name");
        var host = target.At("name");
        return new ServiceAlert
        {
            Key = $"incident/{json.At("account_id")}|{json.At("incident_id")}",
            EarlierKey = json.At("incident_id"),
            Title = host is null ? condition : $"{condition} on {host}",
            Name = condition,
            State = Incidents.Of(json.At("current_state", "event_type")),
            Severity = ServiceSeverity.Of(json, "severity"),
            Summary = json.At("details"),
            Description = json.At("condition_description"),
            Service = host,
            Since = json.TimeAt("incident_opened_at"),
            At = json.TimeAt("timestamp"),
            Labels = [("policy", json.At("policy_name")), ("condition", condition),
                ("newrelic_account", json.At("account_name", "account_id")),
                .. ServiceTags.Map(target.Node("labels"))],
            Facts = NonEmpty.Facts(("Owner", json.At("owner"))),
            Links = NonEmpty.Links(("Incident", json.At("incident_url")), ("Runbook", json.At("runbook_url")),
                ("Chart", json.At("violation_chart_url")), ("Policy", json.At("policy_url"))),
        }.Signals(Source, message);
    }
}
