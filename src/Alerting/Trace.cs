using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting;

/// <summary>
/// What was decided about one event, and why. The function's answer, its log and <c>explain</c> are all readers of this
/// one record.
/// </summary>
public sealed class Trace
{
    private readonly List<TracedAlert> _alerts = [];
    private readonly List<Notification> _notifications = [];

    public IReadOnlyList<TracedAlert> Alerts => _alerts;

    /// <summary>What is to be told, in the order it was decided; held ones included.</summary>
    public IReadOnlyList<Notification> Notifications => _notifications;

    public TracedAlert Add(Alert alert)
    {
        var traced = new TracedAlert(alert);
        _alerts.Add(traced);
        return traced;
    }

    public void Add(Notification notification) => _notifications.Add(notification);
}

/// <summary>An alert with every decision about it.</summary>
public sealed class TracedAlert(Alert alert)
{
    private readonly List<Decision> _decisions = [];

    public Alert Alert { get; } = alert;

    public IReadOnlyList<Decision> Decisions => _decisions;

    public void Add(Decision decision) => _decisions.Add(decision);

    /// <summary>
    /// How it stands with the event at the time: told to somebody, still to be told, or not told. The last decision about a
    /// receiver counts.
    /// </summary>
    public DecisionAction OutcomeAt(DateTimeOffset time)
    {
        var last = new Dictionary<(string Group, string Receiver), Decision>();
        foreach (var decision in _decisions)
            last[(decision.GroupKey, decision.Receiver)] = decision;
        if (last.Values.Any(decision => decision.Action == DecisionAction.Notify && decision.At <= time))
            return DecisionAction.Notify;
        return last.Values.Any(decision => decision.Action != DecisionAction.Suppress) ? DecisionAction.Hold : DecisionAction.Suppress;
    }
}

/// <summary>One decision: what happens to an alert for one receiver of one route, why, and when.</summary>
/// <param name="Route">How the route shows itself; empty when no route took the alert.</param>
/// <param name="Receiver">Empty when no receiver was reached.</param>
/// <param name="At">When it takes effect: now, or when a hold ends.</param>
public sealed record Decision(
    string Route, string Receiver, string GroupKey, DecisionAction Action, string Reason, DateTimeOffset At);

public enum DecisionAction
{
    Notify,
    Hold,
    Suppress,
}

/// <summary>The spelling of <see cref="DecisionAction"/> in JSON: lower case.</summary>
public static class DecisionActionNames
{
    public static string Name(this DecisionAction action) => action switch
    {
        DecisionAction.Notify => "notify",
        DecisionAction.Hold => "hold",
        _ => "suppress",
    };
}
