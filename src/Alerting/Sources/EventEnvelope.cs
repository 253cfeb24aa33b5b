using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Alerting.Sources.Webhooks;

namespace Alerting.Sources;

/// <summary>
/// Unwraps what carries a message: an SNS event has records with the message in a string, and a queue or a web
/// request may hold such a message in turn; EventBridge and alarm actions are the message themselves. One record that
/// cannot be unwrapped becomes a message of its own and harms no other.
/// </summary>
public static class EventEnvelope
{
    public static IReadOnlyList<EventMessage> Open(ReadOnlyMemory<byte> body)
    {
        var messages = Open(Encoding.UTF8.GetString(body.Span).Trim('\uFEFF', ' ', '\n', '\r', '\t'));
        return [.. messages.Select(message => Flagged(message, EncodingProblem(body.Span)))];
    }

    /// <summary>A sentence where not all bytes are text.</summary>
    internal static string? EncodingProblem(ReadOnlySpan<byte> body) =>
        Utf8.IsValid(body) ? null : "Some bytes are not UTF-8; they are shown as \uFFFD.";

    private static IReadOnlyList<EventMessage> Open(string text)
    {
        if (!JsonBody.TryParse(text, out var json, out var problem))
            return OpenCut(text) ?? [Plain(text, problem)];
        if (json.Child("Records") is { ValueKind: JsonValueKind.Array } records && records.GetArrayLength() > 0)
            return [.. records.EnumerateArray().Select(OpenRecord).Select(message => Flagged(message, problem))];
        return [Flagged(OpenBare(text, json), problem)];
    }

    /// <summary>Of records that break off the last is cut, and those before it are whole.</summary>
    private static IReadOnlyList<EventMessage>? OpenCut(string text)
    {
        var json = JsonBody.ReadCut(text);
        if (IsSns(json))
            return [Flagged(OpenSns(json), EventReader.CutProblem)];
        if (json.Child("Records") is not { ValueKind: JsonValueKind.Array } records || records.GetArrayLength() == 0)
            return null;
        var messages = records.EnumerateArray().Select(OpenRecord).ToList();
        return [.. messages[..^1], Flagged(messages[^1], EventReader.CutProblem)];
    }

    /// <summary>An SNS message from its parts, as the typed Lambda event gives them.</summary>
    public static EventMessage FromSns(
        string? message, string? subject, string? topicArn, string? messageId, DateTimeOffset? sentAt,
        IReadOnlyDictionary<string, string> attributes)
    {
        var text = JsonBody.WithoutMark(message ?? "");
        var isJson = JsonBody.TryParse(text, out var json, out var problem);
        return new EventMessage
        {
            Text = text,
            Json = json,
            Cut = isJson ? default : JsonBody.ReadCut(text),
            Transport = EventTransport.Sns,
            Subject = subject,
            Origin = topicArn,
            MessageId = messageId,
            SentAt = sentAt,
            Attributes = attributes,
            Problems = problem is null ? [] : [problem],
        };
    }

    private static EventMessage OpenRecord(EventJson record)
    {
        if (record.Child("Sns") is { ValueKind: JsonValueKind.Object } sns)
            return OpenSns(sns);
        // A queue's message: its body is what somebody sent, often an SNS notification.
        if (record.Text("eventSource") == "aws:sqs" && record.Text("body") is { } body)
            return OpenText(body) with { MessageId = record.Text("messageId") };
        return new EventMessage { Text = record.GetRawText(), Json = record, Transport = EventTransport.Bare };
    }

    private static EventMessage OpenText(string text) => JsonBody.TryParse(text, out var json, out var problem)
        ? Flagged(OpenBare(text, json), problem)
        : Plain(text, problem);

    private static EventMessage Flagged(EventMessage message, string? problem) =>
        problem is null ? message : message with { Problems = [.. message.Problems, problem] };

    private static EventMessage Plain(string text, string? problem) =>
        new()
        {
            Text = text,
            Cut = JsonBody.ReadCut(text),
            Transport = EventTransport.Bare,
            Problems = problem is null ? [] : [problem],
        };

    /// <summary>SNS's own envelope, as it stands in queues and web requests, is opened as well.</summary>
    private static EventMessage OpenBare(string text, EventJson json)
    {
        if (WebhookRequest.FromFunctionUrl(json) is { } request)
            return request.Message();
        return IsSns(json)
            ? OpenSns(json)
            : new EventMessage { Text = text, Json = json, Transport = TransportOf(json) };
    }

    /// <summary>SNS's own envelope, as queues and web requests carry it.</summary>
    internal static bool IsSns(EventJson json) =>
        json.Text("Type") == "Notification" && json.Has("TopicArn") && json.Has("Message");

    internal static EventMessage OpenSns(EventJson sns)
    {
        var notes = new ParseWarnings();
        sns = sns.Noting(notes);
        // A publisher may have put an object where SNS has a string; it is as good as the string.
        var message = sns.Has("Message", out var value) && value.ValueKind != JsonValueKind.String
            ? value.GetRawText()
            : sns.Text("Message");
        var opened = FromSns(message, sns.Text("Subject"), sns.Text("TopicArn"), sns.Text("MessageId"),
            sns.Time("Timestamp"), Attributes(sns.Child("MessageAttributes")));
        return opened with { Problems = [.. opened.Problems, .. notes.Sentences] };
    }

    private static Dictionary<string, string> Attributes(EventJson attributes)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        if (attributes.ValueKind != JsonValueKind.Object)
            return read;
        foreach (var (name, attribute) in attributes.EnumerateObject())
        {
            if (attribute.Text("Value") is { } value)
                read[name] = value;
        }
        return read;
    }

    private static EventTransport TransportOf(EventJson json)
    {
        if (json.Has("detail-type"))
            return EventTransport.EventBridge;
        return json.Has("alarmData") ? EventTransport.AlarmAction : EventTransport.Bare;
    }
}
