using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;

namespace Alerting.Deliveries;

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
            var reason = settings.Redact(verdict.Reason);
            return verdict with
            {
                Reason = delivery.TemplateProblem is { } problem
                    ? $"{reason}; {char.ToLowerInvariant(problem[0])}{problem[1..].TrimEnd('.')}" : reason,
            };
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
