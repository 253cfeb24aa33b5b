using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Delivering;

/// <summary>
/// Delivers notifications: within the receiver's rate limit, once to each of its targets, in the incident's thread.
/// What the limit drops or a target finally refuses goes to the fallback; what no fallback gets becomes a dead letter.
/// Read it from top to bottom.
/// </summary>
/// <remarks>State that is unavailable never stops a page: a duplicate is better than a missing page.</remarks>
/// <param name="random">From 0 to 1, to spread retries.</param>
public sealed class DeliveryEngine(AlertingConfig config, TargetSender sender, DeliveryState state, Func<double> random)
{
    private readonly DeliveryWriter _writer = new(config);
    private readonly ClaimedSending _sending = new(sender, state, random);

    /// <summary>
    /// For callers without a queue. All in parallel, so a slow target delays no other; the outcomes are in the
    /// notifications' order, each followed by those of its fallback.
    /// </summary>
    public async Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(
        IEnumerable<Notification> notifications, CancellationToken cancellation)
    {
        var results = await Task.WhenAll(notifications.Select(each => DeliverAsync(each, attempt: 1, cancellation)));
        return [.. results.SelectMany(result => result.Outcomes)];
    }

    /// <summary>
    /// Delivers to the receiver and its fallbacks. When a retry is due, the caller calls again after the wait.
    /// </summary>
    public async Task<DeliveryResult> DeliverAsync(
        Notification notification, int attempt, CancellationToken cancellation)
    {
        var result = new DeliveryResult();
        await DeliverToReceiverAsync(notification, attempt, result, cancellation);
        // Not while a retry is due: the queue still has the message then.
        if (result.DeadLetterReason is { } reason && result.RetryAfter is null)
            await MoveToDeadLettersAsync(notification, reason, result, cancellation);
        return result;
    }

    private async Task DeliverToReceiverAsync(
        Notification notification, int attempt, DeliveryResult result, CancellationToken cancellation)
    {
        var decision = await WithinRateLimitAsync(notification, cancellation);
        if (decision.Sent is { } sent)
        {
            // Each fallback starts with a full set of attempts.
            var ownAttempt = Math.Max(1, attempt - sent.Failed.Count * RetryDecision.TriesWithFallback);
            var made = await AttemptAsync(sent, _writer.Write(sent), ownAttempt, cancellation);
            result.Add(made);
            if (made.Fallback is { } fallback)
                await DeliverToReceiverAsync(fallback, attempt, result, cancellation);
        }
        if (decision.Dropped is not { } dropped)
            return;
        result.Drop(dropped, decision.Reason);
        if (FallbackDecision.OfDropped(config, dropped, decision.Reason).Notification is { } instead)
            await DeliverToReceiverAsync(instead, attempt, result, cancellation);
    }

    /// <summary>Without its state the limit is not applied; it must not block a page.</summary>
    private async Task<RateLimitDecision> WithinRateLimitAsync(Notification notification,
        CancellationToken cancellation)
    {
        if (state.RateLimits is not { } rateLimits
            || config.Receivers.GetValueOrDefault(notification.Receiver) is not { RateLimit: { } rateLimit } receiver
            || receiver.Targets.All(target => target.Address.IsEmpty))
        {
            return RateLimitDecision.Allow(notification, "No rate limit.");
        }
        var elsewhere = FallbackDecision.Elsewhere(config, receiver, notification);
        try
        {
            return await rateLimits.DecideAsync(
                receiver.Name, rateLimit, notification, elsewhere, config.TimeZone, cancellation);
        }
        catch (StateUnavailableException failure)
        {
            return RateLimitDecision.Allow(notification, failure.Message);
        }
    }

    /// <summary>
    /// One attempt at some deliveries of a notification, in parallel, and the decision about its fallback. For callers
    /// that queue each delivery by itself; the others call <see cref="DeliverAsync(Notification, int,
    /// CancellationToken)"/>.
    /// </summary>
    public async Task<DeliveryAttempt> AttemptAsync(
        Notification notification, IEnumerable<Delivery> deliveries, int attempt, CancellationToken cancellation)
    {
        var hasFallback = config.Receivers.GetValueOrDefault(notification.Receiver)?.Fallback is not null;
        var outcomes =
            await Task.WhenAll(deliveries.Select(each => _sending.SendAsync(each, attempt, hasFallback, cancellation)));
        var failed = Array.FindAll(outcomes, outcome => outcome.Verdict is Verdict.Rejected);
        // The outcomes are recorded. Time is up, so the retry goes on with the fallback.
        if (cancellation.IsCancellationRequested && (hasFallback || failed.Length > 0))
            return new DeliveryAttempt(outcomes) { RetryAfter = TimeSpan.Zero };
        var decision = FallbackDecision.Of(config, notification, failed);
        var instead = decision.Notification;
        // Recorded before the fallback is notified: if this process dies in between, the retry notifies it.
        if (instead is not null)
        {
            await IfAvailable.DoAsync(
                state.FallbackRecipients.RememberAsync(notification, instead.Receiver, cancellation));
        }
        return new DeliveryAttempt([.. outcomes.Select(outcome =>
            outcome.Verdict is Verdict.Rejected ? outcome with { FellBackTo = instead?.Receiver } : outcome)])
        {
            RetryAfter = outcomes.Min(outcome => outcome.RetryAfter),
            Fallback = instead ?? (hasFallback ? await ResolvedForFallbackAsync(notification, cancellation) : null),
            LostReason = failed.Length > 0 && instead is null ? decision.Reason : null,
        };
    }

    /// <summary>
    /// The fallback that got the firing notification gets the resolved one too. Null when no fallback is known.
    /// </summary>
    private async Task<Notification?> ResolvedForFallbackAsync(Notification notification,
        CancellationToken cancellation)
    {
        var fallback = await IfAvailable.DoAsync(state.FallbackRecipients.FindAsync(notification, cancellation));
        return FallbackDecision.OfResolved(config, notification, fallback).Notification;
    }

    private async Task MoveToDeadLettersAsync(
        Notification notification, string reason, DeliveryResult result, CancellationToken cancellation)
    {
        // Released first, so a redrive can send it at once.
        var failed = result.Outcomes.Where(outcome => outcome.Verdict is Verdict.Rejected);
        await Task.WhenAll(failed.Select(outcome => ReleaseAsync(outcome.Delivery)));
        if (state.DeadLetters is { } deadLetters)
            await deadLetters.SendAsync(notification, reason, cancellation);
    }

    /// <summary>Allows another send of a failed delivery.</summary>
    public Task ReleaseAsync(Delivery failed) => state.Claims.ReleaseAsync(failed.Id, CancellationToken.None);
}
