using Alerting.Alerts;

namespace Alerting.Routing;

/// <summary>
/// Walks the routing tree from top to bottom. The first matching route takes the alert, its children refine it, and
/// later routes are tried only if it says <c>continue</c>.
/// </summary>
public sealed class Router(IReadOnlyList<Route> routes)
{
    /// <summary>The matching routes in the order of the tree.</summary>
    public IReadOnlyList<RouteMatch> Match(Alert alert)
    {
        var matched = new List<Route>();
        Walk(routes, alert, matched);
        return [.. matched.Select(route => new RouteMatch(alert, route, GroupKey(route, alert)))];
    }

    /// <summary>Whether one of the siblings took the alert.</summary>
    private static bool Walk(IReadOnlyList<Route> siblings, Alert alert, List<Route> matched)
    {
        var taken = false;
        foreach (var route in siblings)
        {
            if (!route.Match.All(matcher => matcher.Matches(alert.Labels)))
                continue;
            if (!Walk(route.Routes, alert, matched))
            {
                // A route without receivers only groups its children; if none matches, try the next route.
                if (route.To.Count == 0 && !route.IsNull)
                    continue;
                matched.Add(route);
            }
            taken = true;
            if (!route.Continue)
                break;
        }
        return taken;
    }

    private static string GroupKey(Route route, Alert alert) => route.Id + "/" +
        (route.GroupBy.Contains(Route.EachAlert)
            ? $"{Route.EachAlert}={alert.Fingerprint}"
            : string.Join(',', route.GroupBy.Select(label => $"{label}={alert.Labels.GetValueOrDefault(label, "")}")));
}
