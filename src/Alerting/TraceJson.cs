using System.Text;
using System.Text.Json;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Notifications;
using Alerting.Sources.Webhooks;
using Alerting.Text;

namespace Alerting;

/// <summary>
/// A trace as JSON for <c>explain --json</c> and a function's response: every alert with its decisions, and every
/// message in full. Neither has secrets: <see cref="AlertPipeline"/> redacted the alerts.
/// </summary>
public static class TraceJson
{
    /// <param name="answer">The response of a Function URL; null if the event is not a request to one.</param>
    public static ReadOnlyMemory<byte> Write(
        Trace trace, IReadOnlyList<DeliveryOutcome> outcomes, JsonWriterOptions options, WebhookDecision? answer = null)
    {
        var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteString("source", trace.Alerts.Count > 0 ? trace.Alerts[0].Alert.Signal.Source : "none");
            json.WriteStartArray("alerts");
            foreach (var traced in trace.Alerts)
                WriteAlert(json, traced);
            json.WriteEndArray();
            json.WriteStartArray("notifications");
            foreach (var outcome in outcomes)
                WriteNotification(json, outcome);
            json.WriteEndArray();
            if (answer is not null)
                WriteAnswer(json, answer);
            json.WriteEndObject();
        }
        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }

    public static string WriteText(Trace trace, IReadOnlyList<DeliveryOutcome> outcomes,
        WebhookDecision? answer = null) =>
        Encoding.UTF8.GetString(Write(trace, outcomes, JsonText.Indented, answer).Span);

    private static void WriteAnswer(Utf8JsonWriter json, WebhookDecision answer)
    {
        json.WriteStartObject("answer");
        json.WriteNumber("statusCode", answer.StatusCode);
        json.WriteString("message", answer.Sentence);
        json.WriteEndObject();
    }

    private static void WriteAlert(Utf8JsonWriter json, TracedAlert traced)
    {
        var alert = traced.Alert;
        json.WriteStartObject();
        json.WriteString("name", alert.Name);
        json.WriteString("title", alert.Title);
        json.WriteString("summary", alert.Signal.Summary);
        json.WriteString("severity", alert.Severity.Name());
        json.WriteString("severityReason", alert.SeverityReason);
        if (alert.SeverityCode is { } code)
            json.WriteString("severityCode", code.ToString());
        json.WriteString("status", alert.IsFiring ? "firing" : "resolved");
        json.WriteString("fingerprint", alert.Fingerprint);
        json.WriteStartObject("labels");
        foreach (var (name, value) in alert.Labels)
            json.WriteString(name, value);
        json.WriteEndObject();
        WriteTime(json, "startsAt", alert.StartsAt);
        WriteTime(json, "endsAt", alert.EndsAt);
        var links = SafeLinks.Of(alert.Signal);
        json.WriteStartArray("links");
        foreach (var link in links.Links)
        {
            json.WriteStartObject();
            json.WriteString("text", link.Text);
            json.WriteString("url", link.Url);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in alert.Signal.Problems.Concat(links.Problems))
            json.WriteStringValue(problem);
        json.WriteEndArray();
        json.WriteStartArray("decisions");
        foreach (var decision in traced.Decisions)
            WriteDecision(json, decision);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDecision(Utf8JsonWriter json, Decision decision)
    {
        json.WriteStartObject();
        json.WriteString("route", decision.Route);
        WriteRecipient(json, decision.Receiver);
        json.WriteString("groupKey", decision.GroupKey);
        json.WriteString("action", decision.Action.Name());
        json.WriteString("code", decision.Reason.Code.ToString());
        json.WriteString("reason", decision.Reason.Text);
        WriteTime(json, "at", decision.At);
        json.WriteEndObject();
    }

    private static void WriteNotification(Utf8JsonWriter json, DeliveryOutcome outcome)
    {
        var (delivery, verdict) = outcome;
        json.WriteStartObject();
        WriteRecipient(json, delivery.Notification.Receiver);
        json.WriteString("channel", delivery.Target.Channel);
        json.WriteString("target", delivery.Target.Display);
        json.WriteString("kind", delivery.Notification.Kind.Name());
        json.WriteString("code", delivery.Notification.Code.ToString());
        WriteTime(json, "at", delivery.Notification.At);
        json.WriteString("outcome", verdict.Word);
        json.WriteString("reason", verdict.Reason);
        json.WritePropertyName("payload");
        delivery.Payload.WriteTo(json);
        json.WriteEndObject();
    }

    private static void WriteRecipient(Utf8JsonWriter json, string name)
    {
        var recipient = RecipientName.Parse(name);
        json.WriteString("receiver", recipient.Receiver);
        if (recipient.Person is { } person)
            json.WriteString("to", person);
    }

    /// <summary>Ends in <c>Z</c>: the form that jq and most readers of RFC 3339 take.</summary>
    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } moment)
            json.WriteString(name, moment.UtcDateTime);
        else
            json.WriteNull(name);
    }
}
