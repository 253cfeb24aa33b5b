using System.Text;
using System.Text.Json;

namespace Alerting.Sources.Wrapping;

/// <summary>The message in a push of Google Cloud Pub/Sub, whose data is in base64.</summary>
/// <remarks>https://cloud.google.com/pubsub/docs/push#receive_push</remarks>
internal static class PubSubPush
{
    /// <summary>Null for anything else, and for a message without readable JSON.</summary>
    public static EventMessage? Open(EventJson json)
    {
        var pushed = json.Child("message");
        if (json.Text("subscription") is null || pushed.Text("data") is not { } data)
            return null;
        var bytes = new byte[data.Length];
        if (!Convert.TryFromBase64String(data, bytes, out var length))
            return null;
        var message = EventEnvelope.OpenText(Encoding.UTF8.GetString(bytes.AsSpan(0, length)));
        return message.Json.ValueKind == JsonValueKind.Undefined ? null : message with
        {
            MessageId = message.MessageId ?? pushed.Text("messageId", "message_id"),
            SentAt = message.SentAt ?? pushed.Time("publishTime"),
        };
    }
}
