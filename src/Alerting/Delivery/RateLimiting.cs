using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Delivering;

/// <summary>Applies the rate limit of a notification's receiver and, to what that drops, those of its fallbacks.</summary>
/// <param name="rateLimits">Null when the notifications passed their rate limits before.</param>
public sealed class RateLimiting(AlertingConfig config, IRateLimits? rateLimits)
{
    /// <summary>The receiver's decision first, then that of each fallback that gets something.</summary>
    public async Task<IReadOnlyList<RateLimitDecision>> DecideAsync(
        Notification notification, CancellationToken cancellation)
    {
        var decisions = new List<RateLimitDecision>(1);
        for (var next = notification; next is not null; next = FallbackDecision.Of(config, decisions[^1])?.Notification)
            decisions.Add(await OfReceiverAsync(next, cancellation));
        return decisions;
    }

    /// <summary>Without its state the limit is not applied; it must not block a page.</summary>
    private async Task<RateLimitDecision> OfReceiverAsync(Notification notification, CancellationToken cancellation)
    {
        if (rateLimits is null || RateLimitedReceiver.Of(config, notification) is not { } receiver)
            return RateLimitDecision.Allow(notification, "No rate limit.");
        try
        {
            return await rateLimits.DecideAsync(receiver, notification, cancellation);
        }
        catch (StateUnavailableException failure)
        {
            return RateLimitDecision.Allow(notification, failure.Message);
        }
    }
}
