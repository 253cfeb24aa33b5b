using Alerting.Aws;
using Alerting.Aws.State;
using Alerting.Channels;
using Alerting.Channels.RateLimits;
using Alerting.Notifications;

namespace Alerting.Functions.Delivering;

/// <summary>
/// Brings one notification to its receiver: within the budget, to each target by itself, to the fallback where the budget or a
/// target finally does not let it through, and to where undelivered messages are kept when that fails too.
/// </summary>
internal sealed class NotificationDelivery(AlertingServices.Runtime runtime, AwsBackend backend)
{
    private readonly ClaimedSending _sending = new(runtime.Deliverer, backend.Claims, backend.Threads);
    private readonly DeliveryWriter _writer = new(runtime.Config);

    /// <summary>Whether the configuration has the receiver.</summary>
    public bool Knows(string receiver) => runtime.Config.Receivers.ContainsKey(receiver);

    public async Task<DeliveryProgress> DeliverAsync(Notification notification, int attempt, CancellationToken cancellation)
    {
        var progress = new DeliveryProgress();
        await DeliverToReceiverAsync(notification, attempt, progress, cancellation);
        // What is lost is kept only when all is tried: the message then comes no more.
        if (progress.Lost is { } reason && progress.Again is null)
            await KeepAsync(notification, reason, progress, cancellation);
        return progress;
    }

    private async Task DeliverToReceiverAsync(Notification notification, int attempt, DeliveryProgress progress, CancellationToken cancellation)
    {
        var decision = await WithinRateLimitAsync(notification, cancellation);
        if (decision.Sent is { } notified)
            await SendAsync(notified, attempt, progress, cancellation);
        if (decision.Dropped is not { } held)
            return;
        // Only our log reads it, and labels in the key are as hostile there as elsewhere.
        progress.Drop(held with { GroupKey = runtime.Redaction.Apply(held.GroupKey) }, decision.Reason);
        if (FallbackDecision.OfDropped(runtime.Config, held, decision.Reason).Notification is { } instead)
            await DeliverToReceiverAsync(instead, attempt, progress, cancellation);
    }

    private async Task SendAsync(Notification notification, int attempt, DeliveryProgress progress, CancellationToken cancellation)
    {
        // Each fallback has tries of its own.
        var ownAttempt = Math.Max(1, attempt - notification.Failed.Count * RetryDecision.TriesWithFallback);
        var hasFallback = runtime.Config.Receivers.GetValueOrDefault(notification.Receiver)?.Fallback is not null;
        var sendings = await Task.WhenAll(_writer.Write(notification)
            .Select(delivery => _sending.SendAsync(delivery, ownAttempt, hasFallback, cancellation)));
        var failed = sendings.Select(sending => sending.Outcome).Where(outcome => outcome.Verdict is Verdict.Rejected).ToArray();
        var decision = FallbackDecision.Of(runtime.Config, notification, failed);
        progress.Add(sendings, decision);
        if (cancellation.IsCancellationRequested && (hasFallback || failed.Length > 0))
        {
            // What was decided is on record; what follows from it is done with a time of its own.
            progress.ComeAgain();
            return;
        }
        if (decision.Notification is null && failed.Length > 0)
            progress.Lost = $"{Names(failed)}; {decision.Reason}";
        var instead = decision.Notification ?? (hasFallback ? await ResolveForFallbackAsync(notification, cancellation) : null);
        if (instead is null)
            return;
        if (decision.Notification is not null)
            await RecordFallbackAsync(notification, instead.Receiver, cancellation);
        await DeliverToReceiverAsync(instead, attempt, progress, cancellation);
    }

    /// <summary>Before the fallback is told: should this process die in between, it is told when the message comes again.</summary>
    private async Task RecordFallbackAsync(Notification notification, string fallback, CancellationToken cancellation)
    {
        try
        {
            await backend.FallbackRecipients.RememberAsync(notification, fallback, cancellation);
        }
        catch (TableUnavailableException)
        {
            // That it begins is worth more than that its end is told too.
        }
    }

    /// <summary>The end of what another was told of in the receiver's place; null where there is none, or the table cannot say.</summary>
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

    /// <summary>The budget's own failure lets the message out.</summary>
    private async Task<RateLimitDecision> WithinRateLimitAsync(Notification notification, CancellationToken cancellation)
    {
        if (runtime.Config.Receivers.GetValueOrDefault(notification.Receiver) is not { RateLimit: { } rateLimit } receiver
            || receiver.Targets.All(target => target.Address.IsEmpty))
            return Allow(notification, "there is no budget");
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

    private async Task KeepAsync(Notification notification, string reason, DeliveryProgress progress, CancellationToken cancellation)
    {
        if (backend.DeadLetters is not { } deadLetters)
            return;
        // Before it is kept, so that it can be sent as soon as it is moved back.
        await Task.WhenAll(progress.Failed.Select(_sending.ReleaseAsync));
        await deadLetters.SendAsync(notification, reason, cancellation);
    }

    private static string Names(IEnumerable<DeliveryOutcome> failed) => string.Join("; ",
        failed.Select(outcome => $"{outcome.Delivery.Notification.Receiver} by {outcome.Delivery.Target.Channel}: {outcome.Verdict.Reason}"));
}
