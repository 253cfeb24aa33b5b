using System.Text.Json;
using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.PagerDuty;

/// <summary>
/// One PagerDuty incident per incident: triggered, updated, acknowledged and resolved by its id. All texts are plain.
/// </summary>
/// <remarks>
/// Limits: 512 KB; summary 1,024, dedup key 255 characters.
/// https://developer.pagerduty.com/docs/events-api-v2/trigger-events
/// </remarks>
internal sealed class PagerDutyFormat : IChannelFormat
{
    private const int MaxBytes = 512 * 1000;
    private const int MaxSummary = 1024;

    public bool HasIncidents => true;

    public bool IsPager => true;

    /// <summary>The smallest version of a message has a few kilobytes, so one always fits.</summary>
    public Payload Write(Message message) => Shrinking.Fit(message, Event, payload => payload.Utf8.Length <= MaxBytes)!;

    /// <summary>The full text from the custom details.</summary>
    public string Read(Payload payload)
    {
        using var document = JsonDocument.Parse(((JsonPayload)payload).Utf8);
        return document.RootElement.GetProperty("payload").GetProperty("custom_details").GetProperty("text")
            .GetString()!;
    }

    private static JsonPayload Event(Message message) => JsonPayload.Of(json =>
    {
        json.WriteString("event_action", Action(message));
        json.WriteString("dedup_key", IncidentKey.Of(message));
        json.WriteString("client", "Alerting");
        if (message.FirstLink is { } first)
            json.WriteString("client_url", first.Url);
        json.WriteStartObject("payload");
        Details(json, message);
        json.WriteEndObject();
        json.WriteStartArray("links");
        foreach (var link in message.Items.SelectMany(item => item.Links).DistinctBy(link => link.Url).Take(20))
        {
            json.WriteStartObject();
            json.WriteString("href", link.Url);
            json.WriteString("text", link.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>
    /// The incident is resolved with the group's last alert. Until then a resolved notification only adds to its log.
    /// </summary>
    private static string Action(Message message) => message switch
    {
        { Kind: NotificationKind.Acknowledged } => "acknowledge",
        { IsAllResolved: true, StillFiring: 0 } => "resolve",
        _ => "trigger",
    };

    private static void Details(Utf8JsonWriter json, Message message)
    {
        var worst = message.Items[0].Alert;
        json.WriteString("summary", PagerSummary.Of(message, MaxSummary));
        json.WriteString("source", TextCut.To(TextCut.Clean(Source(worst)), 255));
        json.WriteString("severity", message.Severity.Name());
        if ((worst.StartsAt ?? message.At) is var at && at != default)
            json.WriteString("timestamp", at.ToUniversalTime());
        Text(json, "component", worst.Signal.Service);
        Text(json, "group", message.Route);
        Text(json, "class", worst.Signal.Source);
        json.WriteStartObject("custom_details");
        Text(json, "note", message.Note);
        json.WriteString("text", TextCut.To(PlainText.Of(message), 60_000));
        foreach (var fact in message.Items[0].Facts.DistinctBy(fact => fact.Name))
        {
            if (fact.Name is not ("note" or "text"))
                json.WriteString(TextCut.Clean(fact.Name), TextCut.Clean(fact.Value));
        }
        json.WriteEndObject();
    }

    /// <summary>PagerDuty requires a source.</summary>
    private static string Source(Alert alert) =>
        alert.Signal.Service is { Length: > 0 } service ? service
        : $"{alert.Signal.Account} {alert.Signal.Region}".Trim() is { Length: > 0 } place ? place
        : "alerting";

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            json.WriteString(name, TextCut.To(TextCut.Clean(text), 1024));
    }
}
