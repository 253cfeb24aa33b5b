using Alerting.Deliveries;

namespace Alerting.Functions;

/// <summary>
/// Makes Lambda retry the event, which sends only the failed messages again, and finally move it to the dead-letter
/// queue.
/// </summary>
public sealed class UndeliveredException(string message) : Exception(message);

internal static class Undelivered
{
    public static void ThrowIfAny(IReadOnlyList<DeliveryOutcome> outcomes)
    {
        var failed = outcomes.Where(outcome => outcome.IsLost).ToArray();
        if (failed.Length == 0)
            return;
        var causes = failed.Select(outcome =>
            $"{outcome.Delivery.Notification.Receiver} by {outcome.Delivery.Target.Channel}: {outcome.Verdict.Reason}");
        throw new UndeliveredException(
            $"{failed.Length} of {outcomes.Count} messages were not delivered: {string.Join("; ", causes)}.");
    }
}
