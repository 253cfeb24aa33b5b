namespace Alerting.Channels.Opsgenie;

/// <summary>Opsgenie, or Jira Service Management, which accepts the same requests at another URL.</summary>
/// <remarks>
/// https://docs.opsgenie.com/docs/alert-api. The successor: https://api.atlassian.com/jsm/ops/integration as
/// <c>api_url</c>, https://developer.atlassian.com/cloud/jira/service-desk-ops/rest/v1/api-group-integration-events.
/// </remarks>
internal sealed class OpsgenieRequests : IChannelRequests
{
    private const string Us = "https://api.opsgenie.com";
    private const string Eu = "https://api.eu.opsgenie.com";

    private static readonly JsonPayload Close = JsonPayload.Of(json => json.WriteString("source", "alerting"));

    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        var alerts = $"{settings.Api(Us, Eu)}/v2/alerts";
        var url = delivery.Payload is OpsgenieAction { Alias: var alias, Action: var action }
            ? $"{alerts}/{alias}/{action}?identifierType=alias"
            : alerts;
        var key = ("Authorization", $"GenieKey {settings.Address}");
        return [.. (delivery.Notification.AlsoCloses ?? []).Select(id => HttpCall.Post(
                $"{alerts}/{IncidentKey.Of(id)}/close?identifierType=alias", Close, key)),
            HttpCall.Post(url, delivery.Payload, key)];
    }
}
