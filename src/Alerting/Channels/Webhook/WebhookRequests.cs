namespace Alerting.Channels.Webhook;

/// <summary>Posts to a webhook of your own, with the configured headers, and signed if there is a secret.</summary>
internal sealed class WebhookRequests : IChannelRequests
{
    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        var post = HttpCall.Post(settings.Address, delivery.Payload);
        var headers = WebhookHeaders.Of(delivery, settings);
        if (settings[WebhookOptions.Secret] is { Length: > 0 } secret)
            headers.AddRange(WebhookSignature.Headers(secret, post.Body.Span, now));
        return [post with { Headers = headers }];
    }
}
