using System.Globalization;
using System.Text;
using System.Text.Json;
using Alerting.Aws.Queues;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Logs.Batches;
using Alerting.Notifications;
using Alerting.Redaction;
using Alerting.Sources;
using Alerting.Text;
using Message = Amazon.SQS.Model.Message;

namespace Alerting.Cli.Dead;

/// <summary>A message that could not be delivered.</summary>
/// <param name="Kind"><c>notification</c>, <c>group message</c>, <c>event</c> or <c>unreadable</c>.</param>
/// <param name="Title">A headline.</param>
/// <param name="Reason">Why it was not delivered.</param>
internal sealed record DeadLetter(Message Message, string Kind, string Title, string Reason)
{
    private static readonly AlertingConfig Plain = new();

    /// <summary>Its body was written by AWS or by an earlier version, so it has secrets.</summary>
    public string Title { get; } = Redacted(Title);

    public string Reason { get; } = Redacted(Reason);

    /// <summary>For people and programs; a redrive sends the original.</summary>
    public string Body => JsonRedaction.Of(Message.Body);

    public string GroupKey => Redacted(Notification?.GroupKey ?? "");

    public string Id => Message.MessageId;

    public string ShortId => Id.Length > 8 ? Id[..8] : Id;

    public DateTimeOffset? At =>
        long.TryParse(Message.Attributes?.GetValueOrDefault("SentTimestamp"), CultureInfo.InvariantCulture,
            out var time)
            ? DateTimeOffset.FromUnixTimeMilliseconds(time)
            : null;

    /// <summary>Null for other kinds.</summary>
    public Notification? Notification { get; private init; }

    /// <summary>A message to a group; null for other kinds.</summary>
    public GroupEnvelope? Envelope { get; private init; }

    /// <summary>An event that a function could not process; null for other kinds.</summary>
    public ReadOnlyMemory<byte>? Event { get; private init; }

    /// <summary>Lambda's id of the invocation, the same for all retries.</summary>
    public string? RequestId { get; private init; }

    public string? Receiver => Notification?.Receiver;

    /// <summary>The full text for people.</summary>
    public string Text =>
        Notification is { } notification ? PlainText.Of(new MessageWriter(Plain).Write(notification)) : Title;

    public static DeadLetter Read(Message message)
    {
        var reason = message.MessageAttributes?.GetValueOrDefault("reason")?.StringValue;
        if (MessageBody.ReadNotification(message.Body) is { Alerts.Count: > 0 } notification)
        {
            var written = new MessageWriter(Plain).Write(notification);
            return new DeadLetter(message, "notification", PlainText.Headline(written),
                reason ?? "The deliver function failed repeatedly; see its log.")
            {
                Notification = notification,
            };
        }
        if (MessageBody.ReadEnvelope(message.Body) is { To: not null, Message: { } body } envelope)
        {
            string[] titles = [.. body.Parts.OfType<AlertArrived>().Select(arrived => arrived.Alert)
                .Select(alert => AlertRedaction.BuiltIn.Of(alert).Title)];
            var title = titles.Length > 0 ? Titles(titles) : $"{Word(body.Parts[0])} for {envelope.To.Key}";
            return new DeadLetter(message, "group message", title,
                reason ?? "The group function failed repeatedly; see its log.") { Envelope = envelope };
        }
        if (reason is null && Parse(message.Body) is { } json)
            return FromEvent(message, json);
        return new DeadLetter(message, "unreadable",
            TextCut.To(TextCut.Clean(JsonRedaction.Of(message.Body)), 200), reason ?? "Not a JSON object.");
    }

    /// <summary>An event that SNS could not deliver, or Lambda's record of a failed invocation.</summary>
    private static DeadLetter FromEvent(Message message, JsonElement json)
    {
        var (body, reason) =
            json.ValueKind == JsonValueKind.Object && json.TryGetProperty("requestPayload", out var request)
            ? (request.GetRawText(), Failure(json))
            : (message.Body, ErrorOfSns(message));
        var bytes = Encoding.UTF8.GetBytes(body);
        return new DeadLetter(message, "event", Titles(bytes), reason)
        {
            Event = bytes,
            RequestId = json.Has("requestContext", out var context) ? context.Text("requestId") : null,
        };
    }

    private static string Word(GroupMessage message) => message switch
    {
        AlertMoved => "AlertMoved",
        SilencesChanged => "SilencesChanged",
        DigestPart => "DigestPart",
        _ => "Wake",
    };

    private static string Titles(ReadOnlyMemory<byte> body)
    {
        try
        {
            var trace = new AlertPipeline(Plain).Take(new EventIntake(Plain.Logs).Read(body), DateTimeOffset.UnixEpoch)
                .Trace;
            var titles = trace.Alerts.Select(traced => traced.Alert.Title).ToArray();
            return titles.Length == 0 ? "event without alerts" : Titles(titles);
        }
        catch (LogBatchException unreadable)
        {
            return unreadable.Message;
        }
    }

    private static string Titles(string[] titles) =>
        string.Join(", ", titles.Take(3)) + (titles.Length > 3 ? $" and {titles.Length - 3} more" : "");

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html</summary>
    private static string Failure(JsonElement record)
    {
        var context = record.Has("requestContext", out var found) ? found : default;
        var function = context.Text("functionArn")?.Split(':') is { Length: > 6 } arn ? arn[6] : "a function";
        var error = record.Has("responsePayload", out var response) ? response.Text("errorMessage") : null;
        var why = error ?? context.Text("condition") ?? "see its log";
        return TextCut.Line($"{function} failed: {why}", 500);
    }

    private static string ErrorOfSns(Message message) =>
        message.MessageAttributes?.GetValueOrDefault("ErrorMessage")?.StringValue
            ?? "SNS could not deliver it to the function.";

    private static string Redacted(string text) => Redactor.BuiltIn.Apply(text, keepAddresses: true);

    private static JsonElement? Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
