using System.Collections.Concurrent;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>
/// Sends what is due, each target on its own: a slow or dead one delays no other. A delivery that this process already
/// made is not made again, so that an event which Lambda repeats after a failure reaches only those it did not reach.
/// What finally fails goes to the receiver's fallback, with the reason.
/// </summary>
public sealed class Deliverer(AlertingConfig config, IReadOnlyList<ISender> senders, Secrets secrets, TimeProvider time)
{
    private const int Remembered = 10_000;

    /// <summary>The one retry within a call waits this long, or what the service asked for if that is no more.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    /// <summary>Who took longer than this to fail is not asked again at once: a function has half a minute for all it does.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly DeliveryWriter _writer = new(config);
    private readonly ConcurrentDictionary<string, bool> _delivered = new();
    private readonly FallbackRecipients _fallbacks = new();

    private Deliverer(Deliverer before, AlertingConfig config, IReadOnlyList<ISender> senders, Secrets secrets, TimeProvider time)
        : this(config, senders, secrets, time) => (_delivered, _fallbacks) = (before._delivered, before._fallbacks);

    /// <summary>By another configuration, and with what this one remembers.</summary>
    public Deliverer With(AlertingConfig changed, IReadOnlyList<ISender> changedSenders) =>
        new(this, changed, changedSenders, secrets, time);

    /// <summary>
    /// Sends all, at once; the outcomes come in the order of the notifications, each followed by those of its fallback.
    /// </summary>
    public async Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(
        IEnumerable<Notification> notifications, CancellationToken cancellation)
    {
        var outcomes = await Task.WhenAll(notifications.Select(notification => DeliverAsync(notification, cancellation)));
        return [.. outcomes.SelectMany(each => each)];
    }

    /// <summary>Sends one message to one target: with one short retry, and without a fallback.</summary>
    public async Task<DeliveryOutcome> DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        if (_delivered.ContainsKey(delivery.Id))
            return new DeliveryOutcome(delivery, new Verdict.Delivered("already delivered"));
        var began = time.GetTimestamp();
        var verdict = await SendAsync(delivery, cancellation);
        if (verdict is Verdict.Retry { After: var after } && (after ?? ShortWait) <= ShortWait && time.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(after ?? ShortWait, time, cancellation);
            verdict = await SendAsync(delivery, cancellation);
        }
        if (verdict is Verdict.Delivered)
            Remember(delivery.Id);
        return new DeliveryOutcome(delivery, verdict);
    }

    private async Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(Notification notification, CancellationToken cancellation)
    {
        var outcomes = await Task.WhenAll(_writer.Write(notification).Select(delivery => DeliverAsync(delivery, cancellation)));
        // What may still work is tried again by whoever called; only what never will is given to another.
        var failed = Array.FindAll(outcomes, outcome => outcome.Verdict is Verdict.Rejected);
        var fallback = FallbackDecision.Of(config, notification, failed).Notification;
        if (fallback is not null)
            _fallbacks.Remember(notification, fallback.Receiver);
        var instead = fallback ?? FallbackDecision.OfEnd(config, notification, _fallbacks.Find(notification)).Notification;
        if (instead is null)
            return outcomes;
        var others = await DeliverAsync(instead, cancellation);
        return [.. outcomes.Select(outcome => Array.IndexOf(failed, outcome) < 0 ? outcome : outcome with { FellBackTo = instead.Receiver }), .. others];
    }

    /// <summary>Sends once and remembers nothing: for a caller that has a queue of its own, with its own times to try again.</summary>
    public async Task<Verdict> SendAsync(Delivery delivery, CancellationToken cancellation)
    {
        var target = delivery.Target;
        if (target == Target.None)
            return delivery.Notification.IsResolved
                ? new Verdict.NotSent("the configuration has no such receiver any more, and what it was told of is over")
                : new Verdict.Rejected("the configuration has no such receiver");
        if (target.Address.IsEmpty)
            return new Verdict.NotSent($"receiver {delivery.Notification.Receiver} has no {target.Channel} address");
        if (senders.FirstOrDefault(sender => sender.Serves(target.Channel)) is not { } sender)
            return new Verdict.Rejected($"nothing here sends to {target.Channel}");
        try
        {
            var settings = await TargetSettings.ResolveAsync(target, secrets, cancellation);
            var verdict = await sender.SendAsync(delivery, settings, cancellation);
            return verdict with { Reason = settings.Redact(verdict.Reason) };
        }
        catch (SecretException unreadable)
        {
            return new Verdict.Retry(unreadable.Message.TrimEnd('.'));
        }
        // Whatever it is: it must keep neither the fallback nor the other receivers from being told. Its message may hold a secret.
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            return new Verdict.Rejected($"it failed in a way that nobody expected ({unexpected.GetType().Name})");
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
public sealed record DeliveryOutcome(Delivery Delivery, Verdict Verdict)
{
    /// <summary>The receiver that was told instead; how that ended is an outcome of its own.</summary>
    public string? FellBackTo { get; init; }

    /// <summary>Whether it failed and nobody was told instead.</summary>
    public bool IsLost => Verdict.IsFailure && FellBackTo is null;
}
