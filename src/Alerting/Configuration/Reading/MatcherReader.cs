using Alerting.Alerts;
using Alerting.Configuration.Advice;
using Alerting.Configuration.Yaml;
using Alerting.Routing;
using Alerting.Text;

namespace Alerting.Configuration.Reading;

internal static class MatcherReader
{
    /// <param name="section">The mapping that contains the list.</param>
    /// <param name="key">The list's key.</param>
    /// <param name="report">Receives errors.</param>
    /// <param name="severityIsKnown">
    /// Whether alerts are classified before these matchers run, so that their severity is one of the four. Before
    /// classification it may be the word of another system.
    /// </param>
    public static IReadOnlyList<Matcher> Read(Section section, string key, Report report, bool severityIsKnown = false)
    {
        var matchers = new List<Matcher>();
        foreach (var node in section.List(key))
        {
            var (before, errors) = (matchers.Count, report.ErrorCount);
            if (node is not TextNode text)
                report.Error(node.Place, node is MapNode ? RouteErrors.MatcherMapping : ConfigErrors.NotTextList(key));
            // A matcher that a variable leaves empty is an error: without it the route would take every alert.
            else if (MatcherSyntax.Parse(report.Text(text, key), matchers) is { } wrong && report.ErrorCount == errors)
                report.Error(text.Place, RouteErrors.NotAMatcher(wrong));
            for (var i = before; i < matchers.Count; i++)
            {
                MatcherAdvice.OnLabel(matchers[i].Label, node.Place, report);
                ValueAdvice.OnValues(matchers[i], node.Place, report);
                if (severityIsKnown)
                    CheckSeverity(matchers[i], node.Place, report);
            }
        }
        return matchers;
    }

    private static void CheckSeverity(Matcher matcher, Place place, Report report)
    {
        MatcherAdvice.OnSeverityPattern(matcher, place, report);
        if (matcher.Label != "severity" || matcher.Operator is not (MatcherOperator.Equal or MatcherOperator.NotEqual))
            return;
        var meant = SeverityWords.Parse(matcher.Value)
            ?? SeverityWords.Parse(Suggestion.For(matcher.Value, SeverityWords.Known));
        if (meant?.Name() != matcher.Value)
            report.Error(place, RouteErrors.NeverMatches(matcher.Value, meant?.Name()));
    }
}
