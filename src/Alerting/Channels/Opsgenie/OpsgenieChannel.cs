using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Opsgenie;

/// <summary>Opsgenie, or Jira Service Management, which accepts the same requests at another URL.</summary>
/// <remarks>
/// https://docs.opsgenie.com/docs/alert-api. The successor: https://api.atlassian.com/jsm/ops/integration as
/// <c>api_url</c>, https://developer.atlassian.com/cloud/jira/service-desk-ops/rest/v1/api-group-integration-events.
/// </remarks>
public sealed class OpsgenieChannel : IHttpChannel
{
    private const string Us = "https://api.opsgenie.com";
    private const string Eu = "https://api.eu.opsgenie.com";

    public string Channel => "opsgenie";

    public string Name => "Opsgenie";

    public ChannelCapabilities Capabilities { get; } = new(Threads: true, NeedsKey: true, OneGroup: true);

    public Payload Format(Message message) => OpsgenieAlert.Of(Shrinking.Tidy(message));

    public string Read(Payload payload) => ReadableJson.Of(payload, PlainMarkup.Of, "description", "note");

    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        var host = (settings["api_url"] ?? (settings["region"] == "eu" ? Eu : Us)).TrimEnd('/');
        var key = ("Authorization", $"GenieKey {settings.Address}");
        var body = JsonText.With(delivery.Payload, _ => { });
        return [HttpCall.Post(delivery.Payload is OpsgenieAction { Alias: var alias, Action: var action }
            ? $"{host}/v2/alerts/{alias}/{action}?identifierType=alias"
            : $"{host}/v2/alerts", body, key)];
    }
}
