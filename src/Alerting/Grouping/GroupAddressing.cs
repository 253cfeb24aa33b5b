using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Routing;
using Alerting.Silencing;

namespace Alerting.Grouping;

/// <summary>
/// Addresses an alert to its groups. A receiver on several routes is notified by the first. If the severity of a source
/// can change, the groups of its other severities get <see cref="AlertMoved"/>.
/// </summary>
public sealed class GroupAddressing(Router router, IReadOnlyList<InhibitRule> inhibit)
{
    private static readonly Severity[] Severities =
        [Severity.Critical, Severity.Error, Severity.Warning, Severity.Info];

    public IReadOnlyList<GroupEnvelope> Address(TracedAlert traced, IReadOnlyList<RouteMatch> matches,
        DateTimeOffset now)
    {
        var alert = traced.Alert;
        var envelopes = new List<GroupEnvelope>();
        var to = new List<GroupAddress>();
        var served = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var match in matches)
        {
            // Nobody is notified, but it may inhibit others.
            if (match.Route.IsNull && !Muting.MayInhibit(alert, inhibit))
            {
                traced.Add(new Decision(match.Route.Display, "", match.GroupKey, DecisionAction.Suppress,
                    Suppression.ByNullRoute(match.Route), now));
                continue;
            }
            // A resolution goes to every receiver that was notified of the firing, whichever route did it.
            string[] except = alert.IsFiring ? [.. match.Route.To.Where(served.ContainsKey)] : [];
            foreach (var receiver in except)
            {
                traced.Add(new Decision(match.Route.Display, receiver, match.GroupKey, DecisionAction.Suppress,
                    new Reason(ReasonCode.OtherRoute, $"Suppressed: already notified by route \"{served[receiver]}\"."),
                    now));
            }
            if (alert.IsFiring && match.Route is { IsNull: false, Escalate: null }
                && except.Length == match.Route.To.Count)
            {
                continue;
            }
            to.Add(AddressOf(match));
            envelopes.Add(new GroupEnvelope(AddressOf(match), new AlertArrived(alert) { ExcludedReceivers = except }));
            foreach (var receiver in match.Route.To)
                served.TryAdd(receiver, match.Route.Display);
        }
        if (alert.Signal.IsOfOneSeverity)
            return envelopes;
        // Groups of higher severities come first, so the resolved error precedes the new warning. Those of lower severities
        // come last, so the page's group knows the alert before the warning's group hands over its receivers. A group
        // left out above may have notified another severity, so it gets the move as well.
        var known = to.ToHashSet();
        var higher = MovedEnvelopes(alert, to, known, severity => severity > alert.Severity);
        return [.. higher, .. envelopes, .. MovedEnvelopes(alert, to, known, severity => severity < alert.Severity)];
    }

    private List<GroupEnvelope> MovedEnvelopes(
        Alert alert, IReadOnlyList<GroupAddress> to, HashSet<GroupAddress> known, Func<Severity, bool> others)
    {
        var envelopes = new List<GroupEnvelope>();
        foreach (var severity in Severities.Where(others))
        {
            foreach (var match in router.Match(WithSeverity(alert, severity)))
            {
                var isNeeded = !match.Route.IsNull || Muting.MayInhibit(match.Alert, inhibit);
                if (isNeeded && known.Add(AddressOf(match)))
                    envelopes.Add(new GroupEnvelope(AddressOf(match), new AlertMoved(alert, to)));
            }
        }
        return envelopes;
    }

    private static Alert WithSeverity(Alert alert, Severity severity) => alert with
    {
        Severity = severity,
        Labels = new Dictionary<string, string>(alert.Labels) { ["severity"] = severity.Name() },
    };

    private static GroupAddress AddressOf(RouteMatch match) => new(match.GroupKey, match.Route.Id);
}
