using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>Replies to the incident's first message, on channels that can.</summary>
internal sealed class DeliveryThread(IThreads threads)
{
    public async Task<Delivery> JoinAsync(Delivery delivery, CancellationToken cancellation)
    {
        if (!Has(delivery))
            return delivery;
        var thread = await IfAvailable.DoAsync(threads.FindAsync(delivery.ThreadName, cancellation));
        return delivery with { Thread = thread };
    }

    /// <summary>Not cancelled by the time limit, as the outcome is not.</summary>
    public async Task SaveAsync(Delivery delivery, Verdict verdict)
    {
        if (verdict is Verdict.Delivered { Thread: { } first } && delivery.Thread is null
            && OfIncident(delivery) is var saved && Has(saved))
        {
            await IfAvailable.DoAsync(threads.SaveAsync(saved.ThreadName, first, CancellationToken.None));
        }
    }

    /// <summary>A notice that names one incident is the first message of it that these people get.</summary>
    private static Delivery OfIncident(Delivery delivery) => delivery.Notification is
        { Code: ReasonCode.HandedOver, Incidents: [var only], StillFiring: 1 } notice
        ? delivery with { Notification = notice with
            { IncidentId = only, Kind = NotificationKind.Firing, SpansGroups = false } }
        : delivery;

    /// <summary>A digest covers many groups, and no later message belongs to it.</summary>
    private static bool Has(Delivery delivery) =>
        delivery.Notification is { IncidentId.Length: > 0, Kind: not NotificationKind.Digest, SpansGroups: false }
        && ChannelCatalog.TryFind(delivery.Target.Channel, out var channel)
        && channel.ReturnsReference(delivery.Target);
}
