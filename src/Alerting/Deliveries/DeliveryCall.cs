using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Deliveries;

/// <summary>
/// Calls the target of a delivery whose turn it is, in its thread, records the outcome, and decides when a failure is
/// retried. A call may take longer than its caller waits.
/// </summary>
internal sealed class DeliveryCall(
    TargetSender sender, DeliveryState state, DeliveryOrder order, Version1Claims version1, Func<double> random)
{
    private readonly DeliveryThread _thread = new(state.Threads);

    public async Task<DeliveryOutcome> MakeAsync(
        DeliveryTurn.Now turn, bool hasFallback, CancellationToken cancellation)
    {
        if (RetryDecision.AfterLast(turn.Failures + 1, hasFallback) is { } gaveUp)
            return new DeliveryOutcome(turn.Delivery, new Verdict.Rejected(gaveUp.Reason.Text)) { Retry = gaveUp };
        var delivery = await _thread.JoinAsync(turn.Delivery, cancellation);
        var began = state.Time.GetUtcNow();
        if (!turn.IsClaimed)
        {
            var sent = new UnrecordedDelivery(delivery.Id, began, Ended: null);
            await AnnounceAsync(delivery, sent, DeliveryClaim.LeaseTime);
        }
        var sending = SendInTimeAsync(delivery, cancellation);
        turn = turn with { Delivery = delivery };
        if (state.Patience is not { } patience || await sending.EndsWithinAsync(patience, state.Time))
            return await EndAsync(turn, await sending, began, hasFallback);
        _ = EndLaterAsync(turn, sending, began);
        return StillSending(delivery, turn.Failures + 1, hasFallback);
    }

    private async Task<DeliveryOutcome> EndAsync(
        DeliveryTurn.Now turn, Verdict verdict, DateTimeOffset began, bool hasFallback)
    {
        var delivery = turn.Delivery;
        await _thread.SaveAsync(delivery, verdict);
        var decision = verdict is Verdict.Retry retry
            ? RetryDecision.Of(retry, turn.Failures + 1, hasFallback, random()) : null;
        if (decision is { Reason: var reason })
            verdict = decision.Wait is null ? new Verdict.Rejected(reason.Text) : verdict with { Reason = reason.Text };
        var unrecorded = verdict is Verdict.Delivered
            ? await order.DeliveredAsync(delivery, began, turn.IsClaimed) : null;
        await RecordAsync(delivery, verdict);
        return new DeliveryOutcome(delivery, verdict)
        {
            Retry = decision, Unrecorded = unrecorded, LeftOut = turn.LeftOut, LeftOutReason = turn.LeftOutReason,
        };
    }

    /// <summary>
    /// A final failure is left to the next attempt, because the fallback is notified by whoever holds the message. A
    /// process may be frozen between invocations: once its claim is over another process may send, so only what was
    /// delivered is recorded then.
    /// </summary>
    private async Task EndLaterAsync(DeliveryTurn.Now turn, Task<Verdict> sending, DateTimeOffset began)
    {
        var delivery = turn.Delivery;
        try
        {
            var verdict = await sending;
            if (verdict is Verdict.Delivered or Verdict.NotSent)
            {
                var outcome = await EndAsync(turn, verdict, began, hasFallback: false);
                state.DeliveredLate?.Invoke(outcome);
                if (outcome.Unrecorded is { } unrecorded)
                    await AnnounceAsync(delivery, unrecorded, LateRecording.WaitForTable(attempt: 1));
            }
            else if (state.Time.GetUtcNow() < began + DeliveryClaim.LeaseTime)
            {
                await RecordAsync(delivery, new Verdict.Retry(verdict.Reason));
            }
            else
            {
                order.Forget(delivery);
            }
        }
        catch (Exception)
        {
            // Nobody waits for this. The claim ends by itself, and the message comes again.
            order.Forget(delivery);
        }
    }

    /// <summary>
    /// The caller's slot is free for others while the call goes on under its claim. The message comes again when the
    /// call has ended, and is sent again only if it failed.
    /// </summary>
    private DeliveryOutcome StillSending(Delivery delivery, int attempt, bool hasFallback)
    {
        var reason = $"no answer within {DurationText.Of(state.Patience!.Value)}; the call goes on";
        var next = RetryDecision.Of(new Verdict.Retry(reason), attempt, hasFallback, random()).Wait ?? default;
        var decision = new RetryDecision(
            next > DeliveryState.LongestCall ? next : DeliveryState.LongestCall,
            new Reason(ReasonCode.InProgress, reason));
        return new DeliveryOutcome(delivery, new Verdict.Retry(reason)) { Retry = decision };
    }

    /// <summary>If this process dies, nobody else would know that this was probably sent.</summary>
    private async Task AnnounceAsync(Delivery delivery, UnrecordedDelivery sent, TimeSpan wait)
    {
        if (state.QueueLater is not { } queue)
            return;
        try
        {
            await queue(LateRecording.Of(delivery.Notification, [sent]), wait);
        }
        // The page matters more, and the queue may be away, too.
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
        }
    }

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
                break;
            case Verdict.Retry:
                await order.RetriedAsync(delivery);
                break;
            default:
                await order.ReleaseAsync(delivery);
                break;
        }
        await version1.EndAsync(delivery, verdict);
    }
}
