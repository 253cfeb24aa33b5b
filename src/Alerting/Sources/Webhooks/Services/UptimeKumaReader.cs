using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>
/// Uptime Kuma's webhook with the preset body. Notices about certificates and the test message have no monitor and no
/// heartbeat.
/// </summary>
/// <remarks>
/// https://github.com/louislam/uptime-kuma/blob/master/server/notification-providers/webhook.js. Times of heartbeats
/// are in UTC.
/// </remarks>
internal sealed partial class UptimeKumaReader : ISourceReader
{
    /// <summary>0 is down, 1 up, 2 pending, 3 maintenance.</summary>
    private static readonly StateTable States = new()
    {
        Firing = ["0", "down"],
        Resolved = ["1", "up"],
        Informational = ["2", "3", "pending", "maintenance"],
    };

    public string Source => "uptime-kuma";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (!json.HasPaths("heartbeat.status", "monitor.name"))
            return IsNotice(json) ? Notice(message, json.At("msg")!) : null;
        var at = json.TimeAt("heartbeat.time");
        var state = States.Of(json.At("heartbeat.status"));
        return new ServiceAlert
        {
            Key = $"{json.At("monitor.id", "heartbeat.monitorID")}|{json.At("monitor.name")}",
            Title = json.At("monitor.name"),
            State = state with { Word = Word(state.Word) },
            Summary = json.At("heartbeat.msg", "msg"),
            Description = json.At("monitor.description"),
            Since = state.Kind == StateKind.Firing ? at : null,
            At = at,
            EndedAt = state.Kind == StateKind.Resolved ? at : null,
            Labels = [("type", json.At("monitor.type")), ("host", json.At("monitor.hostname")),
                .. ServiceTags.Map(json.Node("monitor.tags"))],
            Facts = NonEmpty.Facts(("Ping", json.At("heartbeat.ping") is { } ping ? $"{ping} ms" : null)),
            Links = NonEmpty.Links(("Monitored page", json.At("monitor.url"))),
        }.Signals(Source, message);
    }

    private static bool IsNotice(EventJson json) =>
        json.ValueKind == JsonValueKind.Object && json.At("msg") is not null
            && json.EnumerateObject().Count(pair =>
                pair.Name is "heartbeat" or "monitor" && pair.Value.ValueKind == JsonValueKind.Null) == 2;

    private IReadOnlyList<Signal>? Notice(EventMessage message, string text)
    {
        var expires = text.Contains("expire", StringComparison.OrdinalIgnoreCase);
        return new ServiceAlert
        {
            // The number of days left changes daily.
            Key = $"notice/{string.Concat(text.Where(c => !char.IsAsciiDigit(c)))}",
            Title = Bracketed().Replace(text, "${name}: "),
            State = new ServiceState(expires ? StateKind.Firing : StateKind.Informational, expires ? null : "test"),
            Default = Severity.Warning,
            HasEnd = false,
        }.Signals(Source, message);
    }

    /// <summary>The monitor and its address in front of a notice.</summary>
    [GeneratedRegex(@"^\[(?<name>[^\]]+)\]\s*(\[[^\]]*\])?\s*")]
    private static partial Regex Bracketed();

    private static string? Word(string? status) => status switch
    {
        "0" => "down",
        "1" => "up",
        "2" => "pending",
        "3" => "maintenance",
        _ => status,
    };
}
