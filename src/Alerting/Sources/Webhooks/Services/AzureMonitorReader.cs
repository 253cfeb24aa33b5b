using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>Azure Monitor's common alert schema, and the schemas of metric and log alerts before it.</summary>
/// <remarks>
/// https://learn.microsoft.com/en-us/azure/azure-monitor/alerts/alerts-common-schema and
/// https://learn.microsoft.com/en-us/azure/azure-monitor/alerts/alerts-non-common-schema-definitions.
/// </remarks>
internal sealed class AzureMonitorReader : ISourceReader
{
    private static readonly StateTable States = new()
    {
        Firing = ["Fired", "Activated", "Active", "Updated", "Unavailable", "Degraded", "In Progress", "Planned"],
        Resolved = ["Resolved", "Deactivated", "Available", "RCA", "Complete", "Canceled"],
        NoData = ["Unknown"],
    };

    /// <summary>Azure counts from 0, so its Sev1 is not critical.</summary>
    private static readonly Dictionary<string, Severity> Severities = new()
    {
        ["sev0"] = Severity.Critical, ["sev1"] = Severity.Error, ["sev2"] = Severity.Warning,
        ["sev3"] = Severity.Info, ["sev4"] = Severity.Info, ["0"] = Severity.Critical, ["1"] = Severity.Error,
        ["2"] = Severity.Warning, ["3"] = Severity.Info, ["4"] = Severity.Info, ["verbose"] = Severity.Info,
    };

    /// <summary>The alert that "Test action group" sends.</summary>
    private const string TestId = "/12345678-1234-1234-1234-1234567890ab";

