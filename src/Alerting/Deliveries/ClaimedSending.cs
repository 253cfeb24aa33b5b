using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Deliveries;

/// <summary>
/// Sends a delivery when it is its turn, in its thread, records the outcome, and decides when a failure is retried.
/// </summary>
internal sealed class ClaimedSending(
    TargetSender sender, DeliveryState state, DeliveryWriter writer, Func<double> random)
{
    private readonly DeliveryOrder _order = new(state, writer, random);
    private readonly Version1Claims _version1 = new(state.Claims);

    /// <summary>A rejection is recorded by <see cref="FailedAsync"/>, when its fallback is on record.</summary>
    /// <param name="attempt">
    /// With the waits for the table and for other deliveries, which are no failures of the channel.
    /// </param>
    public async Task<DeliveryOutcome> SendAsync(
        Delivery delivery, int attempt, bool hasFallback, CancellationToken cancellation)
    {
        if (delivery.Target.Address.IsEmpty)
            return new DeliveryOutcome(delivery, await sender.SendAsync(delivery, cancellation));
        if (IsOfVersion1(delivery) && await _version1.ClaimAsync(delivery, cancellation) is { } taken)
            return taken with { IsAttempt = false };
        if (await AnsweredDelivery.EndAsync(delivery, attempt, state.Answers, cancellation) is { } answered)
            return answered with { IsAttempt = false };
        var turn = await TurnAsync(delivery, attempt, cancellation);
        switch (turn)
        {
            case DeliveryTurn.Ended ended:
                await EndVersion1Async(delivery, ended.Verdict);
                return new DeliveryOutcome(delivery, ended.Verdict) { Code = ended.Code, IsAttempt = false };
            case DeliveryTurn.Later { Decision: var later }:
                await EndVersion1Async(delivery, new Verdict.Retry(later.Reason.Text));
                return new DeliveryOutcome(delivery, new Verdict.Retry(later.Reason.Text))
                    { Retry = later, IsAttempt = false };
            default:
                return await SendAsync((DeliveryTurn.Now)turn, hasFallback, cancellation);
        }
    }

    /// <summary>What was sent without the table is recorded, and what must follow it is claimed.</summary>
    private async Task<DeliveryTurn> TurnAsync(Delivery delivery, int attempt, CancellationToken cancellation)
    {
        if (delivery.Notification.Unrecorded?.FirstOrDefault(each => each.Id == delivery.Id) is { } sent)
        {
            if (!delivery.Notification.RecordsOnly)
                return DeliveryTurn.Ended.Delivered;
            var turn = await _order.RecordLateAsync(delivery, sent, attempt, cancellation);
            if (turn is not DeliveryTurn.Now { Delivery: var next })
                return turn;
            delivery = next;
        }
        return await _order.ClaimAsync(delivery, attempt, cancellation);
    }

    private async Task<DeliveryOutcome> SendAsync(
        DeliveryTurn.Now turn, bool hasFallback, CancellationToken cancellation)
    {
        var delivery = turn.Delivery;
        if (RetryDecision.AfterLast(turn.Failures + 1, hasFallback) is { } gaveUp)
            return new DeliveryOutcome(delivery, new Verdict.Rejected(gaveUp.Reason.Text)) { Retry = gaveUp };
        if (HasThread(delivery))
        {
            var thread = await IfAvailable.DoAsync(state.Threads.FindAsync(delivery.ThreadName, cancellation));
            delivery = delivery with { Thread = thread };
        }
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
        // Not cancelled by the time limit: a message that was sent must be recorded.
        if (verdict is Verdict.Delivered { Thread: { } first } && delivery.Thread is null && HasThread(delivery))
            await IfAvailable.DoAsync(state.Threads.SaveAsync(delivery.ThreadName, first, CancellationToken.None));
        var decision = verdict is Verdict.Retry retry
            ? RetryDecision.Of(retry, turn.Failures + 1, hasFallback, random()) : null;
        if (decision is { Reason: var reason })
            verdict = decision.Wait is null ? new Verdict.Rejected(reason.Text) : verdict with { Reason = reason.Text };
        var unrecorded = verdict is Verdict.Delivered
            ? await _order.DeliveredAsync(delivery, began, turn.IsClaimed) : null;
        await RecordAsync(delivery, verdict);
        return new DeliveryOutcome(delivery, verdict)
        {
            Retry = decision, Unrecorded = unrecorded, LeftOut = turn.LeftOut, LeftOutReason = turn.LeftOutReason,
        };
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
                _order.Forget(delivery);
            }
        }
        catch (Exception)
        {
            // Nobody waits for this. The claim ends by itself, and the message comes again.
            _order.Forget(delivery);
        }
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
            await _version1.ReleaseAsync(failed);
    }

    private static bool IsOfVersion1(Delivery delivery) => delivery.Notification.Sequence == 0;

    private Task EndVersion1Async(Delivery delivery, Verdict verdict) =>
        IsOfVersion1(delivery) ? _version1.EndAsync(delivery, verdict) : Task.CompletedTask;

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
}

