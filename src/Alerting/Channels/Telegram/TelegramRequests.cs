using System.Globalization;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Text;

namespace Alerting.Channels.Telegram;

/// <summary>
/// A bot's messages: later ones reply to the incident's first, which is edited when somebody answers and when resolved.
/// </summary>
/// <remarks>https://core.telegram.org/bots/api#sendmessage</remarks>
internal sealed class TelegramRequests : IChannelRequests
{
    private const string Api = "https://api.telegram.org";

    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        var api = $"{settings.Api(Api)}/bot{settings[TelegramOptions.Token]}";
        long? thread = long.TryParse(delivery.Thread?.Message, CultureInfo.InvariantCulture, out var id) ? id : null;
        var send = HttpCall.Post($"{api}/sendMessage", JsonPayload.With(delivery.Payload, json =>
        {
            json.WriteString("chat_id", settings.Address);
            // Resolved and info messages make no sound.
            var isSilent = delivery.Notification is { IsResolved: true } or { Severity: Severity.Info };
            json.WriteBoolean("disable_notification", isSilent);
            if (thread is not { } first)
                return;
            json.WriteStartObject("reply_parameters");
            json.WriteNumber("message_id", first);
            json.WriteBoolean("allow_sending_without_reply", true);
            json.WriteEndObject();
        }));
        if (!(delivery.EditsThread || delivery.IsEdit) || thread is not { } old)
            return delivery.IsEdit ? [] : [send];
        var edit = HttpCall.Post($"{api}/editMessageText", JsonPayload.With(delivery.Payload, json =>
        {
            json.WriteString("chat_id", settings.Address);
            json.WriteNumber("message_id", old);
        }));
        return delivery.IsEdit ? [edit] : HttpCall.EditAndPost(edit, send);
    }

    public bool ReturnsReference(Target target) => true;

    public ThreadRef? ThreadOf(string answer) =>
        JsonText.At(answer, "result", "message_id") is { } id ? new ThreadRef(id) : null;
}
