using Alerting.Channels.Reading;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Telegram;

/// <summary>A message in Telegram's HTML.</summary>
internal sealed class TelegramFormat : IChannelFormat
{
    public Payload Write(Message message)
    {
        message = Shrinking.Tidy(message);
        var text = Shrinking.Fit(message, TelegramHtml.Of, TelegramHtml.Fits) ?? TelegramHtml.LastResort(message);
        return JsonPayload.Of(json =>
        {
            json.WriteString("text", text);
            json.WriteString("parse_mode", "HTML");
            json.WriteStartObject("link_preview_options");
            json.WriteBoolean("is_disabled", true);
            json.WriteEndObject();
        });
    }

    public string Read(Payload payload) => ReadableJson.Of(payload, PlainMarkup.OfHtml, "text");
}
