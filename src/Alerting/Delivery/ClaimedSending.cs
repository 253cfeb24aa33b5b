using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Delivering;

/// <summary>
/// Claims a delivery, sends it in its thread, records the outcome, and decides when a failure is retried.
/// </summary>
internal sealed class ClaimedSending(TargetSender sender, DeliveryState state, Func<double> random)
{
    public async Task<DeliveryOutcome> SendAsync(
        Delivery delivery, int attempt, bool hasFallback, CancellationToken cancellation)
    {
        if (delivery.Target.Address.IsEmpty)
            return new DeliveryOutcome(delivery, await sender.SendAsync(delivery, cancellation));
        switch (await IfAvailable.DoAsync(state.Claims.ClaimAsync(delivery.Id, cancellation)))
        {
            case DeliveryClaim.WasDelivered:
                return new DeliveryOutcome(delivery, new Verdict.Delivered("already delivered"));
            case DeliveryClaim.HasFailed failed:
                return new DeliveryOutcome(delivery, new Verdict.Rejected(failed.Reason));
            case DeliveryClaim.Busy busy:
                var later = RetryDecision.Busy(busy.For);
                return new DeliveryOutcome(delivery, new Verdict.Retry(later.Reason.Text)) { Retry = later };
        }
        if (HasThread(delivery))
        {
            var thread = await IfAvailable.DoAsync(state.Threads.FindAsync(delivery.ThreadName, cancellation));
            delivery = delivery with { Thread = thread };
        }
        var verdict = await SendInTimeAsync(delivery, cancellation);
        // Not cancelled by the time limit: a message that was sent must be recorded.
        if (verdict is Verdict.Delivered { Thread: { } first } && delivery.Thread is null && HasThread(delivery))
            await IfAvailable.DoAsync(state.Threads.SaveAsync(delivery.ThreadName, first, CancellationToken.None));
        var decision = verdict is Verdict.Retry retry ? RetryDecision.Of(retry, attempt, hasFallback, random()) : null;
        if (decision is { Reason: var reason })
            verdict = decision.Wait is null ? new Verdict.Rejected(reason.Text) : verdict with { Reason = reason.Text };
        await RecordAsync(delivery.Id, verdict);
        return new DeliveryOutcome(delivery, verdict) { Retry = decision };
    }

    /// <summary>A digest covers many groups, and no later message belongs to it.</summary>
    private static bool HasThread(Delivery delivery) =>
        delivery.Notification is { IncidentId.Length: > 0, Kind: not NotificationKind.Digest, SpansGroups: false }
        && ChannelCatalog.TryFind(delivery.Target.Channel, out var channel)
        && channel.ReturnsReference(delivery.Target);

    /// <summary>
    /// Treats our own time limit like a timeout of the service, so the last attempt still goes to the fallback.
    /// </summary>
    private async Task<Verdict> SendInTimeAsync(Delivery delivery, CancellationToken cancellation)
    {
        if (state.Delivered.TryGet(delivery.Id, out _))
            return new Verdict.Delivered("already delivered");
        try
        {
            return await sender.SendAsync(delivery, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new Verdict.Retry("no response within the function's time limit");
        }
    }

    /// <summary>If the claim cannot be changed, its lease expires.</summary>
    private Task RecordAsync(string id, Verdict verdict)
    {
        if (verdict is Verdict.Delivered)
            state.Delivered.Set(id, true);
        return IfAvailable.DoAsync(verdict switch
        {
            Verdict.Delivered or Verdict.NotSent =>
                state.Claims.DeliveredAsync(id, verdict.Reason, CancellationToken.None),
            Verdict.Rejected => state.Claims.FailedAsync(id, verdict.Reason, CancellationToken.None),
            _ => state.Claims.ReleaseAsync(id, CancellationToken.None),
        });
    }
}
