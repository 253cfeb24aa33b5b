using System.Collections.Concurrent;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>
/// Sends notifications to all targets in parallel, so a slow target delays no other. It remembers what it delivered: when
/// Lambda retries an event, only the failed targets get it again. Final failures go to the receiver's fallback.
/// </summary>
public sealed class Deliverer(AlertingConfig config, IReadOnlyList<ISender> senders, Secrets secrets, TimeProvider time)
{
    private const int MaxRemembered = 10_000;

    /// <summary>The longest wait before the one retry within a call.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    /// <summary>No retry within the call after a slower failure, because a function has only 30 seconds in all.</summary>
    private static readonly TimeSpan LongestForRetry = TimeSpan.FromSeconds(3);

    private readonly DeliveryWriter _writer = new(config);
    private readonly ConcurrentDictionary<string, bool> _delivered = new();
    private readonly FallbackRecipients _fallbacks = new();

    private Deliverer(Deliverer before, AlertingConfig config, IReadOnlyList<ISender> senders, Secrets secrets, TimeProvider time)
        : this(config, senders, secrets, time) => (_delivered, _fallbacks) = (before._delivered, before._fallbacks);

    /// <summary>Uses a changed configuration and keeps what was delivered.</summary>
    public Deliverer With(AlertingConfig changed, IReadOnlyList<ISender> changedSenders) =>
        new(this, changed, changedSenders, secrets, time);

    /// <summary>The outcomes are in the notifications' order, each followed by those of its fallback.</summary>
    public async Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(
        IEnumerable<Notification> notifications, CancellationToken cancellation)
    {
        var outcomes = await Task.WhenAll(notifications.Select(notification => DeliverAsync(notification, cancellation)));
        return [.. outcomes.SelectMany(each => each)];
    }

    /// <summary>Sends to one target with one short retry and no fallback.</summary>
    public async Task<DeliveryOutcome> DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        if (_delivered.ContainsKey(delivery.Id))
            return new DeliveryOutcome(delivery, new Verdict.Delivered("already delivered"));
        var began = time.GetTimestamp();
        var verdict = await SendAsync(delivery, cancellation);
        if (verdict is Verdict.Retry { After: var after } && (after ?? ShortWait) <= ShortWait && time.GetElapsedTime(began) < LongestForRetry)
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
        // The caller retries what may still work. Only final failures go to the fallback.
        var failed = Array.FindAll(outcomes, outcome => outcome.Verdict is Verdict.Rejected);
        var fallback = FallbackDecision.Of(config, notification, failed).Notification;
        if (fallback is not null)
            _fallbacks.Remember(notification, fallback.Receiver);
        var instead = fallback ?? FallbackDecision.OfResolved(config, notification, _fallbacks.Find(notification)).Notification;
        if (instead is null)
            return outcomes;
        var others = await DeliverAsync(instead, cancellation);
        return [.. outcomes.Select(outcome => Array.IndexOf(failed, outcome) < 0 ? outcome : outcome with { FellBackTo = instead.Receiver }), .. others];
    }

    /// <summary>Sends once and remembers nothing, for callers that retry through their own queue.</summary>
    public async Task<Verdict> SendAsync(Delivery delivery, CancellationToken cancellation)
    {
        var target = delivery.Target;
        if (target == Target.None)
            return delivery.Notification.IsResolved
                ? new Verdict.NotSent("the receiver is no longer in the configuration, and the alert is resolved")
                : new Verdict.Rejected("the receiver is not in the configuration");
        if (target.Address.IsEmpty)
            return new Verdict.NotSent($"receiver {delivery.Notification.Receiver} has no {target.Channel} address");
        if (senders.FirstOrDefault(sender => sender.Serves(target.Channel)) is not { } sender)
            return new Verdict.Rejected($"no sender for the channel {target.Channel}");
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
        // The fallback and the other receivers must still be notified. The exception's message may contain a secret.
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            return new Verdict.Rejected($"unexpected error: {unexpected.GetType().Name}");
        }
    }

    private void Remember(string id)
    {
        // A process that lives for days must not grow. At worst a message is sent twice.
        if (_delivered.Count >= MaxRemembered)
            _delivered.Clear();
        _delivered[id] = true;
    }
}

public sealed record DeliveryOutcome(Delivery Delivery, Verdict Verdict)
{
    /// <summary>The fallback that got it instead, which has its own outcome.</summary>
    public string? FellBackTo { get; init; }

    /// <summary>Whether it failed and no fallback got it.</summary>
    public bool IsLost => Verdict.IsFailure && FellBackTo is null;
}
