using System.Text.Json;

namespace Alerting.Sources.Wrapping;

/// <summary>The message in a push of Google Cloud Pub/Sub, whose data is in base64.</summary>
/// <remarks>https://cloud.google.com/pubsub/docs/push#receive_push</remarks>
internal static class PubSubPush
{
    /// <summary>Null for anything else, and for data that is not text.</summary>
    public static EventMessage? Open(EventJson json)
    {
        var pushed = json.Child("message");
        if (json.Text("subscription") is null || pushed.ValueKind != JsonValueKind.Object
            || !pushed.HasAny("messageId", "message_id", "publishTime"))
        {
            return null;
        }
        // A message may have nothing but attributes.
        if (pushed.Text("data") is not { } data)
            return pushed.Child("attributes") is { ValueKind: JsonValueKind.Object } alone ? Of(pushed, alone) : null;
        if (StreamRecord.Decode(data) is not { } text)
            return null;
        var message = EventEnvelope.OpenText(text);
        return Complete(message with { Attributes = Attributes(pushed, message.Attributes) }, pushed);
    }

    private static EventMessage Of(EventJson pushed, EventJson json) => Complete(new EventMessage
    {
        Text = json.GetRawText(),
        Json = json,
        Transport = EventTransport.Bare,
    }, pushed);

    private static EventMessage Complete(EventMessage message, EventJson pushed) => message with
    {
        MessageId = message.MessageId ?? pushed.Text("messageId", "message_id"),
        SentAt = message.SentAt ?? pushed.Time("publishTime"),
    };

    private static Dictionary<string, string> Attributes(
        EventJson pushed, IReadOnlyDictionary<string, string> inner)
    {
        var attributes = new Dictionary<string, string>(inner, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in pushed.Child("attributes") is { ValueKind: JsonValueKind.Object } given
            ? given.Pairs() : [])
        {
            attributes.TryAdd(name, value);
        }
        return attributes;
    }
}
