using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Grouping.Transitions;
using Alerting.Notifications;

namespace Alerting.InProcess;

/// <summary>
/// Writes the decisions of groups to the traces of their events: the one just processed, and earlier ones that are
/// still pending.
/// </summary>
internal sealed class DecisionLedger(GroupRules rules)
{
    private readonly Dictionary<object, TracedAlert> _arriving = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string Group, string Fingerprint), List<TracedAlert>> _pending = [];

    /// <summary>Alerts decided in this step; a rate limit may still change the decision.</summary>
    private readonly List<(string Group, TracedAlert Alert)> _decided = [];

    public void Configure(GroupRules changed) => rules = changed;

    public void Expect(Trace trace)
    {
        _arriving.Clear();
        foreach (var traced in trace.Alerts)
            _arriving[traced.Alert] = traced;
    }

    public void Write(GroupEnvelope envelope, GroupStep step)
    {
        var route = rules.Route(envelope.To.RouteId)?.Route.Display ?? envelope.To.RouteId;
        var subjects = envelope.Message.Parts.Select(Subject).OfType<TracedAlert>()
            .ToLookup(subject => subject.Alert.OtherFingerprints is null
                ? subject.Alert.Fingerprint : KnownFingerprint.Of(subject.Alert, step.State).Fingerprint);
        foreach (var reason in step.Reasons)
        {
            foreach (var subject in subjects[reason.Fingerprint])
                Add(subject, reason, route, envelope.To.Key);
            if (!reason.IsOfEvent && _pending.TryGetValue((envelope.To.Key, reason.Fingerprint), out var pending))
            {
                foreach (var traced in pending)
                    Add(traced, reason, route, envelope.To.Key);
            }
        }
        var settled = step.Reasons.Where(reason => reason.IsOfEvent).Select(reason => reason.Fingerprint).ToHashSet();
        foreach (var subject in subjects.Where(same => step.Reasons.Count > 0 && !settled.Contains(same.Key)))
        {
            foreach (var traced in subject)
                AddPending(traced, envelope.To.Key, subject.Key);
        }
        foreach (var message in step.Messages)
            Follow(envelope.To.Key, message);
        RemoveSettled(envelope.To.Key, step);
    }

    /// <summary>The next group decides about whatever is pending in a group whose route was removed.</summary>
    private void Follow(string from, GroupEnvelope sentOn)
    {
        if (sentOn.Message is AlertArrived { Hops: > 0, Alert.Fingerprint: var fingerprint }
            && _pending.TryGetValue((from, fingerprint), out var pending))
        {
            foreach (var traced in pending.ToArray())
                AddPending(traced, sentOn.To.Key, fingerprint);
        }
    }

    /// <summary>Records a different outcome for a notification decided in this step.</summary>
    public void Write(Notification notification, DecisionAction action, Reason reason)
    {
        foreach (var alert in notification.Alerts)
        {
            foreach (var (_, traced) in _decided.Distinct().Where(each =>
                each.Group == notification.GroupKey && Has(each.Alert.Alert, alert.Fingerprint)))
            {
                traced.Add(new Decision(notification.Route, notification.Receiver, notification.GroupKey, action,
                    reason, notification.At));
            }
        }
    }

    /// <summary>Makes the decisions of this step final.</summary>
    public void Settle() => _decided.Clear();

    private static bool Has(Alert alert, string fingerprint) =>
        alert.Fingerprint == fingerprint || alert.OtherFingerprints?.Contains(fingerprint) == true;

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

    private void AddPending(TracedAlert traced, string key, string fingerprint)
    {
        if (!_pending.TryGetValue((key, fingerprint), out var pending))
            _pending[(key, fingerprint)] = pending = [];
        pending.Add(traced);
    }

    private void RemoveSettled(string key, GroupStep step)
    {
        foreach (var fingerprint in step.Reasons.Select(reason => reason.Fingerprint).Distinct())
        {
            if (step.State.Entries.All(
                entry => entry.Fingerprint != fingerprint || entry.Pending == PendingNotification.None))
            {
                _pending.Remove((key, fingerprint));
            }
        }
    }
}
