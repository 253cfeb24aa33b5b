using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>Pingdom's webhook for uptime and transaction checks.</summary>
/// <remarks>https://www.pingdom.com/resources/webhooks/</remarks>
internal sealed class PingdomReader : ISourceReader
{
    private static readonly StateTable States = new()
    {
        Firing = ["DOWN", "FAILING", "UNCONFIRMED_DOWN", "CRITICAL"],
        Resolved = ["UP", "SUCCESS", "OK"],
        NoData = ["UNKNOWN"],
        Informational = ["PAUSED"],
    };

    /// <summary>Pingdom has two levels, and sends no text messages for the lower one.</summary>
    private static readonly Dictionary<string, Severity> Importance = new() { ["low"] = Severity.Warning };

    public string Source => "pingdom";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (!json.HasPaths("check_id", "check_name", "current_state"))
            return null;
        var at = json.TimeAt("state_changed_timestamp", "state_changed_utc_time");
        var state = States.Of(json.At("current_state"));
        return new ServiceAlert
        {
            Key = json.At("check_id"),
            EarlierKey = json.At("check_name"),
            Title = json.At("check_name"),
            State = state,
            Severity = ServiceSeverity.Of(json, Importance, "importance_level"),
            Summary = json.At("long_description", "description"),
            Description = json.At("custom_message"),
            Service = json.At("check_params.hostname"),
            Since = state.Kind == StateKind.Firing ? at : null,
            At = at,
            EndedAt = at,
            Labels = [("host", json.At("check_params.hostname")), ("check_type", json.At("check_type")),
                .. ServiceTags.Of(json.ListAt("tags"))],
            Facts = NonEmpty.Facts(("Probe", json.At("first_probe.location")),
                ("Second probe", json.At("second_probe.location")), ("Tags", string.Join(", ", json.ListAt("tags")))),
            Links = NonEmpty.Links(
                ("Check", json.At("check_id") is { } id && id.All(char.IsAsciiDigit)
                    && json.At("check_type") is not "TRANSACTION"
                    ? $"https://my.pingdom.com/app/reports/uptime#check={id}"
                    : null),
                ("Monitored page", json.At("check_params.full_url", "check_params.url"))),
        }.Signals(Source, message);
    }
}
