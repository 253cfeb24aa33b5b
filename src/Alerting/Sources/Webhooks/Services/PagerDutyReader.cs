using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>PagerDuty's webhooks, version 3, and the messages of version 2, which existing extensions still send.</summary>
/// <remarks>https://developer.pagerduty.com/docs/webhooks/v3-overview/</remarks>
internal sealed class PagerDutyReader : ISourceReader
{
    private const string Prefix = "incident.";

    private static readonly StateTable States = new()
    {
        Firing =
        [
            "triggered", "unacknowledged", "reopened", "trigger", "unacknowledge", "priority_updated", "escalated",
            "reassigned", "delegated", "escalate", "assign", "delegate",
        ],
        Resolved = ["resolved", "resolve"],
        Informational =
        [
            "acknowledged", "acknowledge", "annotated", "annotate", "responder.added", "responder.replied",
            "status_update_published", "conference_bridge.updated", "custom_field_values.updated",
            "incident_type.changed", "workflow.started", "workflow.completed", "role.assigned", "role.unassigned",
            "task.created", "task.updated", "action_invocation.created", "action_invocation.terminated",
            "action_invocation.updated",
        ],
    };

    /// <summary>A low urgency wakes nobody in PagerDuty either, but somebody has to look at it.</summary>
    private static readonly Dictionary<string, Severity> Urgencies = new() { ["low"] = Severity.Warning };

    public string Source => "pagerduty";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (json.HasPaths("event.event_type", "event.data"))
            return Version3(message, json.Node("event"));
        // As EventBridge brings it.
        if (json.HasPaths("event_type", "data", "resource_type")
            && json.At("event_type")!.Split('.')[0] is "incident" or "service" or "pagey")
        {
            return Version3(message, json);
        }
        if (PagerDutyEvent.Of(json, States) is { } sent)
        {
            return (sent with { Account = message.Topic?.Account, Region = message.Topic?.Region })
                .Signals(Source, message);
        }
        var messages = json.Node("messages");
        if (messages.ValueKind != System.Text.Json.JsonValueKind.Array)
            return null;
        var signals = messages.EnumerateArray().Where(item => item.HasPaths("event", "incident.id"))
            .SelectMany((item, index) => Version2(message, item, index)).ToList();
        return signals.Count == 0 ? null : signals;
    }

    private IReadOnlyList<Signal>? Version3(EventMessage message, EventJson occurred)
    {
        var type = occurred.At("event_type") ?? "";
        if (!type.StartsWith(Prefix, StringComparison.Ordinal))
            return Other(message, occurred, type);
        var data = occurred.Node("data");
        var state = Effective(States.Of(type[Prefix.Length..]), data.At("status"));
        return (Incident(data.HasPath("incident.id") ? data.Node("incident") : data, state) with
        {
            At = occurred.TimeAt("occurred_at"),
            EventId = occurred.At("id"),
            Summary = data.At("content", "message", "body.details")
                ?? (occurred.At("agent.summary") is { } agent && state.Kind != StateKind.Firing
                    ? $"{Wording.Words(state.Word!)} by {agent}"
                    : null),
        }).Signals(Source, message);
    }

    private IReadOnlyList<Signal> Version2(EventMessage message, EventJson item, int index)
    {
        var type = item.At("event") ?? "";
        var incident = item.Node("incident");
        var word = type.StartsWith(Prefix, StringComparison.Ordinal) ? type[Prefix.Length..] : type;
        return (Incident(incident, Effective(States.Of(word), incident.At("status"))) with
        {
            At = item.TimeAt("created_on", "incident.last_status_change_at"),
            EventId = item.At("id"),
        }).Signals(Source, index == 0 || message.MessageId is null
            ? message
            : message with { MessageId = $"{message.MessageId}/{index}" }) ?? [];
    }

    /// <summary>A change of an acknowledged incident must not page for it.</summary>
    private static ServiceState Effective(ServiceState state, string? status) =>
        state.Kind != StateKind.Firing || status is null or "triggered"
            ? state
            : new ServiceState(StateKind.Informational, state.Word, state.IsKnown);

    private static ServiceAlert Incident(EventJson incident, ServiceState state) => new()
    {
        Key = incident.At("id") is { } id ? $"incident/{id}" : null,
        Title = incident.At("title", "description", "summary") ?? $"Incident {incident.At("number", "id")}",
        State = state,
        Severity = ServiceSeverity.Of(incident, "priority.summary", "priority.name")
            ?? ServiceSeverity.Of(incident, Urgencies, "urgency"),
        Service = incident.At("service.summary", "service.name"),
        Since = incident.TimeAt("created_at", "created_on"),
        Labels = [("team", incident.Node("teams").FirstItem().At("summary", "name")),
            ("escalation_policy", incident.At("escalation_policy.summary")), ("urgency", incident.At("urgency"))],
        Facts = NonEmpty.Facts(("Incident", incident.At("number", "incident_number")),
            ("Assigned to", incident.Node("assignees").FirstItem().At("summary")),
            ("Key", incident.At("incident_key"))),
        Links = NonEmpty.Links(("Incident", incident.At("html_url"))),
    };

    /// <summary>Events of services, and the test message of a subscription.</summary>
    private IReadOnlyList<Signal>? Other(EventMessage message, EventJson occurred, string type) => new ServiceAlert
    {
        Key = $"{type}/{occurred.At("data.id")}",
        Title = type == "pagey.ping" ? "PagerDuty sent a test message"
            : $"PagerDuty {Wording.Words(type.Replace('.', ' '))}: {occurred.At("data.summary", "data.name")}",
        IsTitleComplete = true,
        State = new ServiceState(StateKind.Informational, type),
        Summary = occurred.At("data.message"),
        At = occurred.TimeAt("occurred_at"),
        EventId = occurred.At("id"),
        Links = NonEmpty.Links(("Details", occurred.At("data.html_url"))),
    }.Signals(Source, message);
}
