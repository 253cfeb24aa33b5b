using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.Webhooks;

/// <summary>Alertmanager's webhook, version 4. Each alert of the group becomes a signal.</summary>
/// <remarks>https://prometheus.io/docs/alerting/latest/configuration/#webhook_config</remarks>
internal sealed class AlertmanagerReader : ISourceReader
{
    public string Source => "alertmanager";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        return Fits(json) ? Alerts(Source, json, message) : null;
    }

    public static bool Fits(EventJson json) =>
        json.Child("alerts").ValueKind == JsonValueKind.Array &&
        (json.Has("groupKey") || json.Has("groupLabels") || json.Has("commonLabels") || json.Has("receiver") ||
            json.Items("alerts").Any(alert => alert.Child("labels").ValueKind == JsonValueKind.Object));

    public static IReadOnlyList<Signal> Alerts(string source, EventJson json, EventMessage message)
    {
        var signals = new List<Signal>();
        foreach (var alert in json.Items("alerts"))
            signals.Add(WebhookAlert.Signal(source, alert, json, message));
        if (signals.Count == 0)
            return new IgnoredEvent("The webhook contains no alerts.");
        if (json.WholeNumber("truncatedAlerts") is > 0 and var missing)
        {
            var notice = $"The sender omitted {missing} more alerts of this group (max_alerts).";
            signals[0] = signals[0] with { Problems = [.. signals[0].Problems, notice] };
        }
        return signals;
    }
}
