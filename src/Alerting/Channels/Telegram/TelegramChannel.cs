using System.Globalization;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Telegram;

/// <summary>A bot's messages: later ones reply to the first, which is edited when resolved. https://core.telegram.org/bots/api#sendmessage</summary>
public sealed class TelegramChannel : IHttpChannel
{
    private const string Api = "https://api.telegram.org";

    public string Channel => "telegram";

    public string Name => "Telegram";

    public ChannelCapabilities Capabilities { get; } = new(Threads: true, Edits: true, Mentions: true);

    public Payload Format(Message message)
    {
        message = Shrinking.Tidy(message);
        var text = Shrinking.Fit(message, TelegramHtml.Of, TelegramHtml.Fits) ?? TelegramHtml.LastResort(message);
        return JsonText.Payload(json =>
        {
            json.WriteString("text", text);
            json.WriteString("parse_mode", "HTML");
            json.WriteStartObject("link_preview_options");
            json.WriteBoolean("is_disabled", true);
            json.WriteEndObject();
        });
    }

    public string Read(Payload payload) => ReadableJson.Of(payload, PlainMarkup.OfHtml, "text");

    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        var api = $"{(settings["api_url"] ?? Api).TrimEnd('/')}/bot{settings["token"]}";
        var thread = long.TryParse(delivery.Thread?.Message, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        var send = HttpCall.Post($"{api}/sendMessage", JsonText.With(delivery.Payload, json =>
        {
            json.WriteString("chat_id", settings.Address);
            // Resolved and info messages make no sound.
            json.WriteBoolean("disable_notification", delivery.Notification is { IsResolved: true } or { Severity: Alerts.Severity.Info });
            if (thread is not { } first)
                return;
            json.WriteStartObject("reply_parameters");
            json.WriteNumber("message_id", first);
            json.WriteBoolean("allow_sending_without_reply", true);
            json.WriteEndObject();
        }));
        if (!delivery.EndsThread || thread is not { } old)
            return [send];
        var edit = HttpCall.Post($"{api}/editMessageText", JsonText.With(delivery.Payload, json =>
        {
            json.WriteString("chat_id", settings.Address);
            json.WriteNumber("message_id", old);
        }));
        return [edit with { IsOptional = true }, send];
    }

    public bool ReturnsReference(Target target) => true;

    public ThreadRef? ThreadOf(string answer) =>
        AnswerJson.Text(answer, "result", "message_id") is { } id ? new ThreadRef(id) : null;
}
