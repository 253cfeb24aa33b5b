using Alerting.Notifications;

namespace Alerting.Channels.Webhook;

/// <summary>A web service of one's own: it gets a document, headers as configured, and a signature where there is a secret.</summary>
public sealed class WebhookChannel : IHttpChannel
{
    public string Channel => "webhook";

    public string Name => "webhook";

    public ChannelCapabilities Capabilities { get; } = new(Threads: true, NeedsKey: true);

    /// <summary>The last form of a message that shrinks has some kilobytes, so one always fits.</summary>
    public Payload Format(Message message) => Shrinking.Fit(message, WebhookDocument.Of, payload => payload.Utf8.Length <= WebhookDocument.MaxBytes)!;

    /// <summary>A program reads it, so it stays JSON, with a line for each property.</summary>
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
