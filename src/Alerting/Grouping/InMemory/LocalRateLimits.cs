using Alerting.Channels;
using Alerting.Channels.RateLimits;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Grouping.InMemory;

/// <summary>The budgets of all receivers, in memory: what comes out of the groups goes through here on its way to the channels.</summary>
/// <param name="held">Told what a budget holds back, and why.</param>
internal sealed class LocalRateLimits(AlertingConfig config, Action<Notification, string> held)
{
    private readonly Dictionary<string, RateLimitLedger> _ledgers = new(StringComparer.Ordinal);

    /// <summary>What goes out of it, in its place: to the receiver, or to the fallback of one whose budget is used up.</summary>
    public IEnumerable<Notification> Pass(Notification notification, DateTimeOffset now)
    {
        if (config.Receivers.GetValueOrDefault(notification.Receiver) is not { RateLimit: { } rateLimit } receiver)
            return [notification];
        var ledger = _ledgers.GetValueOrDefault(receiver.Name, RateLimitLedger.Empty);
        var decision = RateLimitDecision.Of(
            rateLimit, ledger, notification, now, FallbackDecision.Elsewhere(config, receiver, notification), config.TimeZone);
        _ledgers[receiver.Name] = decision.Ledger;
        IEnumerable<Notification> notified = decision.Sent is { } within ? [within] : [];
        if (decision.Dropped is not { } kept)
            return notified;
        held(kept, decision.Reason);
        var instead = FallbackDecision.OfDropped(config, kept, decision.Reason).Notification;
        return instead is null ? notified : notified.Concat(Pass(instead, now));
    }
}
