using System.Collections.Concurrent;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>
/// Sends what is due, each target on its own: a slow or dead one delays no other. A delivery that this process already
/// made is not made again, so that an event which Lambda repeats after a failure reaches only those it did not reach.
/// </summary>
public sealed class Deliverer(AlertingConfig config, IReadOnlyList<ISender> senders, Secrets secrets, TimeProvider time)
{
    private const int Remembered = 10_000;

    /// <summary>The one retry within a call waits this long, or what the service asked for if that is no more.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    private readonly DeliveryWriter _writer = new(config);
    private readonly ConcurrentDictionary<string, bool> _delivered = new();

    /// <summary>Sends all, at once; the outcomes come in the order of the notifications.</summary>
    public async Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(
        IEnumerable<Notification> notifications, CancellationToken cancellation)
    {
        var deliveries = notifications.SelectMany(_writer.Write);
        return await Task.WhenAll(deliveries.Select(delivery => DeliverAsync(delivery, cancellation)));
    }

    private async Task<DeliveryOutcome> DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        if (_delivered.ContainsKey(delivery.Id))
            return new DeliveryOutcome(delivery, new Verdict.Delivered("already delivered"));
        var verdict = await SendAsync(delivery, cancellation);
        if (verdict is Verdict.Retry { After: var after } && (after ?? ShortWait) <= ShortWait)
        {
            await Task.Delay(after ?? ShortWait, time, cancellation);
            verdict = await SendAsync(delivery, cancellation);
        }
        if (verdict is Verdict.Delivered)
            Remember(delivery.Id);
        return new DeliveryOutcome(delivery, verdict);
    }

    private async Task<Verdict> SendAsync(Delivery delivery, CancellationToken cancellation)
    {
        var target = delivery.Target;
        if (target.Address.IsEmpty)
            return new Verdict.NotSent($"receiver {delivery.Notification.Receiver} has no {target.Channel} address");
        if (senders.FirstOrDefault(sender => sender.Serves(target.Channel)) is not { } sender)
            return new Verdict.Rejected($"nothing here sends to {target.Channel}");
        try
        {
            return await sender.SendAsync(delivery, await target.Address.ResolveAsync(secrets, cancellation), cancellation);
        }
        catch (SecretException unreadable)
        {
            return new Verdict.Retry(unreadable.Message.TrimEnd('.'));
        }
    }

    private void Remember(string id)
    {
        // A sandbox that lives for days must not grow; forgetting costs at worst a message sent twice.
        if (_delivered.Count >= Remembered)
            _delivered.Clear();
        _delivered[id] = true;
    }
}

/// <summary>A delivery and how it ended.</summary>
public sealed record DeliveryOutcome(Delivery Delivery, Verdict Verdict);
