using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>
/// Statuspage's webhook for subscribers: incidents, maintenance, and components without an incident. Better Stack's
/// status pages send the same format.
/// </summary>
/// <remarks>
/// https://support.atlassian.com/statuspage/docs/enable-webhook-notifications/ and
/// https://betterstack.com/docs/uptime/status-pages/subscribing-to-status-updates/subscribing-with-webhooks.
/// </remarks>
internal sealed class StatuspageReader : ISourceReader
{
    private static readonly StateTable Incidents = new()
    {
        Firing = ["investigating", "identified", "monitoring"],
        Resolved = ["resolved"],
        Informational = ["postmortem", "scheduled", "in_progress", "verifying", "completed"],
    };

    private static readonly StateTable Components = new()
    {
        Firing = ["degraded_performance", "partial_outage", "major_outage", "degraded", "downtime"],
        Resolved = ["operational"],
        Informational = ["under_maintenance", "maintenance"],
    };

    private static readonly Dictionary<string, Severity> Impacts = new() { ["maintenance"] = Severity.Info };

    private static readonly Dictionary<string, Severity> Outages = new()
    {
        ["degraded_performance"] = Severity.Warning, ["degraded"] = Severity.Warning,
        ["partial_outage"] = Severity.Error, ["major_outage"] = Severity.Critical, ["downtime"] = Severity.Critical,
    };

    public string Source => "statuspage";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (!json.HasPath("page.id"))
            return null;
        return json.HasPath("incident.id") ? Incident(json, message)
            : json.HasPaths("component.id", "component_update") ? Component(json, message)
            : null;
    }

    private IReadOnlyList<Signal>? Incident(EventJson json, EventMessage message)
    {
        var incident = json.Node("incident");
        var update = incident.Node("incident_updates").FirstItem();
        return new ServiceAlert
        {
            Key = $"{json.At("page.id")}|incident/{incident.At("id")}",
            EarlierKey = incident.At("id"),
            Title = incident.At("name"),
            State = incident.HasPath("resolved_at") ? Incidents.Of("resolved") : Incidents.Of(
                incident.At("status") ?? update.At("status")),
            Severity = ServiceSeverity.Of(incident, Impacts, "impact_override", "impact"),
            Summary = update.At("body"),
            Service = incident.Node("components").FirstItem().At("name"),
            Since = incident.TimeAt("started_at", "created_at"),
            At = incident.TimeAt("resolved_at", "updated_at", "created_at"),
            EndedAt = incident.TimeAt("resolved_at"),
            Facts = NonEmpty.Facts(("Page", json.At("page.status_description"))),
            Links = NonEmpty.Links(("Incident", incident.At("shortlink"))),
        }.Signals(Source, message);
    }

    private IReadOnlyList<Signal>? Component(EventJson json, EventMessage message)
    {
        var at = json.TimeAt("component_update.created_at", "component.updated_at");
        var state = Components.Of(json.At("component_update.new_status", "component.status"));
        return new ServiceAlert
        {
            Key = $"{json.At("page.id")}|component/{json.At("component.id")}",
            Title = json.At("component.name"),
            State = state,
            Severity = state.Kind == StateKind.Informational ? null : ServiceSeverity.Of(json, Outages,
                state.Kind == StateKind.Resolved ? "component_update.old_status" : "component_update.new_status"),
            Summary = $"Was {Wording.Words(json.At("component_update.old_status") ?? "unknown")}",
            Description = json.At("component.description"),
            Service = json.At("component.name"),
            At = at,
            EventId = json.At("component_update.id"),
            Facts = NonEmpty.Facts(("Page", json.At("page.status_description"))),
        }.Signals(Source, message);
    }
}
