using System.Text.RegularExpressions;
using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>Detectors of Splunk Observability Cloud, and alerts of Splunk's saved searches.</summary>
/// <remarks>
/// https://help.splunk.com/splunk-observability-cloud/create-alerts-detectors-and-service-level-objectives/send-alert-notifications-to-other-services/send-alerts-to-webhook
/// and https://help.splunk.com/splunk-enterprise/alert-and-respond/alerting-manual/10.0/configure-alert-actions/use-a-webhook-alert-action.
/// </remarks>
internal sealed partial class SplunkReader : ISourceReader
{
    private static readonly StateTable States = new()
    {
        Firing = ["anomalous", "triggered"],
        Resolved = ["ok", "auto resolved", "manually resolved", "stopped", "cleared"],
        NoData = ["no data"],
    };

    /// <summary>Splunk counts from 1 for debug to 6 for fatal.</summary>
    /// <remarks>alert.severity in https://docs.splunk.com/Documentation/Splunk/latest/Admin/Savedsearchesconf</remarks>
    private static readonly Dictionary<string, Severity> Levels = new()
    {
        ["1"] = Severity.Info, ["2"] = Severity.Info, ["3"] = Severity.Warning, ["4"] = Severity.Error,
        ["5"] = Severity.Critical, ["6"] = Severity.Critical,
    };

    public string Source => "splunk";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (json.HasPath("incidentId") && (json.HasPath("originatingMetric") || json.HasPath("detectOnCondition")
            || json.HasPath("statusExtended") || json.HasPath("detectorUrl")))
        {
            return Detector(json, message);
        }
        return json.HasPaths("sid", "results_link", "app") ? Search(json, message) : null;
    }

    private IReadOnlyList<Signal>? Detector(EventJson json, EventMessage message)
    {
        var rule = json.At("rule", "inputs.rule");
        var detector = json.At("detector");
        var state = States.Of(json.At("statusExtended", "status"));
        var at = json.TimeAt("timestamp");
        return new ServiceAlert
        {
            Key = $"incident/{json.At("incidentId")}",
            EarlierKey = json.At("incidentId"),
            Title = json.At("messageTitle", "inputs.messageTitle") is { } text ? Prefix().Replace(text, "")
                : detector is null || rule is null || rule == detector ? rule ?? detector
                : $"{rule} ({detector})",
            Name = rule ?? detector,
            State = state,
            Ending = state.Word is "stopped" or "manually resolved"
                ? new Ending(ReasonCode.NoData, $"{char.ToUpperInvariant(state.Word[0])}{state.Word[1..]} in Splunk")
                : null,
            Severity = ServiceSeverity.Of(json, "severity"),
            Summary = json.At("description", "inputs.description", "messageBody"),
            Description = json.At("tip", "runbookTip"),
            Service = json.At("dimensions.service", "dimensions.service.name"),
            At = at,
            Measurement = Comparisons.Of(json.At("originatingMetric"), null, json.NumberAt("inputs.A.value"), null, at),
            Labels = [("detector", detector), .. ServiceTags.Map(json.Node("dimensions"))],
            Facts = NonEmpty.Facts(("Condition", json.At("detectOnCondition"))),
            Links = NonEmpty.Links(("Detector", json.At("detectorUrl")),
                ("Runbook", json.At("runbookUrl", "inputs.runbookUrl")), ("Graph", json.At("imageUrl"))),
        }.Signals(Source, message);
    }

    /// <summary>A search says nothing when its condition is no longer met.</summary>
    private IReadOnlyList<Signal>? Search(EventJson json, EventMessage message)
    {
        var name = json.At("search_name");
        return new ServiceAlert
        {
            Key = $"search/{json.At("app")}|{name ?? SearchId().Replace(json.At("sid")!, "")}",
            Title = name ?? $"Splunk search of {json.At("app")}",
            State = new ServiceState(StateKind.Firing, null),
            Severity = ServiceSeverity.Of(json, Levels, "result.severity", "result.urgency", "result.priority"),
            // Splunk's own alerts are of medium severity unless set otherwise.
            Default = Severity.Warning,
            Summary = json.At("result.message", "result._raw"),
            Service = json.At("result.service", "result.host"),
            At = json.TimeAt("result._time"),
            EventId = json.At("sid"),
            HasEnd = false,
            Labels = [("app", json.At("app")), ("host", json.At("result.host"))],
            Facts = [.. ServiceTags.Map(json.Node("result")).Where(field => !field.Name.StartsWith('_')
                && field.Value is not null).Select(field => new Fact(field.Name, field.Value!))],
            Links = NonEmpty.Links(("Results", json.At("results_link"))),
        }.Signals(Source, message);
    }

    /// <summary><c>Critical Alert: </c>, <c>Back to normal: </c>, <c>Manually resolved: </c>.</summary>
    [GeneratedRegex(@"^\s*((Critical|Major|Minor|Warning|Info) Alert|Back to normal|Manually resolved|Auto resolved"
        + @"|Stopped|Alert cleared|Cleared)\s*:\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();

    /// <summary>The time and the number of a run.</summary>
    [GeneratedRegex(@"_at_\d+_\d+$")]
    private static partial Regex SearchId();
}
