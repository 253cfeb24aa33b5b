using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Alerting.Sources.Wrapping;

namespace Alerting.Sources;

/// <summary>
/// Unwraps SNS records, SQS records and web requests into messages; EventBridge events and alarm actions are messages
/// already. A broken record becomes a message of its own without affecting the others.
/// </summary>
public static class EventEnvelope
{
    public static IReadOnlyList<EventMessage> Open(ReadOnlyMemory<byte> body)
    {
        var messages = Open(Encoding.UTF8.GetString(body.Span).Trim('\uFEFF', ' ', '\n', '\r', '\t'));
        return [.. messages.Select(message => WithProblem(message, EncodingProblem(body.Span)))];
    }

    internal static string? EncodingProblem(ReadOnlySpan<byte> body) =>
        Utf8.IsValid(body) ? null : "Some bytes are not valid UTF-8; they are shown as \uFFFD.";

    private static IReadOnlyList<EventMessage> Open(string text)
    {
        text = FormBody.OrText(JsonBody.Unquoted(text));
        if (!JsonBody.TryParse(text, out var json, out var problem))
            return OpenTruncated(text) ?? [FromText(text, problem)];
        if (RecordsOf(json) is { } records)
            return [.. records.Select(OpenRecord).Select(message => WithProblem(message, problem))];
        return [WithProblem(OpenBare(text, json), problem)];
    }

    /// <summary>
    /// The records of a Lambda event, or of a list that EventBridge Pipes passes on. Null for anything else.
    /// </summary>
    private static IReadOnlyList<EventJson>? RecordsOf(EventJson json)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            return json.GetArrayLength() > 0 && json.EnumerateArray().All(record => IsQueued(record)
                || record.Text("eventSource") is ['a', 'w', 's', ':', ..]) ? [.. json.EnumerateArray()] : null;
        }
        if (json.Child("Records") is { ValueKind: JsonValueKind.Array } records && records.GetArrayLength() > 0)
            return [.. records.EnumerateArray()];
        // As the API of SQS answers.
        return json.Child("Messages") is { ValueKind: JsonValueKind.Array } messages && messages.GetArrayLength() > 0
            && messages.EnumerateArray().All(IsQueued)
            ? [.. messages.EnumerateArray()]
            : StreamRecord.In(json);
    }

    /// <summary>Whether it is a message of SQS, also as its API writes it.</summary>
    private static bool IsQueued(EventJson record) => record.Text("body") is not null
        && (record.Text("eventSource") == "aws:sqs" || record.Has("receiptHandle"));

    /// <summary>If the records are truncated, only the last one is incomplete.</summary>
    private static IReadOnlyList<EventMessage>? OpenTruncated(string text)
    {
        var json = JsonBody.ReadTruncated(text);
        if (IsSns(json))
            return [WithProblem(OpenSns(json), EventReader.TruncatedProblem)];
        if (json.Child("Records") is not { ValueKind: JsonValueKind.Array } records || records.GetArrayLength() == 0)
            return null;
        var messages = records.EnumerateArray().Select(OpenRecord).ToList();
        return [.. messages[..^1], WithProblem(messages[^1], EventReader.TruncatedProblem)];
    }

    /// <summary>An SNS message from the fields of the typed Lambda event.</summary>
    public static EventMessage FromSns(
        string? message, string? subject, string? topicArn, string? messageId, DateTimeOffset? sentAt,
        IReadOnlyDictionary<string, string> attributes)
    {
        var text = FormBody.OrText(HtmlText.Plain(JsonBody.Unquoted(JsonBody.WithoutByteOrderMark(message ?? ""))));
        var isJson = JsonBody.TryParse(text, out var json, out var problem);
        if (JsonBody.Lines(json) is { } lines)
            (text, json) = (lines, default);
        if (InnerMessage.Whole(json) is { } inner)
        {
            return inner with
            {
                Transport = EventTransport.Sns,
                Subject = inner.Subject ?? subject,
                Origin = topicArn,
                MessageId = messageId,
                SentAt = inner.SentAt ?? sentAt,
                Attributes = inner.Attributes.Count > 0 ? inner.Attributes : attributes,
            };
        }
        return new EventMessage
        {
            Text = text,
            Json = json,
            Truncated = isJson ? default : JsonBody.ReadTruncated(text),
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
        // The body is often an SNS notification.
        if (IsQueued(record))
            return OpenText(record.Text("body")!) with { MessageId = record.Text("messageId") };
        if (StreamRecord.Open(record) is { } streamed)
            return streamed;
        return new EventMessage { Text = record.GetRawText(), Json = record, Transport = EventTransport.Bare };
    }

    internal static EventMessage OpenText(string text)
    {
        text = FormBody.OrText(JsonBody.Unquoted(text));
        return JsonBody.TryParse(text, out var json, out var problem)
            ? WithProblem(OpenBare(text, json), problem)
            : FromText(text, problem);
    }

    private static EventMessage WithProblem(EventMessage message, string? problem) =>
        problem is null ? message : message with { Problems = [.. message.Problems, problem] };

    private static EventMessage FromText(string text, string? problem) =>
        new()
        {
            Text = HtmlText.Plain(text),
            Truncated = JsonBody.ReadTruncated(text),
            Transport = EventTransport.Bare,
            Problems = problem is null ? [] : [problem],
        };

    private static EventMessage OpenBare(string text, EventJson json)
    {
        if (JsonBody.Lines(json) is { } lines)
            return FromText(lines, null);
        return InnerMessage.Whole(json)
            ?? new EventMessage { Text = text, Json = json, Transport = TransportOf(json) };
    }

    /// <summary>Whether it is the SNS envelope that queues and web requests carry.</summary>
    internal static bool IsSns(EventJson json) =>
        json.Text("Type") == "Notification" && json.Has("TopicArn") && json.Has("Message");

    internal static EventMessage OpenSns(EventJson sns)
    {
        var warnings = new ParseWarnings();
        sns = sns.WithWarnings(warnings);
        // Some publishers put an object where SNS has a string.
        var message = sns.Has("Message", out var value) && value.ValueKind != JsonValueKind.String
            ? value.GetRawText()
            : sns.Text("Message");
        var opened = FromSns(message, sns.Text("Subject"), sns.Text("TopicArn"), sns.Text("MessageId"),
            sns.Time("Timestamp"), Attributes(sns.Child("MessageAttributes")));
        return opened with { Problems = [.. opened.Problems, .. warnings.Sentences] };
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
