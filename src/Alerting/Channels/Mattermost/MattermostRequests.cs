namespace Alerting.Channels.Mattermost;

/// <summary>Posts to a Mattermost webhook, in the configured channel or in the webhook's own.</summary>
internal sealed class MattermostRequests : IChannelRequests
{
    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now) =>
    [
        HttpCall.Post(settings.Address, JsonPayload.With(delivery.Payload, json =>
        {
            if (settings[MattermostOptions.Channel] is { Length: > 0 } channel)
                json.WriteString("channel", channel);
        })),
    ];
}
