using System.Text;
using System.Text.Json;
using Alerting.Channels;
using Alerting.Channels.Sns;
using Alerting.Fakes;

namespace Alerting.Playground.Sinks;

/// <summary>A message sent with <c>--live</c>, for the page to show.</summary>
internal static class LiveSender
{
    public static SinkMessage Of(Delivery delivery)
    {
        var body = delivery.Payload is JsonPayload json ? json.Utf8 : Encoding.UTF8.GetBytes(Text(delivery.Payload));
        var channel = delivery.Target.Channel switch
        {
            "sns" => delivery.Target.Address.ToString().Contains(":endpoint/", StringComparison.Ordinal)
                ? "push"
                : "topic",
            var other => other,
        };
        return new SinkMessage(delivery.Id, channel, new Placement(delivery.Id), Size(delivery, body), body)
        {
            Html = (delivery.Payload as EmailPayload)?.Html,
            Subject = (delivery.Payload as EmailPayload)?.Subject ?? (delivery.Payload as SnsPayload)?.Subject,
        };
    }

    private static string Text(Payload payload)
    {
        if (payload is not SnsPayload sns)
            return payload.ToString();
        using var message = JsonDocument.Parse(sns.MessageJson);
        return message.RootElement.Text("APNS") is { Length: > 0 } push ? push : sns.MessageJson;
    }

    private static MessageSize Size(Delivery delivery, ReadOnlyMemory<byte> body) => delivery.Payload switch
    {
        EmailPayload mail => SmtpSink.Measure(mail.Html),
        TextPayload text => SmsSize.Of(text.Text),
        SnsPayload => new MessageSize(body.Length, SnsFormat.MaxBytes, "bytes"),
        _ => SinkHub.Measure(delivery.Target.Channel, body.ToArray()),
    };
}
