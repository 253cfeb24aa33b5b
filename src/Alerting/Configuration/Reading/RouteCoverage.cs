using Alerting.Alerts;
using Alerting.Configuration.Yaml;
using Alerting.Routing;

namespace Alerting.Configuration.Reading;

/// <summary>Notes alerts that no route takes, and routes that no alert reaches.</summary>
internal static class RouteCoverage
{
    public static void Check(IReadOnlyList<Route> routes, IReadOnlyList<Node> nodes, Report report)
    {
        var last = 0;
        while (last < routes.Count && !(routes[last].Match.Count == 0 && !routes[last].Continue))
            last++;
        for (var i = last + 1; i < routes.Count; i++)
            report.Note(nodes[i].Place, ConfigErrors.Unreachable(nodes[last].Place.Line));

        var severities = new List<string>();
        foreach (var severity in (Severity[])[Severity.Critical, Severity.Error, Severity.Warning, Severity.Info])
        {
            if (!routes.Any(route => TakesAll(route, severity.Name())))
                severities.Add(severity.Name());
        }
        if (severities.Count > 0)
            report.Note(nodes[^1].Place, ConfigErrors.NotAllRouted(severities));
    }

    private static bool TakesAll(Route route, string severity)
    {
        var labels = new Dictionary<string, string> { ["severity"] = severity };
        foreach (var matcher in route.Match)
        {
            if (matcher.Label != "severity" || !matcher.Matches(labels))
                return false;
        }
        return route.TakesAlerts || route.Routes.Any(child => TakesAll(child, severity));
    }
}
