using Alerting.Aws.State;
using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Functions.Delivering;

/// <summary>
/// Sends to one target under a claim: whoever holds it sends, and how it ends is kept with it. When the table cannot be
/// reached the message is sent all the same, for twice is better than never.
/// </summary>
internal sealed class ClaimedSending(Deliverer deliverer, DynamoDeliveryClaims claims, DynamoThreads threads)
{
    public async Task<Sending> SendAsync(Delivery delivery, int attempt, bool hasFallback, CancellationToken cancellation)
    {
        if (delivery.Target.Address.IsEmpty)
            return new Sending(await deliverer.DeliverAsync(delivery, cancellation));
        switch (await ClaimAsync(delivery.Id, cancellation))
        {
            case DeliveryClaim.WasDelivered:
                return Ended(delivery, new Verdict.Delivered("already delivered"));
            case DeliveryClaim.HasFailed failed:
                return Ended(delivery, new Verdict.Rejected(failed.Reason));
            case DeliveryClaim.Busy busy:
                return Ended(delivery, new Verdict.Retry("another copy of this function sends it")) with { Again = busy.For };
            default:
                return await SendClaimedAsync(delivery, attempt, hasFallback, cancellation);
        }
    }

    private async Task<Sending> SendClaimedAsync(Delivery delivery, int attempt, bool hasFallback, CancellationToken cancellation)
    {
        var known = await ThreadAsync(delivery, cancellation);
        var outcome = await SendInTimeAsync(delivery with { Thread = known }, cancellation);
        if (outcome.Verdict is Verdict.Delivered { Thread: { } first } && known is null)
            await KeepThreadAsync(delivery, first);
        if (outcome.Verdict is not Verdict.Retry retry)
        {
            await RecordAsync(delivery.Id, outcome.Verdict);
            return new Sending(outcome);
        }
        var decision = RetryDecision.Of(retry, attempt, hasFallback);
        Verdict verdict = decision.Wait is null ? new Verdict.Rejected(decision.Reason) : retry with { Reason = decision.Reason };
        await RecordAsync(delivery.Id, verdict);
        return new Sending(outcome with { Verdict = verdict }) { Again = decision.Wait };
    }

    /// <summary>That the function's own time is up is decided on like any other silence: the last one of these calls the fallback.</summary>
    private async Task<DeliveryOutcome> SendInTimeAsync(Delivery delivery, CancellationToken cancellation)
    {
        try
        {
            return await deliverer.DeliverAsync(delivery, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new DeliveryOutcome(delivery, new Verdict.Retry("no answer within the function's time"));
        }
    }

    /// <summary>Lets it be sent again, should it come back from where undelivered messages are kept.</summary>
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

    /// <summary>Even when time is up: what was sent must be on record.</summary>
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
            // The claim's lease ends by itself.
        }
    }

    /// <summary>Where the group's first message stands; null where the channel never says, or nothing is known.</summary>
    private async Task<ThreadRef?> ThreadAsync(Delivery delivery, CancellationToken cancellation)
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

    private async Task KeepThreadAsync(Delivery delivery, ThreadRef first)
    {
        if (!HasThread(delivery))
            return;
        try
        {
            await threads.KeepAsync(delivery.ThreadName, first, CancellationToken.None);
        }
        catch (TableUnavailableException)
        {
            // What follows begins a thread of its own.
        }
    }

    /// <summary>A digest is about many groups, and nothing follows it.</summary>
    private static bool HasThread(Delivery delivery) =>
        delivery.Notification is { IncidentId.Length: > 0, Kind: not NotificationKind.Digest } &&
        ChannelFormats.TryFind(delivery.Target.Channel, out var format) && format is IHttpChannel channel && channel.ReturnsReference(delivery.Target);

    private static Sending Ended(Delivery delivery, Verdict verdict) => new(new DeliveryOutcome(delivery, verdict));
}

/// <summary>How a sending ended, and when to try again if it may still work.</summary>
internal sealed record Sending(DeliveryOutcome Outcome)
{
    public TimeSpan? Again { get; init; }
}
