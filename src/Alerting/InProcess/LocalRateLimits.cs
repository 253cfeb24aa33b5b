using Alerting.Channels;
using Alerting.Channels.RateLimits;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.InProcess;

/// <summary>Applies the receivers' rate limits to notifications on their way to the channels.</summary>
/// <param name="onDropped">Called with each dropped notification and the reason.</param>
internal sealed class LocalRateLimits(AlertingConfig config, Action<Notification, string> onDropped)
{
    private readonly Dictionary<string, RateLimitLedger> _ledgers = new(StringComparer.Ordinal);

    /// <summary>The notifications to send: to the receiver, or to its fallback once its rate limit is reached.</summary>
    public IEnumerable<Notification> Pass(Notification notification, DateTimeOffset now)
    {
        if (config.Receivers.GetValueOrDefault(notification.Receiver) is not { RateLimit: { } rateLimit } receiver)
            return [notification];
        var ledger = _ledgers.GetValueOrDefault(receiver.Name, RateLimitLedger.Empty);
        var decision = RateLimitDecision.Of(
            rateLimit, ledger, notification, now, FallbackDecision.Elsewhere(config, receiver, notification), config.TimeZone);
        _ledgers[receiver.Name] = decision.Ledger;
        IEnumerable<Notification> notified = decision.Sent is { } within ? [within] : [];
        if (decision.Dropped is not { } dropped)
            return notified;
        onDropped(dropped, decision.Reason);
        var instead = FallbackDecision.OfDropped(config, dropped, decision.Reason).Notification;
        return instead is null ? notified : notified.Concat(Pass(instead, now));
    }
}
