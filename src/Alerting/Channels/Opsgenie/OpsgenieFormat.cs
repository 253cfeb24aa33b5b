using Alerting.Alerts;
using Alerting.Channels.Reading;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Opsgenie;

/// <summary>One Opsgenie alert per incident: created, acknowledged and closed by its alias. All texts are plain.</summary>
/// <remarks>
/// Limits: message 130, alias 512, description 15,000, source 100, entity 512, 20 tags of 50, note 25,000 characters:
/// https://docs.opsgenie.com/docs/alert-api.
/// </remarks>
internal sealed class OpsgenieFormat : IChannelFormat
{
    private const int MaxMessage = 130;
    private const int MaxDescription = 15_000;
    private const int MaxDetail = 250;

    public bool HasIncidents => true;

    public bool IsPager => true;

    public Payload Write(Message message)
    {
        message = Shrinking.Tidy(message);
        return message switch
        {
            { Kind: NotificationKind.Acknowledged } => Action("acknowledge", message),
            { IsAllResolved: true, StillFiring: 0 } => Action("close", message),
            _ => Create(message),
        };
    }

    public string Read(Payload payload) => ReadableJson.Of(payload, PlainMarkup.Of, "description", "note");

    private static JsonPayload Create(Message message) => JsonPayload.Of(json =>
    {
        json.WriteString("message", PagerSummary.Of(message, MaxMessage));
        json.WriteString("alias", IncidentKey.Of(message));
        json.WriteString("description", Text(message, MaxDescription));
        json.WriteString("priority", Priority(message));
        json.WriteString("source", "alerting");
        if (message.Items[0].Alert.Signal.Service is { Length: > 0 } service)
            json.WriteString("entity", TextCut.To(TextCut.Clean(service), 512));
        json.WriteStartArray("tags");
        json.WriteStringValue(message.Severity.Name());
        json.WriteEndArray();
        json.WriteStartObject("details");
        foreach (var fact in message.Items[0].Facts.DistinctBy(fact => fact.Name).Take(20))
        {
            json.WriteString(TextCut.Clean(TextCut.To(fact.Name, 100)),
                TextCut.To(TextCut.Clean(fact.Value), MaxDetail));
        }
        json.WriteEndObject();
    });

    private static OpsgenieAction Action(string action, Message message) =>
        new(IncidentKey.Of(message), action, JsonText.Utf8(json =>
    {
        json.WriteString("source", "alerting");
        json.WriteString("note", Text(message, MaxDescription));
    }));

    private static string Text(Message message, int max) =>
        Shrinking.Fit(message, PlainText.Of, text => text.Length <= max) ?? ChatText.LastResort(message, max);

    private static string Priority(Message message) => message.Severity switch
    {
        Severity.Critical => "P1",
        Severity.Error => "P2",
        Severity.Warning => "P3",
        _ => "P5",
    };
}

/// <summary>A request about an existing alert: <c>acknowledge</c> or <c>close</c>.</summary>
public sealed record OpsgenieAction(string Alias, string Action, ReadOnlyMemory<byte> Json) : JsonPayload(Json);
