using System.Globalization;
using System.Text;

namespace Alerting.Sources.Wrapping;

/// <summary>
/// The message in a record of a stream or broker, whose data is in base64: Kinesis, Kafka, ActiveMQ and RabbitMQ, as
/// Lambda receives them and as EventBridge Pipes passes them on.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html, …/with-msk.html, …/with-mq.html and
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-source.html
/// </remarks>
internal static class StreamRecord
{
    /// <summary>Null for anything else, and for data that is not text in base64.</summary>
    public static EventMessage? Open(EventJson record)
    {
        var kinesis = record.Has("kinesis", out var inner) ? inner : record;
        if (kinesis.Text("data", "value") is not { } data || !IsRecord(record, kinesis) || Decode(data) is not { } text)
            return null;
        return EventEnvelope.OpenText(text) is var message ? message with
        {
            MessageId = message.MessageId ?? IdOf(record, kinesis),
            SentAt = message.SentAt ?? kinesis.Time("approximateArrivalTimestamp") ?? record.Time("timestamp"),
        } : null;
    }

    /// <summary>The records of Kafka and MQ, which are in lists by topic or queue; null for any other event.</summary>
    public static IReadOnlyList<EventJson>? In(EventJson json)
    {
        if (json.Text("eventSource") is not ("aws:kafka" or "SelfManagedKafka" or "aws:mq" or "aws:rmq"))
            return null;
        foreach (var name in (ReadOnlySpan<string>)["records", "messages", "rmqMessagesByQueue"])
        {
            var lists = json.Get(name);
            if (lists.ValueKind == System.Text.Json.JsonValueKind.Array)
                return [.. lists.EnumerateArray()];
            if (lists.ValueKind == System.Text.Json.JsonValueKind.Object)
                return [.. lists.EnumerateObject().SelectMany(list => lists.Items(list.Name))];
        }
        return null;
    }

    /// <summary>The text in base64; null for anything else.</summary>
    public static string? Decode(string data)
    {
        var bytes = new byte[data.Length];
        return Convert.TryFromBase64String(data, bytes, out var length) && length > 0
            && System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length))
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : null;
    }

    private static bool IsRecord(EventJson record, EventJson kinesis) =>
        kinesis.HasAny("kinesisSchemaVersion", "partitionKey") || record.HasAll("topic", "partition", "offset")
        || record.HasAny("basicProperties", "messageID", "destination");

    /// <summary>The same when the record is delivered again.</summary>
    private static string? IdOf(EventJson record, EventJson kinesis) => record.Text("eventID", "messageID")
        ?? kinesis.Text("sequenceNumber")
        ?? (record.Text("offset") is { } offset
            ? string.Create(CultureInfo.InvariantCulture, $"{record.Text("topic")}/{record.Text("partition")}/{offset}")
            : null);
}
