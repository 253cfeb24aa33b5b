using Alerting.Deliveries;

namespace Alerting.Aws.State;

internal sealed class DynamoDeliveryClaims(AlertingTable table, TimeProvider time) : IDeliveryClaims
{
    private const string Sort = "claim";
    private const string Status = "status";
    private const string Lease = "lease";
    private const string Reason = "reason";
    private const string Claimed = "claimed";
    private const string Delivered = "delivered";
    private const string Failed = "failed";

    /// <summary>
    /// Outlives every redrive, so a redriven dead letter skips targets that have it: four days in the deliveries queue,
    /// fourteen as a dead letter, four more in the deliveries queue, and a day to spare.
    /// </summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(4 + 14 + 4 + 1);

    public async Task<DeliveryClaim> ClaimAsync(string deliveryId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var free = new Condition("attribute_not_exists(#pk) OR (#s = :claimed AND #l < :now)")
            .Name("#pk", AlertingTable.PartitionKey).Name("#s", Status).Name("#l", Lease)
            .Text(":claimed", Claimed).Number(":now", now.ToUnixTimeMilliseconds());
        var result = await table.PutAsync(Record(deliveryId, Claimed).With(Lease, now + DeliveryClaim.LeaseTime), free,
            cancellation);
        return result.IsWritten ? DeliveryClaim.Mine.Instance : Read(result.Existing, now);
    }

    public Task DeliveredAsync(string deliveryId, string reason, CancellationToken cancellation) =>
        table.PutAsync(Record(deliveryId, Delivered).With(Reason, reason), condition: null, cancellation);

    public Task FailedAsync(string deliveryId, string reason, CancellationToken cancellation) =>
        table.PutAsync(Record(deliveryId, Failed).With(Reason, reason), condition: null, cancellation);

    public Task ReleaseAsync(string deliveryId, CancellationToken cancellation) =>
        table.DeleteAsync(Partition(deliveryId), Sort, cancellation);

    private static DeliveryClaim Read(Item? existing, DateTimeOffset now) => existing?.Text(Status) switch
    {
        Delivered => new DeliveryClaim.WasDelivered(existing.Text(Reason) ?? ""),
        Failed => new DeliveryClaim.HasFailed(existing.Text(Reason) ?? ""),
        // The existing item is unknown, so wait briefly as if it were claimed.
        _ => new DeliveryClaim.Busy(
            existing?.Moment(Lease) is { } lease && lease > now ? lease - now : TimeSpan.FromSeconds(1)),
    };

    private Item Record(string deliveryId, string status) =>
        new Item(Partition(deliveryId), Sort).With(Status, status).Until(time.GetUtcNow() + Retention);

    private static string Partition(string deliveryId) => "delivery#" + deliveryId;
}
