using System.Text;
using System.Text.Json;

namespace Alerting.Fakes;

/// <summary>
/// SNS for text messages, topics and mobile push: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html. At most
/// 1,600 bytes for a text message, 256 KB for a topic, 4,096 bytes for a push notification.
/// </summary>
public sealed class SnsService(Faults faults)
{
    private const int MaxText = 1600;
    private const int MaxMessage = 256 * 1024;
    private const int MaxPush = 4096;
    private const int MaxSubject = 100;

    private int _count;

    /// <summary>Refuses the call, or accepts its message.</summary>
    public async Task<(HttpReply Reply, SnsMessage? Message)> ReceiveAsync(
        IReadOnlyDictionary<string, string> form, CancellationToken cancellation)
    {
        var phone = form.GetValueOrDefault("PhoneNumber", "");
        if (form.GetValueOrDefault("Action") != "Publish")
            return (SnsXml.Error(400, "InvalidAction", "Only Publish is supported."), null);
        if (await FaultReplyAsync(phone.Length > 0, cancellation).ConfigureAwait(false) is { } fault)
            return (fault, null);
        if (Problem(form, phone.Length > 0) is { } problem)
            return (SnsXml.Error(400, "InvalidParameter", $"Invalid parameter: {problem}"), null);
        var number = Interlocked.Increment(ref _count);
        var message = phone.Length > 0 ? Text(phone, form["Message"], number) : Topic(form, number);
        return (SnsXml.Published(number), message);
    }

    private async Task<HttpReply?> FaultReplyAsync(bool isText, CancellationToken cancellation)
    {
        var service = isText ? "sms" : "sns";
        switch (faults.Of(service))
        {
            case ServiceFault.RateLimited:
                return SnsXml.Error(429, "Throttling", "Rate exceeded");
            case ServiceFault.Broken:
                return SnsXml.Error(500, "InternalError", "We encountered an internal error. Please try again.");
            case ServiceFault.Refusing:
                return isText
                    ? SnsXml.Error(400, "OptedOut", "The phone number has opted out.")
                    : SnsXml.Error(400, "EndpointDisabled", "Endpoint is disabled");
            default:
                await faults.WaitIfSlowAsync(service, cancellation).ConfigureAwait(false);
                return null;
        }
    }

    private static string? Problem(IReadOnlyDictionary<string, string> form, bool isText)
    {
        var message = form.GetValueOrDefault("Message", "");
        var subject = form.GetValueOrDefault("Subject", "");
        var isJson = form.GetValueOrDefault("MessageStructure") == "json";
        var problems = ServiceJson.Those(
            (message.Length == 0, "Empty message"),
            (isText && Encoding.UTF8.GetByteCount(message) > MaxText, "Message too long"),
            (Encoding.UTF8.GetByteCount(message) > MaxMessage, "Message too long"),
            (subject.Length > MaxSubject || subject.AsSpan().ContainsAny('\r', '\n'), "Subject"),
            (isJson && Of(message, "default") is null, "Message Structure - No default entry in JSON message body"),
            (Of(message, "APNS") is { } push && Encoding.UTF8.GetByteCount(push) > MaxPush, "Message too long"));
        return problems is [var first, ..] ? first : null;
    }

    private static SnsMessage Text(string phone, string message, int number) =>
        new("sms", phone, message, message, null, new Placement($"sms-{number}"), SmsSize.Of(message));

    private static SnsMessage Topic(IReadOnlyDictionary<string, string> form, int number)
    {
        var target = form.GetValueOrDefault("TargetArn") ?? form.GetValueOrDefault("TopicArn", "");
        var isApp = target.Contains(":endpoint/", StringComparison.Ordinal);
        var body = isApp ? Of(form["Message"], "APNS") ?? "" : form["Message"];
        var size = new MessageSize(Encoding.UTF8.GetByteCount(body), isApp ? MaxPush : MaxMessage, "bytes");
        var subject = form.GetValueOrDefault("Subject");
        return new SnsMessage(isApp ? "push" : "topic", target, form["Message"], body, subject,
            new Placement($"sns-{number}"), size);
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
