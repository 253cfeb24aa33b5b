using Alerting.Alerts;
using Alerting.Configuration.Reading;
using Alerting.Configuration.Yaml;
using Alerting.Routing;

namespace Alerting.Configuration.Advice;

/// <summary>Notes alerts that no route takes, routes that no alert reaches, and holds that hold nothing.</summary>
internal sealed class RouteCoverage(Report report)
{
    public static void Check(IReadOnlyList<Route> routes, IReadOnlyList<Node> nodes, Report report)
    {
        new RouteCoverage(report).CheckLevel(routes, nodes, [], parent: null);
        var severities = new List<string>();
        foreach (var severity in (Severity[])[Severity.Critical, Severity.Error, Severity.Warning, Severity.Info])
        {
            if (!routes.Any(route => TakesAll(route, severity.Name())))
                severities.Add(severity.Name());
        }
        if (severities.Count > 0)
            report.Note(nodes[^1].Place, RouteErrors.NotAllRouted(severities));
    }

    private void CheckLevel(
        IReadOnlyList<Route> routes, IReadOnlyList<Node> nodes, IReadOnlyList<Matcher> above, Route? parent)
    {
        for (var i = 0; i < routes.Count; i++)
        {
            Matcher[] match = [.. above, .. routes[i].Match];
            var values = new MatchedValues(match);
            var taking = Enumerable.Range(0, i)
                .FirstOrDefault(j => !routes[j].Continue && values.AreWithin(routes[j].Match), -1);
            if (values.Contradiction is { } label)
                report.Note(nodes[i].Place, RouteErrors.Contradiction(label));
            else if (taking >= 0)
                report.Note(nodes[i].Place, Unreachable(nodes[i], nodes[taking], routes[taking]));
            else if (routes[i].Hold is { } hold && hold != parent?.Hold && values["severity"]!.All(IsPage))
                report.Note(nodes[i].Place, RouteErrors.HoldOfPages);
            CheckLevel(routes[i].Routes, ChildrenOf(nodes[i]), match, routes[i]);
        }
    }

    private static Finding Unreachable(Node node, Node taking, Route route) =>
        RouteErrors.Unreachable(taking.Place.SeenFrom(node.Place), route.Match);

    private static bool IsPage(string severity) =>
        SeverityWords.Parse(severity) is Severity.Critical or Severity.Error;

    private static IReadOnlyList<Node> ChildrenOf(Node node) => ((MapNode)node).Entries
        .Where(entry => entry.Key.Text == "routes").Select(entry => Section.Items(entry.Value)).FirstOrDefault([]);

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
