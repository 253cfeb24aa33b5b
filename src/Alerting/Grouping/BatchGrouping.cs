using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Routing;

namespace Alerting.Grouping;

/// <summary>
/// Groups the alerts of one event: those that share a route, a group and a status are told together, once to each
/// receiver. What is told, and what is not, is written to the trace with its reason.
/// </summary>
public sealed class BatchGrouping(AlertingConfig config)
{
    public void Gather(IReadOnlyList<(TracedAlert Traced, RouteMatch Match)> matches, Trace trace, DateTimeOffset now)
    {
        var told = new HashSet<(string Receiver, string Event)>();
        foreach (var group in matches.GroupBy(match => (match.Match.GroupKey, match.Traced.Alert.Status)))
        {
            var route = group.First().Match.Route;
            foreach (var receiver in route.To)
                Tell(receiver, route, [.. group], told, trace, now);
        }
    }

    private void Tell(
        string receiver, Route route, IReadOnlyList<(TracedAlert Traced, RouteMatch Match)> members,
        HashSet<(string, string)> told, Trace trace, DateTimeOffset now)
    {
        var fresh = new List<TracedAlert>();
        var key = members[0].Match.GroupKey;
        foreach (var (traced, _) in members)
        {
            if (WhyNot(receiver, traced.Alert, told) is { } reason)
                traced.Add(new Decision(route.Display, receiver, key, DecisionAction.Suppress, reason, now));
            else
                fresh.Add(traced);
        }
        if (fresh.Count == 0)
            return;

        var severity = fresh.Max(traced => traced.Alert.Severity);
        var hold = HoldDecision.Of(route, severity, config, now);
        var notification = Notify(receiver, route, key, fresh, hold, now);
        var action = hold.Until is null ? DecisionAction.Notify : DecisionAction.Hold;
        foreach (var traced in fresh)
            traced.Add(new Decision(route.Display, receiver, key, action, notification.Reason, notification.At));
        trace.Add(notification);
    }

    private string? WhyNot(string receiver, Alert alert, HashSet<(string, string)> told)
    {
        if (!alert.IsFiring && !config.Receivers[receiver].SendResolved)
            return $"{receiver} is not told of what is resolved";
        return told.Add((receiver, alert.Signal.EventKey)) ? null : "already told of this event";
    }

    private static Notification Notify(
        string receiver, Route route, string key, List<TracedAlert> fresh, HoldDecision hold, DateTimeOffset now)
    {
        var resolved = fresh[0].Alert.Status == AlertStatus.Resolved;
        return new Notification
        {
            Id = Fingerprint.Of($"{receiver}|{key}|{string.Join('|', fresh.Select(traced => traced.Alert.Signal.EventKey))}"),
            Receiver = receiver,
            Route = route.Display,
            GroupKey = key,
            Kind = resolved ? NotificationKind.Resolved : NotificationKind.Firing,
            Reason = hold.Until is null ? resolved ? "resolved" : "firing" : hold.Reason,
            At = hold.Until ?? now,
            IsHeld = hold.Until is not null,
            Alerts = [.. fresh.Select(traced => traced.Alert).OrderByDescending(alert => alert.Severity)],
        };
    }
}
