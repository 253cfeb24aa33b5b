using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>
/// What tools send to PagerDuty, relayed to here: events of its API of version 2, and of version 1, whose key is
/// <c>service_key</c>. The key of the service is a secret and part of nothing.
/// </summary>
/// <remarks>https://developer.pagerduty.com/docs/send-alert-event</remarks>
internal static class PagerDutyEvent
{
    private const int MaxFacts = 25;

    public static ServiceAlert? Of(EventJson json, StateTable states)
    {
        var isFirst = json.HasPath("service_key") && !json.HasPath("event_action");
        var action = isFirst ? json.At("event_type") : json.At("event_action");
        if (action is not ("trigger" or "acknowledge" or "resolve")
            || !(json.HasPath("routing_key") || json.HasPath("integration_key") || json.HasPath("service_key")
                || json.HasPath("payload.summary")))
        {
            return null;
        }
        var key = json.At("dedup_key", "incident_key");
        var payload = json.Node("payload");
        var title = payload.At("summary") ?? json.At("description") ?? key;
        return new ServiceAlert
        {
            Key = $"event/{key ?? $"{title}|{payload.At("source")}"}",
            EarlierKey = key,
            Title = title,
            State = states.Of(action),
            HasEnd = key is not null,
            Severity = ServiceSeverity.Of(payload, "severity"),
            Service = payload.At("service") ?? json.At("client"),
            At = payload.TimeAt("timestamp"),
            Labels = [("host", payload.At("source")), ("component", payload.At("component")),
                ("group", payload.At("group")), ("class", payload.At("class"))],
            Facts = [.. (isFirst ? json.Pairs("details") : payload.Pairs("custom_details")).Take(MaxFacts)
                .Select(pair => new Fact(pair.Key, pair.Value))],
            Links = LinksOf(json),
        };
    }

    private static IReadOnlyList<Link> LinksOf(EventJson json)
    {
        (string, string?)[] listed = json.Node("links").ValueKind == System.Text.Json.JsonValueKind.Array
            ? [.. json.Node("links").EnumerateArray().Select(link => (link.At("text") ?? "Details", link.At("href")))]
            : [];
        return NonEmpty.Links([.. listed, ("Client", json.At("client_url"))]);
    }
}
