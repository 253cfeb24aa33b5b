namespace Alerting.Aws.State;

/// <summary>
/// Who sends a delivery, and how it ended. A message that the queue hands out twice is sent once; a sending that died is
/// made again when its lease is over.
/// </summary>
public sealed class DynamoDeliveryClaims(AlertingTable table, TimeProvider time)
{
    private const string Sort = "claim";
    private const string Status = "status";
    private const string Lease = "lease";
    private const string Reason = "reason";
    private const string Claimed = "claimed";
    private const string Delivered = "delivered";
    private const string Failed = "failed";

    /// <summary>A little longer than a sending may take, which the function's timeout bounds.</summary>
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(35);

    /// <summary>
    /// What is moved back at the last moment goes only to those who had it not: a delivery may be four days old when it gets
    /// to the undelivered queue, be kept there for fourteen more, and then be handed out for four again. And a day to spare.
    /// </summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(4 + 14 + 4 + 1);

    public async Task<DeliveryClaim> ClaimAsync(string deliveryId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var free = new Condition("attribute_not_exists(#pk) OR (#s = :claimed AND #l < :now)")
            .Name("#pk", AlertingTable.PartitionKey).Name("#s", Status).Name("#l", Lease)
            .Text(":claimed", Claimed).Number(":now", now.ToUnixTimeMilliseconds());
        var result = await table.PutAsync(Record(deliveryId, Claimed).With(Lease, now + LeaseTime), free, cancellation);
        return result.IsWritten ? DeliveryClaim.Mine.Instance : Read(result.Existing, now);
    }

    public Task DeliveredAsync(string deliveryId, string reason, CancellationToken cancellation) =>
        table.PutAsync(Record(deliveryId, Delivered).With(Reason, reason), condition: null, cancellation);

    /// <summary>It will never be delivered.</summary>
    public Task FailedAsync(string deliveryId, string reason, CancellationToken cancellation) =>
        table.PutAsync(Record(deliveryId, Failed).With(Reason, reason), condition: null, cancellation);

    /// <summary>Lets whoever comes next send it: a later try, or the message's return from the dead-letter queue.</summary>
    public Task ReleaseAsync(string deliveryId, CancellationToken cancellation) =>
        table.DeleteAsync(Partition(deliveryId), Sort, cancellation);

    private static DeliveryClaim Read(Item? existing, DateTimeOffset now) => existing?.Text(Status) switch
    {
        Delivered => new DeliveryClaim.WasDelivered(existing.Text(Reason) ?? ""),
        Failed => new DeliveryClaim.HasFailed(existing.Text(Reason) ?? ""),
        // Without an answer of what is there, it is as good as taken for a moment.
        _ => new DeliveryClaim.Busy(existing?.Moment(Lease) is { } lease && lease > now ? lease - now : TimeSpan.FromSeconds(1)),
    };

    private Item Record(string deliveryId, string status) =>
        new Item(Partition(deliveryId), Sort).With(Status, status).Until(time.GetUtcNow() + Retention);

    private static string Partition(string deliveryId) => "delivery#" + deliveryId;
}

/// <summary>Whether a delivery may be sent now.</summary>
public abstract record DeliveryClaim
{
    /// <summary>Nobody else sends it: do.</summary>
    public sealed record Mine : DeliveryClaim
    {
        public static Mine Instance { get; } = new();
    }

    public sealed record WasDelivered(string Reason) : DeliveryClaim;

    public sealed record HasFailed(string Reason) : DeliveryClaim;

    /// <summary>Somebody else sends it; if they die, it is free after a while.</summary>
    public sealed record Busy(TimeSpan For) : DeliveryClaim;
}
