using Alerting.Configuration;
using Alerting.Delivering;
using Alerting.Notifications;

namespace Alerting.InProcess;

/// <summary>Applies the receivers' rate limits to notifications on their way to the channels.</summary>
/// <param name="onDropped">Called with each dropped notification and the reason.</param>
internal sealed class LocalRateLimits(AlertingConfig config, TimeProvider time, Action<Notification, string> onDropped)
{
    private readonly InMemoryRateLimits _rateLimits = new(time);

    public void Configure(AlertingConfig changed) => config = changed;

    /// <summary>
    /// The notifications to send: to the receiver, or to its fallback once its rate limit is reached.
    /// </summary>
    public IEnumerable<Notification> Pass(Notification notification)
    {
        if (config.Receivers.GetValueOrDefault(notification.Receiver) is not { RateLimit: { } rateLimit } receiver)
            return [notification];
        var elsewhere = FallbackDecision.Elsewhere(config, receiver, notification);
        var decision = _rateLimits.Decide(receiver.Name, rateLimit, notification, elsewhere, config.TimeZone);
        IEnumerable<Notification> notified = decision.Sent is { } within ? [within] : [];
        if (decision.Dropped is not { } dropped)
            return notified;
        onDropped(dropped, decision.Reason);
        var instead = FallbackDecision.OfDropped(config, dropped, decision.Reason).Notification;
        return instead is null ? notified : notified.Concat(Pass(instead));
    }
}
