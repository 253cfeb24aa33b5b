using System.Text;
using System.Text.Json;
using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Sns;

/// <summary>A push notification for Apple's and Google's services through SNS.</summary>
/// <remarks>
/// Both accept 4,096 bytes: https://developer.apple.com/documentation/usernotifications/generating-a-remote-notification and
/// https://firebase.google.com/docs/cloud-messaging/concept-options. Google's format:
/// https://docs.aws.amazon.com/sns/latest/dg/sns-fcm-v1-payloads.html.
/// </remarks>
internal sealed record PushPayloads(string Apns, string Fcm)
{
    public const int MaxBytes = 4096;

    private const int MaxTitle = 300;
    private const int MaxBody = 1500;

    public static PushPayloads Of(Message message)
    {
        var title = TextCut.ToBytes(TextCut.Clean(ChatText.Headline(message)), MaxTitle);
        var body = TextCut.Clean(string.Join('\n', Lines(message)));
        var url = message.FirstLink is { Url.Length: <= 500 } first ? first.Url : null;
        // Escaping makes the JSON longer by an unknown amount, so try lengths.
        for (var max = MaxBody; ; max /= 2)
        {
            var text = TextCut.ToBytes(body, max);
            var payloads = new PushPayloads(Apple(message, title, text, url), Google(message, title, text, url));
            if (payloads.Fits || max == 0)
                return payloads;
        }
    }

    private bool Fits => Encoding.UTF8.GetByteCount(Apns) <= MaxBytes && Encoding.UTF8.GetByteCount(Fcm) <= MaxBytes;

    private static IEnumerable<string> Lines(Message message)
    {
        if (message.Note is { } note)
            yield return note;
        if (message.Items is [var only])
        {
            foreach (var figure in ChatText.Figures(only))
                yield return figure;
        }
        else
        {
            foreach (var item in message.Items.Take(10))
                yield return TextCut.To(ChatText.Head(item), 200);
        }
        if (message.Items is [{ About: { } about }])
            yield return about;
    }

    private static string Apple(Message message, string title, string body, string? url) => Text(json =>
    {
        json.WriteStartObject("aps");
        json.WriteStartObject("alert");
        json.WriteString("title", title);
        json.WriteString("body", body);
        json.WriteEndObject();
        json.WriteString("thread-id", GroupId.Of(message));
        if (IsPage(message))
            json.WriteString("sound", "default");
        json.WriteString("interruption-level", IsPage(message) ? "time-sensitive" : "active");
        json.WriteEndObject();
        Data(json, message, url);
    });

    private static string Google(Message message, string title, string body, string? url) => Text(json =>
    {
        json.WriteStartObject("fcmV1Message");
        json.WriteStartObject("message");
        json.WriteStartObject("notification");
        json.WriteString("title", title);
        json.WriteString("body", body);
        json.WriteEndObject();
        json.WriteStartObject("android");
        json.WriteString("priority", IsPage(message) ? "high" : "normal");
        json.WriteEndObject();
        json.WriteStartObject("data");
        Data(json, message, url);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Data(Utf8JsonWriter json, Message message, string? url)
    {
        json.WriteString("severity", message.Severity.Name());
        json.WriteString("kind", message.Kind.Name());
        json.WriteString("group", GroupId.Of(message));
        if (url is not null)
            json.WriteString("url", url);
    }

    private static bool IsPage(Message message) => message.Severity.IsPage() && !message.IsAllResolved;

    private static string Text(Action<Utf8JsonWriter> properties) =>
        Encoding.UTF8.GetString(JsonText.Utf8(properties).Span);
}
