using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>Checkly's webhook channel, whose preset body names its fields like the variables.</summary>
/// <remarks>https://www.checklyhq.com/docs/integrations/alerts/webhooks</remarks>
internal sealed class ChecklyReader : ISourceReader
{
    private static readonly StateTable States = new()
    {
        Firing =
        [
            "ALERT_FAILURE", "ALERT_FAILURE_REMAIN", "ALERT_FAILURE_DEGRADED", "ALERT_DEGRADED",
            "ALERT_DEGRADED_REMAIN", "ALERT_DEGRADED_FAILURE", "ALERT_SSL",
        ],
        Resolved = ["ALERT_RECOVERY", "ALERT_DEGRADED_RECOVERY"],
        Informational = ["NO_ALERT", "TEST"],
    };

    private static readonly string[] Degraded = ["ALERT_DEGRADED", "ALERT_DEGRADED_REMAIN", "ALERT_FAILURE_DEGRADED"];

    public string Source => "checkly";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        var type = json.At("alert_type");
        if (type is null || !json.HasPath("check_id")
            || !type.StartsWith("ALERT_", StringComparison.Ordinal) && type is not ("NO_ALERT" or "TEST"))
        {
            return null;
        }
        var name = json.At("check_name");
        var isCertificate = type == "ALERT_SSL";
        return new ServiceAlert
        {
            Key = json.At("check_id") + (isCertificate ? "|certificate" : ""),
            Title = !isCertificate ? name ?? json.At("event", "alert_title")
                : $"{name}: certificate of {json.At("ssl_check_domain")} expires",
            Name = name,
            State = States.Of(type),
            Severity = isCertificate || Degraded.Contains(type)
                ? new SeverityClaim(Severity.Warning, $"alert_type={type}")
                : null,
            Summary = json.At("check_error_message", "event", "alert_title"),
            Region = json.At("region"),
            At = json.TimeAt("started_at"),
            EventId = json.At("check_result_id", "uuid"),
            // No event follows when a certificate is renewed.
            HasEnd = !isCertificate,
            Labels = [("group", json.At("group_name")), ("check_type", json.At("check_type")),
                .. ServiceTags.Of(json.ListAt("tags"))],
            Facts = NonEmpty.Facts(("Location", json.At("run_location")),
                ("Response time", json.At("response_time") is { } time ? $"{time} ms" : null),
                ("Status", json.At("api_check_response_status_code")),
                ("Certificate days left", json.At("ssl_days_remaining"))),
            Links = NonEmpty.Links(("Result", json.At("link", "result_link"))),
        }.Signals(Source, message);
    }
}
