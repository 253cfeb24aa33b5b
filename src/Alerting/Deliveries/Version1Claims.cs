using Alerting.Channels;

namespace Alerting.Deliveries;

/// <summary>Claims of deliveries that version 1 queued: it claimed each one by itself.</summary>
internal sealed class Version1Claims(IDeliveryClaims claims)
{
    /// <summary>Null when the caller may send it, and for what a later version queued.</summary>
    public async Task<DeliveryOutcome?> ClaimAsync(Delivery delivery, CancellationToken cancellation)
    {
        if (!IsOurs(delivery))
            return null;
        switch (await IfAvailable.DoAsync(claims.ClaimAsync(delivery.Id, cancellation)))
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

    public Task EndAsync(Delivery delivery, Verdict verdict)
    {
        if (!IsOurs(delivery))
            return Task.CompletedTask;
        return IfAvailable.DoAsync(verdict switch
        {
            Verdict.Delivered or Verdict.NotSent =>
                claims.DeliveredAsync(delivery.Id, verdict.Reason, CancellationToken.None),
            Verdict.Rejected => claims.FailedAsync(delivery.Id, verdict.Reason, CancellationToken.None),
            _ => claims.ReleaseAsync(delivery.Id, CancellationToken.None),
        });
    }

    public Task ReleaseAsync(Delivery failed) => !IsOurs(failed) ? Task.CompletedTask
        : IfAvailable.DoAsync(claims.ReleaseAsync(failed.Id, CancellationToken.None));

    private static bool IsOurs(Delivery delivery) => delivery.Notification.Sequence == 0;
}
