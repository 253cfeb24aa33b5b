using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>Better Stack's outgoing webhooks about incidents, monitors, errors and who is on call.</summary>
/// <remarks>
/// https://betterstack.com/docs/uptime/webhooks/ with the attributes of
/// https://betterstack.com/docs/uptime/api/incidents-api-response-params, and
/// https://betterstack.com/docs/errors/integrations/outgoing-webhooks/.
/// </remarks>
internal sealed class BetterStackReader : ISourceReader
{
    private static readonly StateTable States = new()
    {
        Firing = ["Started", "Unconfirmed", "Validating"],
        Resolved = ["Resolved"],
        Informational = ["Acknowledged", "Commented"],
    };

    private static readonly StateTable Monitors = new()
    {
        Firing = ["down"],
        Resolved = ["up"],
        Informational = ["changed", "paused", "pending", "maintenance", "validating", "created", "deleted"],
    };

    private static readonly StateTable Errors = new()
    {
        Firing = ["new_error", "threshold", "spike", "reoccurred", "unresolved"],
        Resolved = ["resolved", "ignored"],
    };

    public string Source => "betterstack";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (!json.HasPaths("data.id", "data.attributes"))
            return null;
        return json.At("data.type") switch
        {
            "incident" when json.HasPath("data.attributes.started_at") =>
                Incident(json, json.Node("data.attributes"), message),
            "error" when json.HasPath("data.attributes.error_type") =>
                Error(json, json.Node("data.attributes"), message),
            "monitor" or "heartbeat" => Monitor(json, json.Node("data.attributes"), message),
            ['o', 'n', '_' or '-', 'c', 'a', 'l', 'l', ..] => Change(json, json.Node("data.attributes"), message),
            _ => null,
        };
    }

    /// <summary>A monitor that was created, changed or paused, with how it is.</summary>
    private IReadOnlyList<Signal>? Monitor(EventJson json, EventJson monitor, EventMessage message) => new ServiceAlert
    {
        Key = $"{json.At("data.type")}/{json.At("data.id")}",
        Title = monitor.At("pronounceable_name", "name", "url") ?? $"Monitor {json.At("data.id")}",
        State = Monitors.Of(monitor.At("status") ?? "changed"),
        At = monitor.TimeAt("updated_at", "paused_at", "created_at"),
        Labels = [("team", monitor.At("team_name"))],
        Links = NonEmpty.Links(("Monitored page", monitor.At("url"))),
    }.Signals(Source, message);

    private IReadOnlyList<Signal>? Change(EventJson json, EventJson changed, EventMessage message) => new ServiceAlert
    {
        Key = $"on-call/{json.At("data.id")}",
        Title = OnCall(json, changed) is { } who ? $"On call: {who}" : "On-call contact changed",
        IsTitleComplete = true,
        State = new ServiceState(StateKind.Informational, "changed"),
        At = changed.TimeAt("updated_at", "starts_at"),
        Labels = [("team", changed.At("team_name"))],
    }.Signals(Source, message);

    private static string? OnCall(EventJson json, EventJson changed) =>
        changed.At("name", "email") ?? (json.Node("included").FirstItem() is var user
            && user.At("attributes.first_name") is { } first
            ? $"{first} {user.At("attributes.last_name")}".Trim()
            : user.At("attributes.email") ?? changed.At("team_name"));

    private IReadOnlyList<Signal>? Incident(EventJson json, EventJson incident, EventMessage message)
    {
        var state = json.HasPath("comment") ? "Commented"
            : incident.HasPath("resolved_at") ? "Resolved"
            : incident.HasPath("acknowledged_at") ? "Acknowledged"
            : incident.At("status") ?? "Started";
        return new ServiceAlert
        {
            Key = $"incident/{json.At("data.id")}",
            Title = incident.At("name") ?? incident.At("url"),
            State = States.Of(state),
            Severity = incident.At("critical_alert") == "true"
                ? new SeverityClaim(Severity.Critical, "critical_alert=true")
                : null,
            Summary = json.At("comment.content", "comment.body", "comment") ?? incident.At("cause"),
            Service = incident.At("name"),
            Since = incident.TimeAt("started_at"),
            At = incident.TimeAt("resolved_at", "acknowledged_at", "started_at"),
            EndedAt = incident.TimeAt("resolved_at"),
            Labels = [("team", incident.At("team_name")), .. Metadata(incident.Node("metadata"))],
            Facts = NonEmpty.Facts(("Regions", string.Join(", ", incident.ListAt("regions"))),
                ("Acknowledged by", incident.At("acknowledged_by")), ("Resolved by", incident.At("resolved_by"))),
            Links = NonEmpty.Links(
                ("Incident", incident.At("origin_url")
                    ?? $"https://uptime.betterstack.com/team/0/incidents/{json.At("data.id")}"),
                ("Monitored page", incident.At("url")), ("Screenshot", incident.At("screenshot_url"))),
        }.Signals(Source, message);
    }

    /// <summary>Each key has a list of typed values.</summary>
    private static IEnumerable<(string, string?)> Metadata(EventJson metadata) =>
        metadata.ValueKind == System.Text.Json.JsonValueKind.Object
            ? metadata.EnumerateObject().Take(25).Select(pair =>
                (pair.Name, pair.Value.Scalar() ?? pair.Value.FirstItem().At("value")))
            : [];

    private IReadOnlyList<Signal>? Error(EventJson json, EventJson error, EventMessage message) => new ServiceAlert
    {
        Key = $"error/{error.At("application_id")}|{json.At("data.id")}",
        Title = error.At("error_message") is { } text ? $"{error.At("error_type")}: {text}" : error.At("error_type"),
        Name = error.At("error_type"),
        State = Errors.Of(error.At("event")),
        Ending = error.At("event") == "ignored"
            ? new Ending(ReasonCode.NoData, "Ignored in Better Stack, not resolved")
            : null,
        Summary = error.At("call_site_function"),
        Service = error.At("application_name"),
        At = error.TimeAt("last_seen_at", "occurred_at", "updated_at"),
        Labels = [("environment", error.At("environment"))],
        Links = NonEmpty.Links(("Error", error.At("error_url"))),
    }.Signals(Source, message);
}
