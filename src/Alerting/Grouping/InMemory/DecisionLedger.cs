using Alerting.Notifications;

namespace Alerting.Grouping.InMemory;

/// <summary>
/// Writes what groups decide to the traces of the events it is about: to the one that came, and to those before it that
/// still wait to be told.
/// </summary>
internal sealed class DecisionLedger(GroupRules rules)
{
    private readonly Dictionary<object, TracedAlert> _arriving = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Group, string Fingerprint), List<TracedAlert>> _waiting = [];

    /// <summary>Those that something was decided about just now, which a budget may still change.</summary>
    private readonly List<(string Group, TracedAlert Alert)> _decided = [];

    public void Expect(Trace trace)
    {
        _arriving.Clear();
        foreach (var traced in trace.Alerts)
            _arriving[traced.Alert] = traced;
    }

    /// <summary>From now on decisions are no longer written.</summary>
    public void Close()
    {
        _arriving.Clear();
        _waiting.Clear();
    }

    public void Write(GroupEnvelope envelope, GroupStep step)
    {
        var route = rules.Route(envelope.To.RouteId)?.Route.Display ?? envelope.To.RouteId;
        var subject = Subject(envelope.Message);
        foreach (var reason in step.Reasons)
        {
            var isSubject = subject?.Alert.Fingerprint == reason.Fingerprint;
            if (isSubject)
                Add(subject!, reason, route, envelope.To.Key);
            if (!reason.IsOfEvent && _waiting.TryGetValue((envelope.To.Key, reason.Fingerprint), out var waiting))
                foreach (var traced in waiting)
                    Add(traced, reason, route, envelope.To.Key);
        }
        if (subject is not null && step.Reasons.Count > 0 && !step.Reasons.Any(reason => reason.IsOfEvent))
            Wait(subject, envelope.To.Key);
        Settle(envelope.To.Key, step);
    }

    /// <summary>What becomes of a notification that groups have decided on just now, where that is something else.</summary>
    public void Write(Notification notification, DecisionAction action, string reason)
    {
        foreach (var alert in notification.Alerts)
            foreach (var (_, traced) in _decided.Where(each => each.Group == notification.GroupKey && each.Alert.Alert.Fingerprint == alert.Fingerprint).Distinct())
                traced.Add(new Decision(notification.Route, notification.Receiver, notification.GroupKey, action, reason, notification.At));
    }

    /// <summary>What was decided is final now.</summary>
    public void Settle() => _decided.Clear();

    private TracedAlert? Subject(GroupMessage message) => message switch
    {
        AlertArrived arrived => _arriving.GetValueOrDefault(arrived.Alert),
        AlertMoved moved => _arriving.GetValueOrDefault(moved.Alert),
        _ => null,
    };

    private void Add(TracedAlert traced, GroupDecision reason, string route, string key)
    {
        _decided.Add((key, traced));
        if (reason.Receivers.Count == 0)
            traced.Add(new Decision(route, "", key, reason.Action, reason.Reason, reason.At));
        foreach (var receiver in reason.Receivers)
            traced.Add(new Decision(route, receiver, key, reason.Action, reason.Reason, reason.At));
    }

    private void Wait(TracedAlert traced, string key)
    {
        if (!_waiting.TryGetValue((key, traced.Alert.Fingerprint), out var waiting))
            _waiting[(key, traced.Alert.Fingerprint)] = waiting = [];
        waiting.Add(traced);
    }

    /// <summary>What has no news any more, waits for nothing.</summary>
    private void Settle(string key, GroupStep step)
    {
        foreach (var fingerprint in step.Reasons.Select(reason => reason.Fingerprint).Distinct())
        {
            if (step.State.Entries.All(entry => entry.Fingerprint != fingerprint || entry.Pending == PendingNotification.None))
                _waiting.Remove((key, fingerprint));
        }
    }
}
