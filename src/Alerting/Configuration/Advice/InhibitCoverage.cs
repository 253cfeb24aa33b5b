using Alerting.Configuration.Reading;
using Alerting.Routing;

namespace Alerting.Configuration.Advice;

/// <summary>Notes inhibit rules that mute more than their author may have meant.</summary>
internal static class InhibitCoverage
{
    private static readonly Dictionary<string, string> NoLabels = [];

    public static void Check(InhibitRule rule, Section section, Report report)
    {
        if (rule.When.Count == 0 && rule.Mute.Count > 0)
            report.Note(section.Place, RouteErrors.NoWhen);
        foreach (var label in section.Texts("equal") ?? [])
        {
            if (KnownLabels.Common.Contains(label.Text) || Requires(rule.When, label.Text)
                || Requires(rule.Mute, label.Text))
            {
                continue;
            }
            report.Note(label.Place, RouteErrors.EqualIfMissing(label.Text, KnownLabels.Meant(label.Text)));
        }
        foreach (var label in section.Texts("unequal") ?? [])
            MatcherAdvice.OnLabel(label.Text, label.Place, report);
    }

    /// <summary>Whether the matchers refuse alerts without the label.</summary>
    private static bool Requires(IReadOnlyList<Matcher> matchers, string label) =>
        matchers.Any(matcher => matcher.Label == label && !matcher.Matches(NoLabels));
}
