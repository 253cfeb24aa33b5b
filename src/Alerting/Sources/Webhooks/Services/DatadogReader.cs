using System.Text.RegularExpressions;
using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>
/// Datadog's webhooks integration. Its default payload has no state, so the brackets in front of the title are read;
/// payloads of one's own usually name their fields like the variables.
/// </summary>
/// <remarks>
/// https://docs.datadoghq.com/integrations/webhooks/ and https://docs.datadoghq.com/integrations/amazon_event_bridge/
/// </remarks>
internal sealed partial class DatadogReader : ISourceReader
{
    private static readonly StateTable States = new()
    {
        Firing = ["Triggered", "Re-Triggered", "Renotify", "Alert", "Warn", "Re-Warn", "Warning", "error", "Escalated"],
        Resolved = ["Recovered", "OK", "success", "Resolved"],
        NoData = ["No Data", "Re-No Data", "NoData"],
        Informational = ["Test", "Muted", "Unmuted", "info"],
    };

    public string Source => "datadog";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        var full = json.At("title", "event_title", "alert_title");
        var title = TitleParts.Match(full ?? "");
        if (!message.IsObject || !IsDatadog(json, title))
            return null;
        var scope = json.At("alert_scope", "scope", "scopes") is { } written ? NonBlank(written.TrimStart('*'))
            : NonBlank(title.Groups["scope"].Value)
                ?? json.At("meta.monitor.result.group_key", "meta.result.group_key");
        var state = StateOf(json, title);
        var monitor = MonitorTitle(json, title);
        return new ServiceAlert
        {
            Key = KeyOf(json, scope, monitor),
            EarlierKey = scope is null ? json.At("alert_id") : null,
            Title = monitor,
            State = state,
            Severity = SeverityOf(json, title, state),
            Summary = json.At("alert_status") ?? Text(json),
            Service = json.At("service"),
            At = json.TimeAt("date", "date_posix", "last_updated", "timestamp"),
            EventId = json.At("event_id", "id"),
            Labels = ServiceTags.Of(json.ListAt("tags").Concat(Scope(scope)))
                .Prepend(("host", json.At("hostname", "host"))),
            Facts = NonEmpty.Facts(("Scope", scope), ("Metric", json.At("alert_metric")),
                ("Query", json.At("alert_query")), ("Organization", json.At("org.name", "org_name"))),
            Links = NonEmpty.Links(
                ("Monitor", json.At("link", "url", "alert_url", "monitor_url") ?? MonitorLink(json)),
                ("Snapshot", json.At("snapshot"))),
        }.Signals(Source, message);
    }

    private static bool IsDatadog(EventJson json, Match title)
    {
        // The last two are in the events that Datadog sends to EventBridge.
        if (json.HasPath("alert_transition") || json.HasPath("alert_cycle_key")
            || json.HasPath("meta.transition.trans_name") || json.HasPath("meta.monitor.transition.trans_name"))
        {
            return true;
        }
        var isMonitor = json.At("event_type")?.EndsWith("_monitor", StringComparison.Ordinal) == true;
        return (isMonitor && json.HasPath("org"))
            || (title.Groups["state"].Success && (isMonitor || json.HasPath("last_updated")));
    }

    private static ServiceState StateOf(EventJson json, Match title)
    {
        var word = json.At("alert_transition", "transition", "meta.transition.trans_name",
                "meta.monitor.transition.trans_name")
            ?? NonBlank(title.Groups["state"].Value)
            ?? json.At("status", "state", "alert_type");
        return title.Groups["test"].Success
            ? new ServiceState(StateKind.Informational, "Test")
            : States.Of(word);
    }

    /// <summary>A monitor has one priority for alert and warning, so the state limits it.</summary>
    private static SeverityClaim? SeverityOf(EventJson json, Match title, ServiceState state)
    {
        var claim = ServiceSeverity.Of(json, "alert_priority", "severity")
            ?? (SeverityWords.Parse(title.Groups["priority"].Value) is { } prefix
                ? new SeverityClaim(prefix, $"title says {title.Groups["priority"].Value}")
                : null);
        if (state.Word?.Contains("Warn", StringComparison.OrdinalIgnoreCase) == true)
            return claim.AtMost(Severity.Warning, $"state {state.Word}");
        return claim ?? (json.At("alert_type") is "warning"
            ? new SeverityClaim(Severity.Warning, "alert_type=warning")
            : null);
    }

    /// <summary>Monitors may share a title, and each group of a monitor is an alert.</summary>
    private static string? KeyOf(EventJson json, string? scope, string? monitor)
    {
        var id = json.At("alert_id", "monitor_id", "monitor.id", "meta.monitor.id")
            ?? NonBlank(MonitorUrl().Match($"{json.At("link", "url")} {json.At("body")}").Groups["id"].Value);
        if (id is not null)
            return $"monitor/{id}|{Sorted(scope)}";
        return json.At("alert_cycle_key") is { } cycle ? $"cycle/{cycle}"
            : monitor is null ? null
            : $"{json.At("org.id", "org_id")}|{json.At("aggreg_key") ?? monitor}|{Sorted(scope)}";
    }

    private static string? MonitorTitle(EventJson json, Match title) =>
        NonBlank(title.Groups["title"].Value) ?? json.At("monitor_name", "alert_name", "name",
            "meta.monitor.name")
            ?? (json.At("alert_id", "monitor_id") is { } id ? $"Monitor {id}" : null);

    /// <summary>Without the markers of Datadog's Markdown and the links, which are buttons.</summary>
    private static string? Text(EventJson json) =>
        json.At("body", "event_msg", "text_only_msg", "message") is { } body
            ? NonBlank(MarkdownLink().Replace(Image().Replace(body.Replace("%%%", "",
                StringComparison.Ordinal), "[]"), "").Trim())
            : null;

    private static string? MonitorLink(EventJson json) =>
        NonBlank(MonitorUrl().Match(json.At("body") ?? "").Groups["url"].Value);

    private static IEnumerable<string> Scope(string? scope) =>
        scope?.Split(',').Select(tag => tag.Trim()) ?? [];

    private static string Sorted(string? scope) => string.Join(',', Scope(scope).Order(StringComparer.Ordinal));

    private static string? NonBlank(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // Interpreted: the generated code is 13 kB of the executable.
    private static Regex TitleParts => field ??= new("""
        ^\s*(?<test>\[TEST\]\s*)?(\[(?<priority>P[1-5])\]\s*)?(?<test>\[TEST\]\s*)?
        (\[(?<state>(Re-)?(Triggered|Warn|No\ data)|Recovered|Renotify|Alert)(\ on\ \{(?<scope>[^}]*)\})?\]:?\s*)?
        (?<title>.*)$
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline);

    [GeneratedRegex(@"(?<url>https://[\w.-]+/(monitors[/#]|event/event\S*monitor_id=)(?<id>\d+)[^\s)]*)")]
    private static partial Regex MonitorUrl();

    /// <summary>A picture, which is often the text of a link.</summary>
    [GeneratedRegex(@"!\[[^\]\n]*\]\(https?://[^)\s]*\)")]
    private static partial Regex Image();

    [GeneratedRegex(@"\[+[^\]\n]*\]+\(https?://[^)\s]*\)( · )?")]
    private static partial Regex MarkdownLink();
}
