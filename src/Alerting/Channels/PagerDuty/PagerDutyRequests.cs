namespace Alerting.Channels.PagerDuty;

/// <summary>PagerDuty's Events API v2, in the US or EU region.</summary>
/// <remarks>https://developer.pagerduty.com/docs/events-api-v2/overview</remarks>
internal sealed class PagerDutyRequests : IChannelRequests
{
    private const string Us = "https://events.pagerduty.com";
    private const string Eu = "https://events.eu.pagerduty.com";

    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        var url = $"{settings.Api(Us, Eu)}/v2/enqueue";
        var body = JsonPayload.With(delivery.Payload, json => json.WriteString("routing_key", settings.Address));
        return [.. (delivery.Notification.AlsoCloses ?? []).Select(id => HttpCall.Post(url, Resolve(id, settings))),
            HttpCall.Post(url, body)];
    }

    private static JsonPayload Resolve(string incidentId, TargetSettings settings) => JsonPayload.Of(json =>
    {
        json.WriteString("event_action", "resolve");
        json.WriteString("dedup_key", IncidentKey.Of(incidentId));
        json.WriteString("routing_key", settings.Address);
    });
}
