using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>UptimeRobot's webhook contact, with its default parameters or a body made of its variables.</summary>
/// <remarks>https://help.uptimerobot.com/en/articles/11360811-webhook-integration</remarks>
internal sealed class UptimeRobotReader : ISourceReader
{
    private static readonly StateTable States = new()
    {
        Firing = ["1", "Down", "3", "SSL expiry", "4", "Domain expiry"],
        Resolved = ["2", "Up"],
        Informational = ["Paused", "Started", "Test"],
    };

    public string Source => "uptimerobot";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        var name = json.At("monitor_friendly_name");
        var word = json.At("alert_type_friendly_name", "alert_type");
        if (name is null || word is null)
            return null;
        var expires = word.Contains("expiry", StringComparison.OrdinalIgnoreCase) || word is "3" or "4";
        var state = States.Of(word);
        var at = json.TimeAt("alert_date_time");
        return new ServiceAlert
        {
            Key = (json.At("monitor_id") ?? $"{name}|{json.At("monitor_url")}")
                + (expires ? "|expiry" : ""),
            Title = !expires ? name
                : word.Length > 1 ? $"{name}: {word}"
                : $"{name}: certificate or domain expires",
            Name = name,
            State = state,
            Severity = expires ? new SeverityClaim(Severity.Warning, $"alert type {word}") : null,
            Summary = json.At("alert_details"),
            At = at,
            // No event follows when a certificate is renewed.
            HasEnd = !expires,
            Labels = [("monitor_type", json.At("monitor_type"))],
            Facts = NonEmpty.Facts(
                ("Duration", json.At("alert_friendly_duration", "alert_duration")),
                ("Certificate expires", json.At("ssl_expiry_date"))),
            Links = NonEmpty.Links(("Monitored page", json.At("monitor_url"))),
        }.Signals(Source, message);
    }
}
