using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Functions.Delivering;

/// <summary>The outcome of one attempt to deliver a notification.</summary>
internal sealed class DeliveryProgress
{
    private readonly List<DeliveryOutcome> _outcomes = [];
    private readonly List<(Notification, string)> _dropped = [];

    public IReadOnlyList<DeliveryOutcome> Outcomes => _outcomes;

    /// <summary>Dropped by a rate limit, each with the reason.</summary>
    public IReadOnlyList<(Notification Notification, string Reason)> Dropped => _dropped;

    /// <summary>Null when nothing must be retried.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>Why the notification is a dead letter: neither the receiver nor a fallback got it.</summary>
    public string? DeadLetterReason { get; set; }

    public IEnumerable<string> FailedDeliveryIds =>
        _outcomes.Where(outcome => outcome.Verdict is Verdict.Rejected).Select(outcome => outcome.Delivery.Id);

    public void RetryNow() => RetryAfter = TimeSpan.Zero;

    public void Drop(Notification notification, string reason) => _dropped.Add((notification, reason));

    public void Add(IReadOnlyList<SendResult> results, FallbackDecision decision)
    {
        foreach (var result in results)
        {
            // The shortest wait: a slow target must not delay the others.
            if (result.RetryAfter is { } wait && !(RetryAfter <= wait))
                RetryAfter = wait;
            _outcomes.Add(result.Outcome.Verdict is Verdict.Rejected
                ? result.Outcome with { FellBackTo = decision.Notification?.Receiver }
                : result.Outcome);
        }
    }
}
