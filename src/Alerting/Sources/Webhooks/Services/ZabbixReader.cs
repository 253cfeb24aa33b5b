using System.Text.RegularExpressions;
using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>
/// Zabbix's webhook media types, most of which name their parameters alike; the body is what the script makes of them.
/// </summary>
/// <remarks>
/// The parameters of the media types at https://git.zabbix.com/projects/ZBX/repos/zabbix/browse/templates/media, such
/// as those for PagerDuty and Opsgenie. The times of Zabbix have no zone, so they are not read.
/// </remarks>
internal sealed partial class ZabbixReader : ISourceReader
{
    private static readonly StateTable States = new()
    {
        Firing = ["1", "PROBLEM"],
        Resolved = ["0", "OK", "RESOLVED"],
        Informational = ["update"],
    };

    private static readonly Dictionary<string, Severity> Severities = new()
    {
        ["5"] = Severity.Critical, ["4"] = Severity.Error, ["3"] = Severity.Warning, ["2"] = Severity.Warning,
        ["1"] = Severity.Info, ["0"] = Severity.Info, ["average"] = Severity.Warning,
        ["not classified"] = Severity.Info,
    };

    public string Source => "zabbix";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (json.HasPaths("hostname", "trigger", "item", "status"))
            return Short(json, message);
        var hasEvent = json.HasPath("event_value") || json.HasPath("event_status");
        // Only Zabbix has triggers with events; a body of one's own may call the rest as it likes.
        var isOwn = json.At("trigger_id") is not null && json.At("event_id") is not null
            && (hasEvent || json.HasPath("value") || json.HasPath("status"));
        if (!isOwn && (!hasEvent || json.At("trigger_id", "event_id") is null
            || !(json.HasPath("event_nseverity") || json.HasPath("zabbix_url") || json.HasPath("event_source"))))
        {
            return null;
        }
        var host = json.At("host_name", "host", "hostname", "event_host");
        var title = json.At("event_name", "trigger_name", "trigger", "name", "title")
            ?? (json.At("alert_subject") is { } subject ? Prefix().Replace(subject, "") : null);
        return new ServiceAlert
        {
            Key = $"{json.At("zabbix_url")}|"
                + (json.At("trigger_id") is { } trigger ? $"trigger/{trigger}" : $"event/{json.At("event_id")}"),
            Title = host is null || title?.Contains(host, StringComparison.OrdinalIgnoreCase) != false
                ? title
                : $"{title} on {host}",
            State = States.Of(json.At("event_update_status") == "1" ? "update"
                : json.At("event_value", "event_status", "value", "status")),
            Severity = ServiceSeverity.Of(json, Severities, "event_nseverity", "trigger_nseverity",
                "nseverity", "event_severity", "trigger_severity", "severity", "priority"),
            Summary = json.At("event_update_message", "alert_message", "event_opdata"),
            Description = json.At("trigger_description"),
            Service = host,
            At = json.TimeAt("event_timestamp"),
            EventId = json.At("event_id") is { } id
                ? $"{id}/{json.At("event_update_date")}{json.At("event_update_time")}"
                : null,
            Labels = [("host", host),
                ("host_group", json.ListAt("host_groups", "trigger_hostgroup_name").FirstOrDefault()),
                .. IsJson(json.At("event_tags")) ? [] : ServiceTags.Of(json.ListAt("event_tags")),
                .. ServiceTags.Map(EmbeddedTags(json))],
            Facts = NonEmpty.Facts(("Address", json.At("host_ip")), ("Operational data", json.At("event_opdata"))),
            Links = NonEmpty.Links(("Event", EventUrl(json)), ("Zabbix", json.At("zabbix_url"))),
        }.Signals(Source, message);
    }

    /// <summary>The body of several guides, with the trigger's id only in its link.</summary>
    private IReadOnlyList<Signal>? Short(EventJson json, EventMessage message)
    {
        var trigger = Prefix().Replace(json.At("trigger") ?? "", "");
        var id = TriggerId().Match(json.At("link") ?? "").Groups["id"].Value;
        return new ServiceAlert
        {
            Key = id.Length > 0 ? $"trigger/{id}" : $"{json.At("hostname")}|{trigger}",
            Title = trigger,
            State = States.Of(json.At("status")),
            Severity = ServiceSeverity.Of(json, Severities, "severity"),
            Summary = json.At("item"),
            Service = json.At("hostname"),
            Labels = [("host", json.At("hostname"))],
            Links = NonEmpty.Links(("Event", json.At("link"))),
        }.Signals(Source, message);
    }

    [GeneratedRegex(@"[?&]triggerid=(?<id>\d+)")]
    private static partial Regex TriggerId();

    /// <summary><c>{EVENT.TAGSJSON}</c> is JSON in a text or in place.</summary>
    private static EventJson EmbeddedTags(EventJson json) =>
        json.HasPath("event_tags_json") ? json.Embedded("event_tags_json")
        : IsJson(json.At("event_tags")) ? json.Embedded("event_tags")
        : json.Node("event_tags");

    private static bool IsJson(string? text) => text is ['[' or '{', ..];

    private static string? EventUrl(EventJson json) =>
        json.At("zabbix_url") is { } url && json.At("trigger_id") is { } trigger && json.At("event_id") is { } id
            && id.All(char.IsAsciiDigit) && trigger.All(char.IsAsciiDigit)
            ? $"{url.TrimEnd('/')}/tr_events.php?triggerid={trigger}&eventid={id}"
            : null;

    /// <summary>The states in front of the subjects of Zabbix's own message templates.</summary>
    [GeneratedRegex(@"^\s*(Problem|Resolved( in [^:]*)?|Updated problem( in [^:]*)?|Recovery|OK)\s*:\s*",
        RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();
}
