using System.Text;
using System.Text.Json;
using Alerting.Channels.Sms;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Sns;

/// <summary>
/// A message for an SNS topic or platform endpoint, with one text per protocol (<c>MessageStructure=json</c>): the full
/// text for e-mail, one segment for SMS, a push notification for apps.
/// </summary>
/// <remarks>
/// Limits: message 256 KB, subject 99 ASCII characters without line breaks:
/// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
/// </remarks>
public sealed class SnsFormat : IChannelFormat
{
    public const int MaxBytes = 256 * 1024;
    private const int MaxSubject = 99;

    public Payload Write(Message message)
    {
        message = Shrinking.Tidy(message);
        var subject = Subject(message);
        var sms = SmsFormat.Text(message);
        var push = PushPayloads.Of(message);
        return Shrinking.Fit(message, smaller => Topic(subject, PlainText.Of(smaller), sms, push), Fits)
            ?? Topic(subject, ChatText.LastResort(message, 1000), sms, push);
    }

    private static bool Fits(SnsPayload payload) => Encoding.UTF8.GetByteCount(payload.MessageJson) <= MaxBytes;

    private static string Subject(Message message) =>
        TextCut.To(message.Defuser.Apply(AsciiText.Of(PlainText.Headline(message))), MaxSubject, "...");

    private static SnsPayload Topic(string subject, string text, string sms, PushPayloads push)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("default", text);
            json.WriteString("email", text);
            json.WriteString("sms", sms);
            json.WriteString("APNS", push.Apns);
            json.WriteString("APNS_SANDBOX", push.Apns);
            json.WriteString("GCM", push.Fcm);
            json.WriteEndObject();
        }
        return new SnsPayload(subject, Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }
}

public sealed record SnsPayload(string Subject, string MessageJson) : Payload
{
    public override void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("subject", Subject);
        json.WritePropertyName("message");
        json.WriteRawValue(MessageJson);
        json.WriteEndObject();
    }

    public override string ToString()
    {
        using var document = JsonDocument.Parse(MessageJson);
        return $"Subject: {Subject}\n\n{document.RootElement.GetProperty("email").GetString()}";
    }
}
