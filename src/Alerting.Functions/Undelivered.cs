using Alerting.Channels;

namespace Alerting.Functions;

/// <summary>
/// Tells Lambda that somebody was not reached. It then repeats the event (which reaches only those it did not), and at
/// last puts it into the dead-letter queue.
/// </summary>
public sealed class UndeliveredException(string message) : Exception(message);

internal static class Undelivered
{
    public static void ThrowIfAny(IReadOnlyList<DeliveryOutcome> outcomes)
    {
        var failed = outcomes.Where(outcome => outcome.IsLost).ToArray();
        if (failed.Length == 0)
            return;
        var notified = failed.Select(outcome =>
            $"{outcome.Delivery.Notification.Receiver} by {outcome.Delivery.Target.Channel}: {outcome.Verdict.Reason}");
        throw new UndeliveredException($"{failed.Length} of {outcomes.Count} messages were not delivered: {string.Join("; ", notified)}.");
    }
}
