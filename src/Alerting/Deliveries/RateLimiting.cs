using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Notifications;
using NodaTime;

namespace Alerting.Deliveries;

/// <summary>Applies the rate limit of a notification's receiver and, to what that drops, those of its fallbacks.</summary>
/// <param name="rateLimits">Null when the notifications passed their rate limits before.</param>
public sealed class RateLimiting(AlertingConfig config, IRateLimits? rateLimits)
{
    /// <summary>The receiver's decision first, then that of each fallback that gets something.</summary>
    public async Task<IReadOnlyList<RateLimitDecision>> DecideAsync(
        Notification notification, CancellationToken cancellation)
    {
        if (rateLimits is null || RateLimitedReceiver.Of(config, notification) is not { } limited)
            return [Allow(notification, "No rate limit.")];
        var decisions = new List<RateLimitDecision> { await DecideAsync(limited, notification, cancellation) };
        while (FallbackDecision.Of(config, decisions[^1])?.Notification is { } next)
        {
            decisions.Add(RateLimitedReceiver.Of(config, next) is { } receiver
                ? await DecideAsync(receiver, next, cancellation) : Allow(next, "No rate limit."));
        }
        return decisions;
    }

    /// <summary>Sent without a limit, and not recorded.</summary>
    public static RateLimitDecision Allow(Notification notification, string why) =>
        new(RateLimitAction.Send, RateLimitLedger.Empty, new Reason(ReasonCode.NotLimited, why))
            { Sent = notification };

    /// <summary>Without its state the limit is not applied; it must not block a page.</summary>
    private async Task<RateLimitDecision> DecideAsync(
        RateLimitedReceiver receiver, Notification notification, CancellationToken cancellation)
    {
        try
        {
            return await rateLimits!.DecideAsync(receiver, notification, cancellation);
        }
        catch (StateUnavailableException failure)
        {
            return Allow(notification, failure.Message);
        }
    }
}

/// <summary>A receiver with a rate limit, and what a decision about its notifications depends on.</summary>
public sealed record RateLimitedReceiver(string Name, RateLimit Limit)
{
    /// <summary>The receiver where dropped messages can be seen, if any.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>For the time in notices.</summary>
    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>Whether one of its targets is a pager, whose incidents must be closed.</summary>
    public bool HasPager { get; init; }

    /// <summary>Null for a receiver without a limit or without an address.</summary>
    public static RateLimitedReceiver? Of(AlertingConfig config, Notification notification) =>
        config.FindReceiver(notification.Receiver) is { RateLimit: { } limit } receiver
            && receiver.Targets.Any(target => !target.Address.IsEmpty)
                ? new RateLimitedReceiver(receiver.Name, limit)
                {
                    Elsewhere = FallbackDecision.Elsewhere(config, receiver, notification),
                    Zone = config.TimeZone,
                    HasPager = receiver.Targets.Any(target => ChannelCatalog.IsPager(target.Channel)),
                }
                : null;
}
