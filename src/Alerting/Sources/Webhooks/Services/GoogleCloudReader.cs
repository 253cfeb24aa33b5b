using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>Google Cloud Monitoring's webhook and Pub/Sub channels, versions 1.1 and 1.2.</summary>
/// <remarks>https://cloud.google.com/monitoring/support/notification-options#schema-pubsub</remarks>
internal sealed class GoogleCloudReader : ISourceReader
{
    private static readonly StateTable States = new()
    {
        Firing = ["open"],
        Resolved = ["closed"],
        Informational = ["acknowledged", "test"],
    };

    public string Source => "google-cloud-monitoring";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var incident = message.Json.Node("incident");
        if (!incident.HasPath("incident_id") || !message.Json.HasPath("version"))
            return null;
        var policy = incident.At("policy_name");
        var condition = incident.At("condition_name", "condition.displayName");
        var at = incident.TimeAt("started_at");
        var isTest = message.Json.At("version") == "test";
        return new ServiceAlert
        {
            Key = $"{incident.At("scoping_project_id")}|{incident.At("incident_id")}",
            EarlierKey = incident.At("incident_id"),
            Title = isTest ? "Google Cloud Monitoring sent a test incident"
                : policy is null || policy == condition ? condition ?? incident.At("summary")
                : condition is null ? policy : $"{policy}: {condition}",
            Name = policy ?? condition,
            IsTitleComplete = isTest,
            State = isTest ? States.Of("test") : States.Of(incident.At("state")),
            Severity = Severe(incident),
            Summary = incident.At("summary"),
            Description = incident.At("documentation.content"),
            Service = incident.At("resource_display_name", "resource_name", "resource_id"),
            Since = at,
            At = incident.TimeAt("ended_at") ?? at,
            EndedAt = incident.TimeAt("ended_at"),
            Measurement = Comparisons.Of(incident.At("metric.displayName", "metric.type"),
                incident.At("condition.conditionThreshold.comparison"), incident.NumberAt("observed_value"),
                incident.NumberAt("threshold_value"), at),
            Labels = [("project", incident.At("scoping_project_id", "resource.labels.project_id")),
                ("resource_type", incident.At("resource.type")),
                .. ServiceTags.Map(incident.Node("policy_user_labels")),
                .. ServiceTags.Map(incident.Node("metadata.user_labels")),
                .. ServiceTags.Map(incident.Node("resource.labels")).Where(label => label.Name != "project_id"),
                .. ServiceTags.Map(incident.Node("metric.labels"))],
            Facts = NonEmpty.Facts(("Resource", incident.At("resource_display_name", "resource_name"))),
            Links = [.. NonEmpty.Links(("Incident", incident.At("url"))),
                .. Links(incident.Node("documentation.links"))],
        }.Signals(Source, message);
    }

    private static SeverityClaim? Severe(EventJson incident) =>
        incident.At("severity") is { } word && !word.Equals("No severity", StringComparison.OrdinalIgnoreCase)
            ? ServiceSeverity.Of(incident, "severity")
            : null;

    private static IEnumerable<Link> Links(EventJson links) =>
        links.ValueKind == System.Text.Json.JsonValueKind.Array
            ? links.EnumerateArray().SelectMany(link =>
                NonEmpty.Links((link.At("display_name", "displayName") ?? "Documentation", link.At("url"))))
            : [];
}
