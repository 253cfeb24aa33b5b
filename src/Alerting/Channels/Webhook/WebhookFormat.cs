using System.Text.Json;
using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Webhook;

/// <summary>Our own JSON format for integrations, described in docs/channels.md.</summary>
internal sealed class WebhookFormat : IChannelFormat
{
    /// <summary>Most gateways and queues accept this much.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int Version = 1;

    public bool HasIncidents => true;

    /// <summary>The smallest version of a message has a few kilobytes, so one always fits.</summary>
    public Payload Write(Message message) => message.OwnBody is { } body ? new JsonPayload(body)
        : Shrinking.Fit(message, Document, payload => payload.Utf8.Length <= MaxBytes)!;

    /// <summary>Programs read it, so it is shown as indented JSON.</summary>
    public string Read(Payload payload) => JsonPayload.Lines(payload);

    private static JsonPayload Document(Message message) => JsonPayload.Of(json =>
    {
        json.WriteNumber("version", Version);
        json.WriteString("id", message.Id);
        json.WriteString("kind", message.Kind.Name());
        json.WriteString("status", message.IsAllResolved ? "resolved" : "firing");
        json.WriteString("severity", message.Severity.Name());
        json.WriteString("title", TextCut.Clean(message.Title));
        json.WriteString("receiver", message.Receiver);
        if (message.To is { } person)
            json.WriteString("to", person);
        json.WriteString("route", TextCut.Clean(message.Route));
        json.WriteString("groupKey", TextCut.Clean(message.GroupKey));
        json.WriteString("dedupKey", GroupId.Of(message));
        json.WriteString("reason", TextCut.Clean(message.Reason));
        json.WriteString("note", message.Note);
        Time(json, "at", message.At == default ? null : message.At);
        if (message.AnswerUrl is { } answer)
            json.WriteString("answerUrl", answer);
        json.WriteNumber("stillFiring", StillFiring(message));
        json.WriteNumber("more", message.More);
        json.WriteNumber("firing", message.FiringCount);
        json.WriteNumber("resolved", message.ResolvedCount);
        json.WriteStartArray("alerts");
        foreach (var item in message.Items)
            WriteItem(json, item);
        json.WriteEndArray();
    });

    /// <summary>Others of the group. Only the count of a resolved message is without the message's own.</summary>
    private static int StillFiring(Message message) => message.IsAllResolved
        ? message.StillFiring : Math.Max(0, message.StillFiring - message.FiringCount);

    private static void WriteItem(Utf8JsonWriter json, MessageItem item)
    {
        var alert = item.Alert;
        json.WriteStartObject();
        json.WriteString("name", TextCut.Clean(TextCut.To(alert.Name, 1000)));
        json.WriteString("title", item.Title);
        json.WriteString("status", alert.IsFiring ? "firing" : "resolved");
        json.WriteString("severity", alert.Severity.Name());
        json.WriteString("fingerprint", alert.Fingerprint);
        json.WriteString("when", item.When);
        Time(json, "startsAt", alert.StartsAt);
        Time(json, "endsAt", alert.EndsAt);
        json.WriteString("numbers", item.Numbers);
        json.WriteString("summary", item.Summary);
        json.WriteString("description", item.Description);
        json.WriteStartObject("labels");
        foreach (var (name, value) in alert.Labels.Take(100))
            json.WriteString(TextCut.Clean(TextCut.To(name, 200)), TextCut.Clean(TextCut.To(value, 500)));
        json.WriteEndObject();
        json.WriteStartArray("links");
        foreach (var link in item.Links)
        {
            json.WriteStartObject();
            json.WriteString("text", link.Text);
            json.WriteString("url", link.Url);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("samples");
        foreach (var sample in item.Samples)
            json.WriteStringValue(sample);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } moment)
            json.WriteString(name, moment.ToUniversalTime());
        else
            json.WriteNull(name);
    }
}
