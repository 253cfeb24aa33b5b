using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting;

/// <summary>
/// The decisions about one event. The function's response, its log and <c>explain</c> are all written from it.
/// </summary>
public sealed class Trace
{
    private readonly List<TracedAlert> _alerts = [];
    private readonly List<Notification> _notifications = [];

    public IReadOnlyList<TracedAlert> Alerts => _alerts;

    /// <summary>In the order decided, including held ones.</summary>
    public IReadOnlyList<Notification> Notifications => _notifications;

    public TracedAlert Add(Alert alert, IReadOnlyList<Decision>? decisions = null)
    {
        var traced = new TracedAlert(alert);
        foreach (var decision in decisions ?? [])
            traced.Add(decision);
        _alerts.Add(traced);
        return traced;
    }

    public void Add(Notification notification) => _notifications.Add(notification);
}

/// <summary>An alert with every decision about it.</summary>
public sealed class TracedAlert(Alert alert)
{
    private readonly List<Decision> _decisions = new(1);

    public Alert Alert { get; private set; } = alert;

    public IReadOnlyList<Decision> Decisions => _decisions;

    public void Add(Decision decision) => _decisions.Add(decision);

    /// <summary>A long replay keeps the traces of all its events, but not all that they say.</summary>
    internal void Shorten(Func<Alert, Alert> alert, Func<string, string> text)
    {
        Alert = alert(Alert);
        for (var i = 0; i < _decisions.Count; i++)
        {
            _decisions[i] = _decisions[i] with
            {
                GroupKey = text(_decisions[i].GroupKey),
                Reason = _decisions[i].Reason with { Text = text(_decisions[i].Reason.Text) },
            };
        }
    }

    /// <summary>
    /// The outcome of the event at a time: Notify if any receiver was notified, Hold if one still will be, otherwise
    /// Suppress. The last decision for each receiver counts; one about no single receiver is about all of its group.
    /// </summary>
    public DecisionAction OutcomeAt(DateTimeOffset time)
    {
        var last = new Dictionary<(string Group, string Receiver), Decision>();
        foreach (var decision in _decisions)
        {
            if (decision.Receiver.Length == 0)
            {
                foreach (var replaced in last.Keys.Where(each => each.Group == decision.GroupKey).ToArray())
                    last.Remove(replaced);
            }
            last[(decision.GroupKey, decision.Receiver)] = decision;
        }
        if (last.Values.Any(decision => decision.Action == DecisionAction.Notify && decision.At <= time))
            return DecisionAction.Notify;
        return last.Values.Any(decision => decision.Action != DecisionAction.Suppress)
            ? DecisionAction.Hold
            : DecisionAction.Suppress;
    }
}

/// <summary>A decision about an alert for one receiver of one route.</summary>
/// <param name="Route">The route's display name; empty if no route matched.</param>
/// <param name="Receiver">Empty if the decision concerns no single receiver.</param>
/// <param name="At">When it takes effect: now, or when a wait or hold ends.</param>
public sealed record Decision(
    string Route, string Receiver, string GroupKey, DecisionAction Action, Reason Reason, DateTimeOffset At);

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
