using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>
/// Sends a delivery when it is its turn, in its thread, records the outcome, and decides when a failure is retried.
/// </summary>
internal sealed class ClaimedSending(
    TargetSender sender, DeliveryState state, DeliveryWriter writer, Func<double> random)
{
    private readonly DeliveryOrder _order = new(state, writer, random);

    /// <summary>A rejection is recorded by <see cref="FailedAsync"/>, when its fallback is on record.</summary>
    public async Task<DeliveryOutcome> SendAsync(
        Delivery delivery, int attempt, bool hasFallback, CancellationToken cancellation)
    {
        if (delivery.Target.Address.IsEmpty)
            return new DeliveryOutcome(delivery, await sender.SendAsync(delivery, cancellation));
        if (await ClaimOfVersion1Async(delivery, cancellation) is { } taken)
            return taken;
        switch (await _order.ClaimAsync(delivery, attempt, cancellation))
        {
            case DeliveryTurn.Ended ended:
                await EndVersion1Async(delivery, ended.Verdict);
                return new DeliveryOutcome(delivery, ended.Verdict) { Code = ended.Code };
            case DeliveryTurn.Later { Decision: var later }:
                await EndVersion1Async(delivery, new Verdict.Retry(later.Reason.Text));
                return new DeliveryOutcome(delivery, new Verdict.Retry(later.Reason.Text)) { Retry = later };
            case DeliveryTurn.Now now:
                delivery = now.Delivery;
                break;
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
        await RecordAsync(delivery, verdict);
        return new DeliveryOutcome(delivery, verdict) { Retry = decision };
    }

    /// <summary>Records a final failure, so the fallback is not asked twice.</summary>
    public async Task FailedAsync(Delivery delivery, string reason)
    {
        if (delivery.Target.Address.IsEmpty)
            return;
        await _order.FailedAsync(delivery, reason);
        await EndVersion1Async(delivery, new Verdict.Rejected(reason));
    }

    /// <summary>Allows another send of a failed delivery.</summary>
    public async Task ReleaseAsync(Delivery failed)
    {
        await _order.ReleaseAsync(failed);
        if (IsOfVersion1(failed))
            await IfAvailable.DoAsync(state.Claims.ReleaseAsync(failed.Id, CancellationToken.None));
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
    private async Task RecordAsync(Delivery delivery, Verdict verdict)
    {
        switch (verdict)
        {
            case Verdict.Rejected:
                return;
            case Verdict.Delivered:
                await _order.DeliveredAsync(delivery);
                break;
            case Verdict.Retry:
                await _order.RetriedAsync(delivery);
                break;
            default:
                await _order.ReleaseAsync(delivery);
                break;
        }
        await EndVersion1Async(delivery, verdict);
    }

    /// <summary>The version of this notification claimed its deliveries one by one.</summary>
    private static bool IsOfVersion1(Delivery delivery) => delivery.Notification.Sequence == 0;

    /// <summary>Null when the caller may send it.</summary>
    private async Task<DeliveryOutcome?> ClaimOfVersion1Async(Delivery delivery, CancellationToken cancellation)
    {
        if (!IsOfVersion1(delivery))
            return null;
        switch (await IfAvailable.DoAsync(state.Claims.ClaimAsync(delivery.Id, cancellation)))
        {
            case DeliveryClaim.WasDelivered:
                return new DeliveryOutcome(delivery, new Verdict.Delivered("already delivered"));
            case DeliveryClaim.HasFailed failed:
                return new DeliveryOutcome(delivery, new Verdict.Rejected(failed.Reason));
            case DeliveryClaim.Busy busy:
                var later = RetryDecision.Busy(busy.For);
                return new DeliveryOutcome(delivery, new Verdict.Retry(later.Reason.Text)) { Retry = later };
            default:
                return null;
        }
    }

    private Task EndVersion1Async(Delivery delivery, Verdict verdict) => !IsOfVersion1(delivery)
        ? Task.CompletedTask
        : IfAvailable.DoAsync(verdict switch
        {
            Verdict.Delivered or Verdict.NotSent =>
                state.Claims.DeliveredAsync(delivery.Id, verdict.Reason, CancellationToken.None),
            Verdict.Rejected => state.Claims.FailedAsync(delivery.Id, verdict.Reason, CancellationToken.None),
            _ => state.Claims.ReleaseAsync(delivery.Id, CancellationToken.None),
        });
}
