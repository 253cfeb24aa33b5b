using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Functions.Delivering;

/// <summary>How far a notification got with one try.</summary>
internal sealed class DeliveryProgress
{
    private readonly List<DeliveryOutcome> _outcomes = [];
    private readonly List<(Notification, string)> _dropped = [];

    public IReadOnlyList<DeliveryOutcome> Outcomes => _outcomes;

    /// <summary>What a budget held back, and why.</summary>
    public IReadOnlyList<(Notification Notification, string Reason)> Dropped => _dropped;

    /// <summary>When to try again what may still work; null when all has ended.</summary>
    public TimeSpan? Again { get; private set; }

    /// <summary>Why somebody was not reached and nobody in their place.</summary>
    public string? Lost { get; set; }

    /// <summary>The ids of deliveries that finally failed.</summary>
    public IEnumerable<string> Failed =>
        _outcomes.Where(outcome => outcome.Verdict is Verdict.Rejected).Select(outcome => outcome.Delivery.Id);

    public void ComeAgain() => Again = TimeSpan.Zero;

    public void Drop(Notification notification, string reason) => _dropped.Add((notification, reason));

    public void Add(IReadOnlyList<Sending> sendings, FallbackDecision decision)
    {
        foreach (var sending in sendings)
        {
            // The soonest: one target's long wait delays no other.
            if (sending.Again is { } wait && !(Again <= wait))
                Again = wait;
            _outcomes.Add(sending.Outcome.Verdict is Verdict.Rejected
                ? sending.Outcome with { FellBackTo = decision.Notification?.Receiver }
                : sending.Outcome);
        }
    }
}
