using Alerting.Notifications;
using Alerting.Silencing;

namespace Alerting.Grouping;

/// <summary>What one message did to a group.</summary>
public sealed record GroupStep(GroupState State)
{
    /// <summary>What to tell, also in the state's outbox until it is handed on.</summary>
    public IReadOnlyList<Notification> Notifications { get; init; } = [];

    /// <summary>What to send to other groups, also in the outbox.</summary>
    public IReadOnlyList<GroupEnvelope> Messages { get; init; } = [];

    /// <summary>When the group wants to be woken; null is never.</summary>
    public DateTimeOffset? NextWakeUp => State.WakeUp;

    /// <summary>What was decided about each alert, and why.</summary>
    public IReadOnlyList<GroupDecision> Reasons { get; init; } = [];

    /// <summary>What this changes in the index of firing alerts.</summary>
    public IReadOnlyList<FiringChange> FiringChanges { get; init; } = [];

    /// <summary>Whether there is anything to save.</summary>
    public bool HasChanged { get; init; } = true;
}

/// <summary>One decision about an alert of a group, for the receivers it concerns.</summary>
/// <param name="IsOfEvent">Whether it is about the event that came, and not about those before it that still wait.</param>
public readonly record struct GroupDecision(
    string Fingerprint, IReadOnlyList<string> Receivers, DecisionAction Action, string Reason, DateTimeOffset At, bool IsOfEvent = false);
