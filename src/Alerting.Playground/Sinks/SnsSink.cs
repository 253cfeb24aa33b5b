using System.Security;
using System.Text;
using System.Text.Json;
using Alerting.Channels.Sms;

namespace Alerting.Playground.Sinks;

/// <summary>
/// The query API of SNS, for text messages, topics and mobile push:
/// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html. At most 1,600 bytes for a text
/// message, 256 KB for a topic, 4,096 bytes for a push notification.
/// </summary>
/// <remarks>
/// Its requests have no delivery id, so messages are matched by address and text.
/// </remarks>
public sealed class SnsSink(SinkHub hub, Func<string, string, string> deliveryOf)
{
    private const int MaxText = 1600;
    private const int MaxMessage = 256 * 1024;
    private const int MaxPush = 4096;
    private const int MaxSubject = 100;

    private int _count;

    public async Task<SinkReply> AnswerAsync(IReadOnlyDictionary<string, string> form, CancellationToken cancellation)
    {
        var phone = form.GetValueOrDefault("PhoneNumber", "");
        var channel = phone.Length > 0 ? "sms" : "sns";
        if (form.GetValueOrDefault("Action") != "Publish")
            return SnsXml.Error(400, "InvalidAction", "Only Publish is supported.");
        if (await FaultReplyAsync(channel, cancellation) is { } fault)
            return fault;
        var message = form.GetValueOrDefault("Message", "");
        if (Problem(channel, message, form.GetValueOrDefault("Subject", "")) is { } problem)
            return SnsXml.Error(400, "InvalidParameter", $"Invalid parameter: {problem}");
        var target = phone.Length > 0 ? phone : form.GetValueOrDefault("TargetArn") ?? form.GetValueOrDefault("TopicArn", "");
        hub.Take(channel == "sms" ? Text(target, message) : Topic(target, message, form.GetValueOrDefault("Subject")));
        return SnsXml.Published(Interlocked.Increment(ref _count));
    }

    private async Task<SinkReply?> FaultReplyAsync(string channel, CancellationToken cancellation)
    {
        switch (hub.FaultOf(channel))
        {
            case SinkFault.RateLimited:
                return SnsXml.Error(429, "Throttling", "Rate exceeded");
            case SinkFault.Broken:
                return SnsXml.Error(500, "InternalError", "We encountered an internal error. Please try again.");
            case SinkFault.Refusing:
                return channel == "sms"
                    ? SnsXml.Error(400, "OptedOut", "The phone number has opted out.")
                    : SnsXml.Error(400, "EndpointDisabled", "Endpoint is disabled");
            case SinkFault.Slow:
                await Task.Delay(SinkHub.SlowAnswer, TimeProvider.System, cancellation);
                return null;
            default:
                return null;
        }
    }

    private static string? Problem(string channel, string message, string subject) => SinkJson.First(
        (message.Length == 0, "Empty message"),
        (channel == "sms" && Encoding.UTF8.GetByteCount(message) > MaxText, "Message too long"),
        (Encoding.UTF8.GetByteCount(message) > MaxMessage, "Message too long"),
        (subject.Length > MaxSubject || subject.AsSpan().ContainsAny('\r', '\n'), "Subject"),
        (channel == "sns" && Of(message, "default") is null, "Message Structure - No default entry in JSON message body"),
        (Of(message, "APNS") is { } push && Encoding.UTF8.GetByteCount(push) > MaxPush, "Message too long"));

    private SinkMessage Text(string phone, string message) => new(
        deliveryOf(phone, message), "sms", new Placement($"sms-{_count}"), Measure(message), Encoding.UTF8.GetBytes(message));

    /// <summary>The length in units of its encoding, and how many its segments hold.</summary>
    internal static MessageSize Measure(string message)
    {
        var isGsm = Gsm7.CanEncode(message);
        var units = isGsm ? Gsm7.Septets(message) : message.Length;
        var segments = SmsText.Segments(message);
        var capacity = (isGsm ? segments == 1 ? 160 : 153 : segments == 1 ? 70 : 67) * segments;
        return new MessageSize(units, capacity, isGsm ? "GSM characters" : "UTF-16 units", segments == 1 ? "1 segment" : $"{segments} segments");
    }

    private SinkMessage Topic(string target, string message, string? subject)
    {
        var isApp = target.Contains(":endpoint/", StringComparison.Ordinal);
        var push = Of(message, "APNS") ?? "";
        var size = isApp
            ? new MessageSize(Encoding.UTF8.GetByteCount(push), MaxPush, "bytes")
            : new MessageSize(Encoding.UTF8.GetByteCount(message), MaxMessage, "bytes");
        return new SinkMessage(deliveryOf(target, message), isApp ? "push" : "topic", new Placement($"sns-{_count}"), size,
            Encoding.UTF8.GetBytes(isApp ? push : message))
        { Subject = subject };
    }

    private static string? Of(string message, string protocol)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            return document.RootElement.Text(protocol) is { Length: > 0 } text ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal static class SnsXml
{
    public static SinkReply Error(int status, string code, string message) => Xml(status, $"""
        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
          <Error><Type>{(status < 500 ? "Sender" : "Receiver")}</Type><Code>{code}</Code><Message>{SecurityElement.Escape(message)}</Message></Error>
          <RequestId>00000000-0000-4000-8000-000000000000</RequestId>
        </ErrorResponse>
        """);

    public static SinkReply Published(int number) => Result("Publish", $"<MessageId>{MessageId(number)}</MessageId>");

    public static SinkReply Result(string action, string content) => Xml(200, $"""
        <{action}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
          <{action}Result>{content}</{action}Result>
          <ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ResponseMetadata>
        </{action}Response>
        """);

    public static string MessageId(int number) => $"00000000-0000-4000-8000-{number:D12}";

    private static SinkReply Xml(int status, string body) => new(status, body, "text/xml");
}
