using System.Text;
using System.Text.Json;

namespace Alerting.Sources;

/// <summary>
/// Unwraps what carries a message: an SNS event has records with the message in a string; EventBridge and alarm actions
/// are the message themselves. One record that cannot be unwrapped becomes a message of its own and harms no other.
/// </summary>
public static class EventEnvelope
{
    /// <summary>Deeper JSON is no event of anybody's; it is read as text.</summary>
    private const int MaxDepth = 64;

    public static IReadOnlyList<EventMessage> Open(ReadOnlyMemory<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Span).Trim('\uFEFF', ' ', '\n', '\r', '\t');
        if (!TryJson(text, out var json, out var problem))
            return [new EventMessage { Text = text, Road = EventRoad.Bare, Problems = problem is null ? [] : [problem] }];
        if (json.Child("Records") is { ValueKind: JsonValueKind.Array } records)
            return [.. records.EnumerateArray().Select(OpenRecord)];
        return [new EventMessage { Text = text, Json = json, Road = RoadOf(json) }];
    }

    /// <summary>An SNS message from its parts, as the typed Lambda event gives them.</summary>
    public static EventMessage FromSns(
        string? message, string? subject, string? topicArn, string? messageId, DateTimeOffset? sentAt,
        IReadOnlyDictionary<string, string> attributes)
    {
        var text = message ?? "";
        TryJson(text, out var json, out var problem);
        return new EventMessage
        {
            Text = text,
            Json = json,
            Road = EventRoad.Sns,
            Subject = subject,
            Origin = topicArn,
            MessageId = messageId,
            SentAt = sentAt,
            Attributes = attributes,
            Problems = problem is null ? [] : [problem],
        };
    }

    private static EventMessage OpenRecord(JsonElement record)
    {
        var sns = record.Child("Sns");
        if (sns.ValueKind != JsonValueKind.Object)
            return new EventMessage { Text = record.GetRawText(), Json = record, Road = EventRoad.Bare };
        // A publisher may have put an object where SNS has a string; it is as good as the string.
        var message = sns.Text("Message") ?? (sns.Has("Message", out var value) ? value.GetRawText() : null);
        return FromSns(message, sns.Text("Subject"), sns.Text("TopicArn"), sns.Text("MessageId"), sns.Time("Timestamp"),
            Attributes(sns.Child("MessageAttributes")));
    }

    private static Dictionary<string, string> Attributes(JsonElement attributes)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        if (attributes.ValueKind != JsonValueKind.Object)
            return read;
        foreach (var attribute in attributes.EnumerateObject())
        {
            if (attribute.Value.Text("Value") is { } value)
                read[attribute.Name] = value;
        }
        return read;
    }

    private static EventRoad RoadOf(JsonElement json)
    {
        if (json.Has("detail-type"))
            return EventRoad.EventBridge;
        return json.Has("alarmData") ? EventRoad.AlarmAction : EventRoad.Bare;
    }

    /// <summary>Whether the text is a JSON object or array; a problem is told when it looks like one and is not.</summary>
    private static bool TryJson(string text, out JsonElement json, out string? problem)
    {
        json = default;
        problem = null;
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return false;
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            json = document.RootElement.Clone();
            return true;
        }
        catch (JsonException broken)
        {
            problem = $"The message looks like JSON but breaks off at line {broken.LineNumber + 1}, " +
                $"byte {broken.BytePositionInLine + 1}; it is shown as text.";
            return false;
        }
    }
}
