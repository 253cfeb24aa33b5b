using Alerting.Alerts;
using Alerting.Routing;

namespace Alerting.Grouping;

/// <summary>
/// Says to which groups an alert goes, and as what. A receiver on several routes is told by the first. Where the severity of
/// a source changes, the groups of its other severities hear that it moved.
/// </summary>
public sealed class GroupAddressing(Router router)
{
    private static readonly Severity[] Severities = [Severity.Critical, Severity.Error, Severity.Warning, Severity.Info];

    public IReadOnlyList<GroupEnvelope> Address(TracedAlert traced, IReadOnlyList<RouteMatch> matches, DateTimeOffset now)
    {
        var alert = traced.Alert;
        var envelopes = new List<GroupEnvelope>();
        var to = new List<GroupAddress>();
        var served = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var match in matches)
        {
            // The end is told to all who were told of the firing, whoever they are.
            string[] except = alert.IsFiring ? [.. match.Route.To.Where(served.ContainsKey)] : [];
            foreach (var receiver in except)
                traced.Add(new Decision(match.Route.Display, receiver, match.GroupKey, DecisionAction.Suppress,
                    $"told by the route {served[receiver]}", now));
            if (alert.IsFiring && except.Length == match.Route.To.Count)
                continue;
            to.Add(AddressOf(match));
            envelopes.Add(new GroupEnvelope(AddressOf(match), new AlertArrived(alert) { ExcludedReceivers = except }));
            foreach (var receiver in match.Route.To)
                served.TryAdd(receiver, match.Route.Display);
        }
        if (alert.Signal.IsOfOneSeverity)
            return envelopes;
        // Who hears that an error is now a warning hears of the end of the error first; and the page has to know of the
        // alert before the group of the warning hands it over.
        // A group whose receivers are all told by others may have told them of another severity: for it, too, it moved.
        var known = to.ToHashSet();
        var worse = Moves(alert, to, known, severity => severity > alert.Severity);
        return [.. worse, .. envelopes, .. Moves(alert, to, known, severity => severity < alert.Severity)];
    }

    private List<GroupEnvelope> Moves(
        Alert alert, IReadOnlyList<GroupAddress> to, HashSet<GroupAddress> known, Func<Severity, bool> others)
    {
        var envelopes = new List<GroupEnvelope>();
        foreach (var severity in Severities.Where(others))
            foreach (var match in router.Match(As(alert, severity)))
                if (known.Add(AddressOf(match)))
                    envelopes.Add(new GroupEnvelope(AddressOf(match), new AlertMoved(alert, to)));
        return envelopes;
    }

    private static Alert As(Alert alert, Severity severity) => alert with
    {
        Severity = severity,
        Labels = new Dictionary<string, string>(alert.Labels) { ["severity"] = severity.Name() },
    };

    private static GroupAddress AddressOf(RouteMatch match) => new(match.GroupKey, match.Route.Id);
}
