using System.Text.Json;
using Alerting.Alerts;
using Alerting.Sources.Webhooks;

namespace Alerting.Sources.Generic;

/// <summary>Reads <see cref="AlertText"/>: one alert for each in the text.</summary>
internal sealed class AlertTextReader(string source, bool isGrafana) : ISourceReader
{
    public string Source => source;

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (message.Json.ValueKind != JsonValueKind.Undefined
            || AlertText.Read(message.Text, isGrafana) is not { } json)
        {
            return null;
        }
        // Without times only the message distinguishes a second occurrence from the first.
        return [.. AlertmanagerReader.Alerts(Source, json, message).Select(signal => signal with
        {
            EventKey = $"{signal.Identity}|{message.Occurrence}|{signal.Status}",
            StartsAt = null,
            EarlierIdentities = [],
        })];
    }
}