/// <summary>Finds the sender of a target's channel, reads the target's secrets and sends. Remembers nothing.</summary>
/// <param name="retriesAtOnce">Whether a temporary failure is retried once within the call.</param>
/// <param name="circuits">Null to call even targets that hang.</param>
public sealed class TargetSender(IReadOnlyList<ISender> senders, Secrets secrets, TimeProvider time,
    bool retriesAtOnce = true, TargetCircuits? circuits = null)
{
    /// <summary>The longest wait before the one retry within a call.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    /// <summary>
    /// No retry within the call after a slower failure, because a function has only 30 seconds in all.
    /// </summary>
    private static readonly TimeSpan LongestForRetry = TimeSpan.FromSeconds(3);

    public async Task<Verdict> SendAsync(Delivery delivery, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var verdict = await SendOnceAsync(delivery, cancellation);
        if (!retriesAtOnce || verdict is not Verdict.Retry { After: var after, Code: not ReasonCode.CircuitOpen })
            return verdict;
        var wait = after ?? ShortWait;
        if (wait > ShortWait || time.GetElapsedTime(began) >= LongestForRetry)
            return verdict;
        await Task.Delay(wait, time, cancellation);
        return await SendOnceAsync(delivery, cancellation);
    }

    private async Task<Verdict> SendOnceAsync(Delivery delivery, CancellationToken cancellation)
    {
        var target = delivery.Target;
        if (target == Target.None)
        {
            return delivery.Notification.IsResolved
                ? new Verdict.NotSent("the receiver is no longer in the configuration, and the alert is resolved")
                : new Verdict.Rejected("the receiver is not in the configuration");
        }
        if (target.Address.IsEmpty)
            return new Verdict.NotSent($"receiver {delivery.Notification.Receiver} has no {target.Channel} address");
        if (senders.FirstOrDefault(sender => sender.Serves(target.Channel)) is not { } sender)
            return new Verdict.Rejected($"no sender for the channel {target.Channel}");
        return circuits is null
            ? await CallAsync(sender, delivery, cancellation)
            : await circuits.CallAsync(target, () => CallAsync(sender, delivery, cancellation));
    }

    private async Task<Verdict> CallAsync(ISender sender, Delivery delivery, CancellationToken cancellation)
    {
        try
        {
            var settings = await TargetSettings.ResolveAsync(delivery.Target, secrets, cancellation);
            var verdict = await sender.SendAsync(delivery, settings, cancellation);
            return verdict with { Reason = settings.Redact(verdict.Reason) };
        }
        catch (SecretException unreadable)
        {
            return new Verdict.Retry(unreadable.Message.TrimEnd('.'));
        }
        // The fallback and the other receivers must still be notified. The exception's message may contain a secret.
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            return new Verdict.Rejected($"unexpected error: {unexpected.GetType().Name}");
        }
    }
}
