using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>
/// Sends what comes beside a page: once, without a retry, a fallback or a dead letter. It is claimed in the order of the
/// page's incident, so it does not undo what an end or an answer has changed meanwhile.
/// </summary>
internal sealed class UpdateSending(
    TargetSender sender, DeliveryState state, DeliveryWriter writer, Func<double> random)
{
    private const string Late = "something later was sent";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly DeliveryOrder _order = new(state, writer, random);

    public async Task<IReadOnlyList<DeliveryOutcome>> SendAsync(Notification update, CancellationToken cancellation) =>
        await Task.WhenAll(writer.WriteUpdate(update).Select(each => SendAsync(each, cancellation)));

    private async Task<DeliveryOutcome> SendAsync(Delivery update, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Longest, state.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        Verdict verdict;
        try
        {
            verdict = await SendInOrderAsync(update, either.Token);
        }
        catch (OperationCanceledException)
        {
            verdict = new Verdict.NotSent("took too long");
        }
        catch (StateUnavailableException unavailable)
        {
            verdict = new Verdict.NotSent(unavailable.Message);
        }
        return new DeliveryOutcome(update, verdict);
    }

    private async Task<Verdict> SendInOrderAsync(Delivery update, CancellationToken cancellation)
    {
        switch (await _order.ClaimAsync(update, attempt: 1, cancellation))
        {
            case DeliveryTurn.Ended { Verdict: var ended }:
                return ended is Verdict.Delivered ? ended : new Verdict.NotSent(Late);
            case DeliveryTurn.Later { Decision.Reason.Text: var reason }:
                return new Verdict.NotSent(reason);
            // A part of the page is over: its message as a whole would say what is not true any more.
            case DeliveryTurn.Now { Delivery: var left } when !ReferenceEquals(left, update):
                await _order.ReleaseAsync(update);
                return new Verdict.NotSent(Late);
        }
        var began = state.Time.GetUtcNow();
        Verdict verdict = new Verdict.NotSent("took too long");
        try
        {
            verdict = await sender.SendAsync(update, cancellation);
        }
        finally
        {
            if (verdict is Verdict.Delivered)
                await _order.DeliveredAsync(update, began, isClaimed: true);
            else
                await _order.ReleaseAsync(update);
        }
        return verdict;
    }
}
