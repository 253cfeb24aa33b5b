using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Webhook;

/// <summary>A webhook of your own: a JSON document, the configured headers, and a signature if there is a secret.</summary>
public sealed class WebhookChannel : IHttpChannel
{
    public string Channel => "webhook";

    public string Name => "webhook";

    public ChannelCapabilities Capabilities { get; } = new(Threads: true, NeedsKey: true);

    /// <summary>The smallest version of a message has a few kilobytes, so one always fits.</summary>
    public Payload Format(Message message) => Shrinking.Fit(message, WebhookDocument.Of, payload => payload.Utf8.Length <= WebhookDocument.MaxBytes)!;

    /// <summary>Programs read it, so it is shown as indented JSON.</summary>
    public string Read(Payload payload) => JsonText.Lines(payload);

    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        var body = JsonText.With(delivery.Payload, _ => { });
        var headers = WebhookHeaders.Of(delivery, settings);
        if (settings["secret"] is { Length: > 0 } secret)
            headers.AddRange(WebhookSignature.Headers(secret, body.Span, now));
        return [HttpCall.Post(settings.Address, body) with { Headers = headers }];
    }
}
