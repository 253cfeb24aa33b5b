using System.Text.RegularExpressions;
using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>
/// Sentry's integration platform (issues, issue alerts, metric alerts) and its older webhook plugin. An issue has one
/// identity in all of them, so the webhook of a resolved issue ends the alert of a rule.
/// </summary>
/// <remarks>
/// https://docs.sentry.io/organization/integrations/integration-platform/webhooks/. The plugin's format is from its
/// source: https://github.com/getsentry/sentry/blob/master/src/sentry/plugins/sentry_webhooks/plugin.py.
/// </remarks>
internal sealed partial class SentryReader : ISourceReader
{
    private static readonly StateTable IssueStates = new()
    {
        Firing = ["created", "unresolved", "triggered", "reopened", "regressed"],
        Resolved = ["resolved", "archived", "ignored"],
        Informational = ["assigned", "unassigned", "updated", "deleted"],
    };

    private static readonly StateTable MetricStates = new()
    {
        Firing = ["critical", "warning", "open"],
        Resolved = ["resolved", "closed"],
    };

    public string Source => "sentry";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (!message.IsObject)
            return null;
        if (json.HasPaths("project_slug", "event", "culprit") || json.HasPaths("triggering_rules", "event"))
            return Plugin(json, message);
        if (json.At("action") is not { } action || !json.HasPath("data"))
            return null;
        return json.HasPath("data.metric_alert.id") ? Metric(json, message, action)
            : json.HasPath("data.issue.id") ? Issue(json, message, action, json.Node("data.issue"))
            : json.HasPath("data.event.event_id") ? Event(json, message, action, json.Node("data.event"))
            : json.HasPath("data.error.event_id") ? Event(json, message, action, json.Node("data.error"))
            : json.HasPaths("data.comment", "data.issue_id") ? Comment(json, message)
            : json.HasPath("data.installation.uuid") ? Installation(json, message, action)
            : null;
    }

    private IReadOnlyList<Signal>? Issue(EventJson json, EventMessage message, string action, EventJson issue)
    {
        var state = IssueStates.Of(action);
        var isResolved = state.Kind == StateKind.Resolved;
        return new ServiceAlert
        {
            Key = $"issue/{issue.At("id")}",
            Title = issue.At("title", "metadata.title", "culprit"),
            State = state,
            Ending = action is "archived" or "ignored"
                ? new Ending(ReasonCode.NoData, "Archived in Sentry, not resolved")
                : null,
            Severity = ServiceSeverity.Of(issue, "level", "priority"),
            Summary = state.Kind == StateKind.Informational
                ? $"{Wording.Words(action)} by {json.At("actor.name")}"
                : issue.At("metadata.value"),
            Service = issue.At("project.slug", "project.name"),
            Since = issue.TimeAt("firstSeen"),
            // An archived issue changes no time of its own.
            At = message.Attributes.GetValueOrDefault("Sentry-Hook-Timestamp") is { } sent
                && JsonFields.TryTime(sent, out var time)
                ? time
                : issue.TimeAt("statusDetails.resolvedAt") ?? (isResolved ? null : issue.TimeAt("lastSeen")),
            Labels = [("project", issue.At("project.slug")), ("platform", issue.At("platform"))],
            Facts = NonEmpty.Facts(("Culprit", issue.At("culprit")), ("Events", issue.At("count")),
                ("Users", issue.At("userCount")), ("Issue", issue.At("shortId"))),
            Links = NonEmpty.Links(("Issue", issue.At("web_url", "permalink"))),
        }.Signals(Source, message);
    }

    private IReadOnlyList<Signal>? Event(EventJson json, EventMessage message, string action, EventJson found)
    {
        var rule = json.At("data.triggered_rule", "data.issue_alert.title");
        return new ServiceAlert
        {
            Key = found.At("issue_id", "groupID") is { } issue ? $"issue/{issue}" : $"event/{found.At("event_id")}",
            Title = found.At("title", "metadata.type", "message"),
            State = IssueStates.Of(action),
            Severity = ServiceSeverity.Of(found, "level"),
            Summary = rule is null ? null : $"Alert rule {rule}",
            Service = json.At("data.event.project_slug") ?? Slug(found.At("url", "issue_url")),
            At = found.TimeAt("datetime", "timestamp"),
            EventId = found.At("event_id"),
            Labels = ServiceTags.Map(found.Node("tags")).Where(tag => tag.Name is "environment" or "release" or
                "server_name" or "transaction")
                .Append(("environment", found.At("environment"))).Append(("rule", rule)),
            Facts = NonEmpty.Facts(("Culprit", found.At("culprit", "location")), ("Platform", found.At("platform"))),
            Links = NonEmpty.Links(("Event", found.At("web_url"))),
        }.Signals(Source, message);
    }

    private IReadOnlyList<Signal>? Metric(EventJson json, EventMessage message, string action)
    {
        var alert = json.Node("data.metric_alert");
        var state = MetricStates.Of(action);
        return new ServiceAlert
        {
            Key = alert.At("alert_rule.id") is { } rule
                ? $"metric/{alert.At("organization_id", "alert_rule.organization_id")}|{rule}"
                : $"incident/{alert.At("id")}",
            Title = Prefix().Replace(
                alert.At("title", "alert_rule.name") ?? json.At("data.description_title") ?? "", ""),
            State = state,
            Severity = state.Kind == StateKind.Firing ? ServiceSeverity.Of(json, "action") : null,
            Summary = json.At("data.description_text", "description_text"),
            Service = alert.ListAt("projects", "alert_rule.projects").FirstOrDefault(),
            Since = alert.TimeAt("date_started", "date_detected"),
            At = state.Kind == StateKind.Resolved ? alert.TimeAt("date_closed") : null,
            Labels = [("environment", alert.At("alert_rule.environment"))],
            Facts = NonEmpty.Facts(("Query", alert.At("alert_rule.query")),
                ("Aggregate", alert.At("alert_rule.aggregate"))),
            Links = NonEmpty.Links(("Alert", json.At("data.web_url", "web_url"))),
        }.Signals(Source, message);
    }

    private IReadOnlyList<Signal>? Comment(EventJson json, EventMessage message) => new ServiceAlert
    {
        Key = $"issue/{json.At("data.issue_id")}",
        Title = $"Comment on issue {json.At("data.issue_id")}",
        IsTitleComplete = true,
        State = new ServiceState(StateKind.Informational, "comment"),
        Summary = json.At("data.comment"),
        At = json.TimeAt("data.timestamp"),
        Service = json.At("data.project_slug"),
    }.Signals(Source, message);

    private IReadOnlyList<Signal>? Installation(EventJson json, EventMessage message, string action) => new ServiceAlert
    {
        Key = $"installation/{json.At("data.installation.uuid")}",
        Title = $"Sentry installation {action}",
        IsTitleComplete = true,
        State = new ServiceState(StateKind.Informational, action),
        Service = json.At("data.installation.organization.slug"),
    }.Signals(Source, message);

    /// <summary>The plugin sends no end.</summary>
    private IReadOnlyList<Signal>? Plugin(EventJson json, EventMessage message) => new ServiceAlert
    {
        Key = json.At("id") is { } id ? $"issue/{id}" : null,
        Title = json.At("event.title", "message", "culprit"),
        State = IssueStates.Of("triggered"),
        Severity = ServiceSeverity.Of(json, "level", "event.level"),
        Summary = json.At("event.metadata.value", "message"),
        Service = json.At("project_slug", "project"),
        At = json.TimeAt("event.datetime", "event.timestamp", "event.received"),
        EventId = json.At("event.event_id"),
        HasEnd = false,
        Labels = [("project", json.At("project_slug", "project")), ("environment", json.At("event.environment")),
            ("rule", json.ListAt("triggering_rules").FirstOrDefault())],
        Facts = NonEmpty.Facts(("Culprit", json.At("culprit"))),
        Links = NonEmpty.Links(("Issue", json.At("url"))),
    }.Signals(Source, message);

    /// <summary>The state in front of the title of a metric alert.</summary>
    [GeneratedRegex(@"^\s*(Critical|Warning|Resolved)\s*:\s+(?=\S)")]
    private static partial Regex Prefix();

    /// <summary>Of <c>/projects/org/slug/</c> in the URL of the API.</summary>
    private static string? Slug(string? url)
    {
        var parts = url?.Split('/') ?? [];
        var at = Array.IndexOf(parts, "projects");
        return at > 0 && at + 2 < parts.Length ? parts[at + 2] : null;
    }
}