    public string Source => "azure-monitor";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (json.HasPaths("data.essentials.monitorCondition"))
            return Common(json.Node("data.essentials"), json.Node("data.alertContext"), json, message);
        var data = json.HasPath("data.context.name") ? json.Node("data") : json;
        if (data.HasPaths("status", "context.name", "context.id") && data.HasPath("context.condition"))
            return Metric(data, data.Node("context"), message);
        return json.HasPaths("data.AlertRuleName", "data.SearchQuery") ? Log(json.Node("data"), message) : null;
    }

    private IReadOnlyList<Signal>? Common(
        EventJson essentials, EventJson context, EventJson json, EventMessage message)
    {
        var rule = essentials.At("alertRule");
        var target = essentials.ListAt("configurationItems").FirstOrDefault();
        var condition = context.Node("condition.allOf").FirstItem();
        var at = essentials.TimeAt("firedDateTime");
        return new ServiceAlert
        {
            Key = KeyOf(essentials, context),
            Title = context.HasPath("properties.trackingId") && context.At("properties.title") is { } outage ? outage
                : target is null || rule is null || rule.Contains(target, StringComparison.OrdinalIgnoreCase)
                    ? rule
                : $"{rule} on {target}",
            Name = rule,
            State = StateOf(essentials, context),
            Severity = ServiceSeverity.Of(essentials, Severities, "severity"),
            Summary = context.At("properties.title", "status.description") ?? essentials.At("description"),
            Description = essentials.At("description"),
            Service = target,
            Since = at,
            At = essentials.TimeAt("resolvedDateTime") ?? at,
            EndedAt = essentials.TimeAt("resolvedDateTime"),
            // Nothing resolves an alert about an entry of the activity log or about costs.
            HasEnd = essentials.At("monitoringService") is not ("CostAlerts" or "Activity Log - Administrative"
                or "Activity Log - Security" or "Activity Log - Policy" or "Activity Log - Autoscale"),
            Measurement = Measured(condition, at),
            Labels = Labels(essentials.ListAt("alertTargetIDs").FirstOrDefault(), json.Node("data.customProperties"),
                condition),
            Facts = NonEmpty.Facts(("Monitored by", essentials.At("monitoringService")),
                ("Query", condition.At("searchQuery"))),
            Links = NonEmpty.Links(("Alert", essentials.At("investigationLink")),
                ("Resource", essentials.ListAt("alertTargetIDs").FirstOrDefault() is ['/', ..] resource
                    ? $"https://portal.azure.com/#resource{resource}"
                    : null),
                ("Search results", condition.At("linkToFilteredSearchResultsUI", "linkToSearchResultsUI")
                    ?? context.At("linkToFilteredSearchResultsUI", "LinkToFilteredSearchResultsUI"))),
        }.Signals(Source, message);
    }

    /// <summary>Each change of an outage and of a resource's health is a fired alert of its own.</summary>
    private static string? KeyOf(EventJson essentials, EventJson context) =>
        context.At("properties.trackingId") is { } outage ? $"service-health/{outage}"
        : context.HasPath("properties.currentHealthStatus")
            && essentials.ListAt("alertTargetIDs").FirstOrDefault() is { } resource
            ? $"resource-health/{resource.ToLowerInvariant()}"
        : essentials.At("alertId") ?? essentials.At("originAlertId");

    private static ServiceState StateOf(EventJson essentials, EventJson context) =>
        essentials.At("alertId")?.EndsWith(TestId, StringComparison.Ordinal) == true
            ? new ServiceState(StateKind.Informational, "test")
        : States.Of(context.At("properties.currentHealthStatus")
            ?? (context.HasPath("properties.trackingId") ? context.At("properties.stage", "status") : null)
            ?? essentials.At("monitorCondition"));

    private IReadOnlyList<Signal>? Metric(EventJson data, EventJson context, EventMessage message)
    {
        var condition = context.HasPath("condition.allOf") ? context.Node("condition.allOf").FirstItem()
            : context.Node("condition");
        var resource = context.At("resourceName");
        var at = context.TimeAt("timestamp");
        return new ServiceAlert
        {
            Key = $"{context.At("id")}|{context.At("resourceId")}|{Dimensions(condition)}",
            Title = resource is null ? context.At("name") : $"{context.At("name")} on {resource}",
            Name = context.At("name"),
            State = States.Of(data.At("status")),
            Severity = ServiceSeverity.Of(context, Severities, "severity"),
            Summary = context.At("description"),
            Description = context.At("description"),
            Service = resource,
            At = at,
            Measurement = Measured(condition, at),
            Labels = Labels(context.At("resourceId"), data.Node("properties"), condition)
                .Append(("resource_group", context.At("resourceGroupName")))
                .Append(("subscription", context.At("subscriptionId"))),
            Links = NonEmpty.Links(("Resource", context.At("portalLink"))),
        }.Signals(Source, message);
    }

    /// <summary>Log alerts of this schema have no end.</summary>
    private IReadOnlyList<Signal>? Log(EventJson data, EventMessage message) => new ServiceAlert
    {
        Key = $"{data.At("SubscriptionId")}|{data.At("AlertRuleName")}",
        Title = data.At("AlertRuleName"),
        State = States.Of("Fired"),
        Severity = ServiceSeverity.Of(data, Severities, "Severity"),
        Summary = data.At("Description") ?? $"{data.At("ResultCount")} results",
        Description = data.At("Description"),
        At = data.TimeAt("SearchIntervalEndtimeUtc", "SearchIntervalEndTimeUtc"),
        HasEnd = false,
        Measurement = Comparisons.Of("Results", data.At("AlertThresholdOperator"), data.NumberAt("ResultCount"),
            data.NumberAt("AlertThresholdValue"), null),
        Labels = [("subscription", data.At("SubscriptionId"))],
        Facts = NonEmpty.Facts(("Query", data.At("SearchQuery"))),
        Links = NonEmpty.Links(
            ("Search results", data.At("LinkToFilteredSearchResultsUI", "LinkToSearchResults"))),
    }.Signals(Source, message);

    private static Measurement? Measured(EventJson condition, DateTimeOffset? at) => Comparisons.Of(
        condition.At("metricName", "metricMeasureColumn"), condition.At("operator"),
        condition.NumberAt("metricValue"), condition.NumberAt("threshold"), at, condition.At("timeAggregation"),
        condition.At("metricUnit"));

    private static string Dimensions(EventJson condition) =>
        string.Join(',', ServiceTags.Map(condition.Node("dimensions")).Select(pair => $"{pair.Name}={pair.Value}"));

    private static IEnumerable<(string, string?)> Labels(string? resourceId, EventJson properties, EventJson condition)
    {
        var parts = resourceId?.Split('/') ?? [];
        string? After(string segment) =>
            Array.FindIndex(parts, part => part.Equals(segment, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at
                && at + 1 < parts.Length ? parts[at + 1] : null;
        return [("subscription", After("subscriptions")), ("resource_group", After("resourcegroups")),
            ("resource", parts.LastOrDefault()), .. ServiceTags.Map(condition.Node("dimensions")),
            .. ServiceTags.Map(properties)];
    }
}
