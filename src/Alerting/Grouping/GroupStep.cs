using Alerting.Alerts;
using Alerting.Grouping.Schedule;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Alerting.Silencing;

namespace Alerting.Grouping;

/// <summary>The result of one message.</summary>
public sealed record GroupStep(GroupState State)
{
    /// <summary>Also in the state's outbox until they are sent.</summary>
    public IReadOnlyList<Notification> Notifications { get; init; } = [];

    /// <summary>Messages to other groups, also in the outbox.</summary>
    public IReadOnlyList<GroupEnvelope> Messages { get; init; } = [];

    public DateTimeOffset? NextWakeUp => State.WakeUp;

    public IReadOnlyList<GroupDecision> Reasons { get; init; } = [];

    /// <summary>Changes to the index of firing alerts.</summary>
    public IReadOnlyList<FiringChange> FiringChanges { get; init; } = [];

    /// <summary>Null unless the step planned the whole group and an alert of it is inhibited.</summary>
    internal InhibitedWait? Inhibited { get; init; }

    public bool HasChanged { get; init; } = true;
}

/// <summary>A decision about an alert for some receivers.</summary>
/// <param name="IsOfEvent">True if it concerns only the event just processed, not earlier ones that are still
/// pending.</param>
public readonly record struct GroupDecision(
    string Fingerprint, IReadOnlyList<string> Receivers, DecisionAction Action, Reason Reason, DateTimeOffset At,
    bool IsOfEvent = false);
