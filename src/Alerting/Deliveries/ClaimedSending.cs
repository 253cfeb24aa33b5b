using Alerting.Channels;

namespace Alerting.Deliveries;

/// <summary>Sends a delivery when it is its turn, and records final failures.</summary>
internal sealed class ClaimedSending
{
    private readonly TargetSender _sender;
    private readonly DeliveryState _state;
    private readonly DeliveryOrder _order;
    private readonly Version1Claims _version1;
    private readonly DeliveryCall _call;

    public ClaimedSending(TargetSender sender, DeliveryState state, DeliveryWriter writer, Func<double> random)
    {
        (_sender, _state) = (sender, state);
        _order = new DeliveryOrder(state, writer, random);
        _version1 = new Version1Claims(state.Claims);
        _call = new DeliveryCall(sender, state, _order, _version1, random);
    }

    /// <summary>A rejection is recorded by <see cref="FailedAsync"/>, when its fallback is on record.</summary>
    /// <param name="attempt">
    /// With the waits for the table and for other deliveries, which are no failures of the channel.
    /// </param>
    public async Task<DeliveryOutcome> SendAsync(
        Delivery delivery, int attempt, bool hasFallback, CancellationToken cancellation)
    {
        if (delivery.Target.Address.IsEmpty)
            return new DeliveryOutcome(delivery, await _sender.SendAsync(delivery, cancellation));
        if (await _version1.ClaimAsync(delivery, cancellation) is { } taken)
            return taken with { IsAttempt = false };
        if (await AnsweredDelivery.EndAsync(delivery, attempt, _state.Answers, cancellation) is { } answered)
            return answered with { IsAttempt = false };
        var turn = await TurnAsync(delivery, attempt, cancellation);
        switch (turn)
        {
            case DeliveryTurn.Ended ended:
                await _version1.EndAsync(delivery, ended.Verdict);
                return new DeliveryOutcome(delivery, ended.Verdict) { Code = ended.Code, IsAttempt = false };
            case DeliveryTurn.Later { Decision: var later }:
                await _version1.EndAsync(delivery, new Verdict.Retry(later.Reason.Text));
                return new DeliveryOutcome(delivery, new Verdict.Retry(later.Reason.Text))
                    { Retry = later, IsAttempt = false };
            default:
                return await _call.MakeAsync((DeliveryTurn.Now)turn, hasFallback, cancellation);
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

    /// <summary>Records a final failure, so the fallback is not asked twice.</summary>
    public async Task FailedAsync(Delivery delivery, string reason)
    {
        if (delivery.Target.Address.IsEmpty)
            return;
        await _order.FailedAsync(delivery, reason);
        await _version1.EndAsync(delivery, new Verdict.Rejected(reason));
    }

    /// <summary>Allows another send of a failed delivery.</summary>
    public async Task ReleaseAsync(Delivery failed)
    {
        await _order.ReleaseAsync(failed);
        await _version1.ReleaseAsync(failed);
    }
}
