using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.Webhooks;

/// <summary>
/// Grafana's webhook contact point: Alertmanager's format with an organization, values and more links.
/// </summary>
/// <remarks>https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/</remarks>
internal sealed class GrafanaReader : ISourceReader
{
    public string Source => "grafana";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        return json.Child("alerts").ValueKind == JsonValueKind.Array && IsGrafana(json)
            ? AlertmanagerReader.Alerts(Source, json, message)
            : null;
    }

    private static bool IsGrafana(EventJson json) => json.Has("orgId") || json.Items("alerts").Any(alert =>
        alert.Has("silenceURL") || alert.Has("dashboardURL") || alert.Has("panelURL") || alert.Has("valueString"));
}
