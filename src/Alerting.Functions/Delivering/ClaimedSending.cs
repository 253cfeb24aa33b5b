using Alerting.Aws.State;
using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Functions.Delivering;

/// <summary>
/// Claims a delivery, sends it and records the outcome, so a message that SQS hands out twice is sent once. If the table is
/// unavailable it sends without a claim: a duplicate is better than a missing page.
/// </summary>
internal sealed class ClaimedSending(Deliverer deliverer, DynamoDeliveryClaims claims, DynamoThreads threads)
{
    public async Task<SendResult> SendAsync(Delivery delivery, int attempt, bool hasFallback, CancellationToken cancellation)
    {
        if (delivery.Target.Address.IsEmpty)
            return new SendResult(await deliverer.DeliverAsync(delivery, cancellation));
        switch (await ClaimAsync(delivery.Id, cancellation))
        {
            case DeliveryClaim.WasDelivered:
                return Result(delivery, new Verdict.Delivered("already delivered"));
            case DeliveryClaim.HasFailed failed:
                return Result(delivery, new Verdict.Rejected(failed.Reason));
            case DeliveryClaim.Busy busy:
                return Result(delivery, new Verdict.Retry("another instance is sending it")) with { RetryAfter = busy.For };
            default:
                return await SendClaimedAsync(delivery, attempt, hasFallback, cancellation);
        }
    }

    private async Task<SendResult> SendClaimedAsync(Delivery delivery, int attempt, bool hasFallback, CancellationToken cancellation)
    {
        var thread = await FindThreadAsync(delivery, cancellation);
        var outcome = await SendInTimeAsync(delivery with { Thread = thread }, cancellation);
        if (outcome.Verdict is Verdict.Delivered { Thread: { } first } && thread is null)
            await SaveThreadAsync(delivery, first);
        if (outcome.Verdict is not Verdict.Retry retry)
        {
            await RecordAsync(delivery.Id, outcome.Verdict);
            return new SendResult(outcome);
        }
        var decision = RetryDecision.Of(retry, attempt, hasFallback);
        Verdict verdict = decision.Wait is null ? new Verdict.Rejected(decision.Reason) : retry with { Reason = decision.Reason };
        await RecordAsync(delivery.Id, verdict);
        return new SendResult(outcome with { Verdict = verdict }) { RetryAfter = decision.Wait };
    }

    /// <summary>Treats our own time limit like a timeout of the service, so the last attempt still goes to the fallback.</summary>
    private async Task<DeliveryOutcome> SendInTimeAsync(Delivery delivery, CancellationToken cancellation)
    {
        try
        {
            return await deliverer.DeliverAsync(delivery, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new DeliveryOutcome(delivery, new Verdict.Retry("no response within the function's time limit"));
        }
    }

    /// <summary>Allows another send when the dead letter is redriven.</summary>
    public Task ReleaseAsync(string deliveryId) => claims.ReleaseAsync(deliveryId, CancellationToken.None);

    private async Task<DeliveryClaim> ClaimAsync(string id, CancellationToken cancellation)
    {
        try
        {
            return await claims.ClaimAsync(id, cancellation);
        }
        catch (TableUnavailableException)
        {
            return DeliveryClaim.Mine.Instance;
        }
    }

    /// <summary>Not cancelled by the time limit: a message that was sent must be recorded.</summary>
    private async Task RecordAsync(string id, Verdict verdict)
    {
        try
        {
            await (verdict switch
            {
                Verdict.Delivered or Verdict.NotSent => claims.DeliveredAsync(id, verdict.Reason, CancellationToken.None),
                Verdict.Rejected => claims.FailedAsync(id, verdict.Reason, CancellationToken.None),
                _ => claims.ReleaseAsync(id, CancellationToken.None),
            });
        }
        catch (TableUnavailableException)
        {
            // The claim's lease expires.
        }
    }

    /// <summary>The incident's first message, if the channel supports threads and the message is known.</summary>
    private async Task<ThreadRef?> FindThreadAsync(Delivery delivery, CancellationToken cancellation)
    {
        if (!HasThread(delivery))
            return null;
        try
        {
            return await threads.FindAsync(delivery.ThreadName, cancellation);
        }
        catch (TableUnavailableException)
        {
            return null;
        }
    }

    private async Task SaveThreadAsync(Delivery delivery, ThreadRef first)
    {
        if (!HasThread(delivery))
            return;
        try
        {
            await threads.SaveAsync(delivery.ThreadName, first, CancellationToken.None);
        }
        catch (TableUnavailableException)
        {
            // The next message starts a new thread.
        }
    }

    /// <summary>A digest covers many groups, and no later message belongs to it.</summary>
    private static bool HasThread(Delivery delivery) =>
        delivery.Notification is { IncidentId.Length: > 0, Kind: not NotificationKind.Digest } &&
        ChannelCatalog.TryFind(delivery.Target.Channel, out var channel) && channel.ReturnsReference(delivery.Target);

    private static SendResult Result(Delivery delivery, Verdict verdict) => new(new DeliveryOutcome(delivery, verdict));
}

internal sealed record SendResult(DeliveryOutcome Outcome)
{
    /// <summary>Null when it must not be retried.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
