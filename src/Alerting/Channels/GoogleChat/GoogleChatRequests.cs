using Alerting.Text;

namespace Alerting.Channels.GoogleChat;

/// <summary>Posts to a Google Chat webhook.</summary>
internal sealed class GoogleChatRequests : IChannelRequests
{
    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        // A repeated request id does not create a second message.
        var query = $"messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD&requestId={delivery.Id}";
        return [HttpCall.Post(Urls.WithQuery(settings.Address, query), delivery.Payload)];
    }
}
