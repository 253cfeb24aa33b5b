using Alerting.Aws;
using Alerting.Aws.State;
using Alerting.Channels;
using Alerting.Channels.RateLimits;
using Alerting.Notifications;

namespace Alerting.Functions.Delivering;

/// <summary>
/// Delivers one notification to its receiver's targets within the rate limit. What the limit drops or a target finally refuses
/// goes to the fallback; if that fails too, the notification becomes a dead letter.
/// </summary>
internal sealed class NotificationDelivery(AlertingServices.Runtime runtime, AwsBackend backend)
{
    private readonly ClaimedSending _sending = new(runtime.Deliverer, backend.Claims, backend.Threads);
    private readonly DeliveryWriter _writer = new(runtime.Config);

    public bool HasReceiver(string receiver) => runtime.Config.Receivers.ContainsKey(receiver);

    public async Task<DeliveryProgress> DeliverAsync(Notification notification, int attempt, CancellationToken cancellation)
    {
        var progress = new DeliveryProgress();
        await DeliverToReceiverAsync(notification, attempt, progress, cancellation);
        // Not while a retry is due: the queue still has the message then.
        if (progress.DeadLetterReason is { } reason && progress.RetryAfter is null)
            await MoveToDeadLettersAsync(notification, reason, progress, cancellation);
        return progress;
    }

    private async Task DeliverToReceiverAsync(Notification notification, int attempt, DeliveryProgress progress, CancellationToken cancellation)
    {
        var decision = await WithinRateLimitAsync(notification, cancellation);
        if (decision.Sent is { } sent)
            await SendAsync(sent, attempt, progress, cancellation);
        if (decision.Dropped is not { } dropped)
            return;
        // This copy is only logged. The key contains labels, and they may contain secrets.
        progress.Drop(dropped with { GroupKey = runtime.Redaction.Apply(dropped.GroupKey) }, decision.Reason);
        if (FallbackDecision.OfDropped(runtime.Config, dropped, decision.Reason).Notification is { } fallback)
            await DeliverToReceiverAsync(fallback, attempt, progress, cancellation);
    }

    private async Task SendAsync(Notification notification, int attempt, DeliveryProgress progress, CancellationToken cancellation)
    {
        // Each fallback starts with a full set of attempts.
        var ownAttempt = Math.Max(1, attempt - notification.Failed.Count * RetryDecision.TriesWithFallback);
        var hasFallback = runtime.Config.Receivers.GetValueOrDefault(notification.Receiver)?.Fallback is not null;
        var results = await Task.WhenAll(_writer.Write(notification)
            .Select(delivery => _sending.SendAsync(delivery, ownAttempt, hasFallback, cancellation)));
        var failed = results.Select(result => result.Outcome).Where(outcome => outcome.Verdict is Verdict.Rejected).ToArray();
        var decision = FallbackDecision.Of(runtime.Config, notification, failed);
        progress.Add(results, decision);
        if (cancellation.IsCancellationRequested && (hasFallback || failed.Length > 0))
        {
            // The outcomes are recorded. Time is up, so the retry goes on with the fallback.
            progress.RetryNow();
            return;
        }
        if (decision.Notification is null && failed.Length > 0)
            progress.DeadLetterReason = $"{Describe(failed)}; {decision.Reason}";
        var fallback = decision.Notification ?? (hasFallback ? await ResolveForFallbackAsync(notification, cancellation) : null);
        if (fallback is null)
            return;
        if (decision.Notification is not null)
            await RecordFallbackAsync(notification, fallback.Receiver, cancellation);
        await DeliverToReceiverAsync(fallback, attempt, progress, cancellation);
    }

    /// <summary>Recorded before the fallback is notified: if this process dies in between, the retry notifies it.</summary>
    private async Task RecordFallbackAsync(Notification notification, string fallback, CancellationToken cancellation)
    {
        try
        {
            await backend.FallbackRecipients.RememberAsync(notification, fallback, cancellation);
        }
        catch (TableUnavailableException)
        {
            // Notify the fallback anyway; only its resolved notification will be missing.
        }
    }

    /// <summary>The fallback that got the firing notification gets the resolved one too. Null when no fallback is known.</summary>
    private async Task<Notification?> ResolveForFallbackAsync(Notification notification, CancellationToken cancellation)
    {
        try
        {
            return FallbackDecision.OfResolved(runtime.Config, notification, await backend.FallbackRecipients.FindAsync(notification, cancellation)).Notification;
        }
        catch (TableUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Without the table the limit is not applied; it must not block a page.</summary>
    private async Task<RateLimitDecision> WithinRateLimitAsync(Notification notification, CancellationToken cancellation)
    {
        if (runtime.Config.Receivers.GetValueOrDefault(notification.Receiver) is not { RateLimit: { } rateLimit } receiver
            || receiver.Targets.All(target => target.Address.IsEmpty))
            return Allow(notification, "No rate limit.");
        try
        {
            var elsewhere = FallbackDecision.Elsewhere(runtime.Config, receiver, notification);
            return await backend.RateLimits.DecideAsync(receiver.Name, rateLimit, notification, elsewhere, runtime.Config.TimeZone, cancellation);
        }
        catch (TableUnavailableException failure)
        {
            return Allow(notification, failure.Message);
        }
    }

    private static RateLimitDecision Allow(Notification notification, string reason) =>
        new(RateLimitAction.Send, RateLimitLedger.Empty, reason) { Sent = notification };

    private async Task MoveToDeadLettersAsync(Notification notification, string reason, DeliveryProgress progress, CancellationToken cancellation)
    {
        if (backend.DeadLetters is not { } deadLetters)
            return;
        // Released first, so a redrive can send it at once.
        await Task.WhenAll(progress.FailedDeliveryIds.Select(_sending.ReleaseAsync));
        await deadLetters.SendAsync(notification, reason, cancellation);
    }

    private static string Describe(IEnumerable<DeliveryOutcome> failed) => string.Join("; ",
        failed.Select(outcome => $"{outcome.Delivery.Notification.Receiver} by {outcome.Delivery.Target.Channel}: {outcome.Verdict.Reason}"));
}
