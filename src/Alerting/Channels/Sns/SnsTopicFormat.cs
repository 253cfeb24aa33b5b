using System.Text;
using System.Text.Json;
using Alerting.Channels.Sms;
using Alerting.Notifications;

namespace Alerting.Channels.Sns;

/// <summary>
/// A message for an SNS topic, with a text of its own for each protocol (<c>MessageStructure=json</c>): the whole text
/// for e-mail subscribers, one segment for phones.
/// </summary>
/// <remarks>
/// The message is limited to 256 KB, the subject to 99 ASCII characters without line breaks:
/// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
/// </remarks>
public sealed class SnsTopicFormat : IChannelFormat
{
    public const int MaxBytes = 256 * 1024;
    private const int MaxSubject = 99;

    public string Channel => "sns";

    public Payload Format(Message message)
    {
        var subject = Subject(message);
        var sms = SmsFormat.Text(message);
        foreach (var smaller in Shrinking.Of(message))
        {
            var text = PlainText.Of(smaller);
            // The text stands twice, and JSON may write a character in six bytes; four kilobytes are for the rest.
            if (text.Length < MaxBytes / 16 || Encoding.UTF8.GetByteCount(text) * 2 < MaxBytes - 4096)
                return Write(subject, text, sms);
        }
        return Write(subject, TextCut.To(PlainText.Headline(message), 1000), sms);
    }

    /// <summary>ASCII only: what has no plain spelling becomes a question mark.</summary>
    private static string Subject(Message message)
    {
        var line = Gsm7.Transliterate(TextCut.Clean(PlainText.Headline(message).ReplaceLineEndings(" ")));
        var ascii = new StringBuilder(line.Length);
        foreach (var rune in line.EnumerateRunes())
            ascii.Append(rune.Value is >= ' ' and <= '~' ? (char)rune.Value : '?');
        return TextCut.To(ascii.ToString(), MaxSubject, "...");
    }

    private static SnsPayload Write(string subject, string text, string sms)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("default", text);
            json.WriteString("email", text);
            json.WriteString("sms", sms);
            json.WriteEndObject();
        }
        return new SnsPayload(subject, Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }
}

/// <summary>The subject and the <c>MessageStructure=json</c> document of a publish.</summary>
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
