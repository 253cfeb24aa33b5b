using Alerting.Routing;
using Alerting.Text;

namespace Alerting.Configuration.Reading;

/// <summary>Notes inhibit rules that mute more than their author may have meant.</summary>
internal static class InhibitCoverage
{
    /// <summary>The labels that alerts of AWS always have. All others may be missing.</summary>
    private static readonly string[] Common = ["source", "name", "severity", "account", "region", "service"];

    private static readonly string[] Known =
        [.. Common, "namespace", "metric", "log_group", "log_stream", "exception", "alertname"];

    private static readonly Dictionary<string, string> NoLabels = [];

    public static void Check(InhibitRule rule, Section section, Report report)
    {
        if (rule.When.Count == 0 && rule.Mute.Count > 0)
            report.Note(section.Place, ConfigErrors.NoWhen);
        foreach (var label in section.Texts("equal") ?? [])
        {
            if (Common.Contains(label.Text) || Requires(rule.When, label.Text) || Requires(rule.Mute, label.Text))
                continue;
            var meant = Known.Contains(label.Text) ? null : Suggestion.For(label.Text, Known);
            report.Note(label.Place, ConfigErrors.EqualIfMissing(label.Text, meant));
        }
    }

    /// <summary>Whether the matchers refuse alerts without the label.</summary>
    private static bool Requires(IReadOnlyList<Matcher> matchers, string label) =>
        matchers.Any(matcher => matcher.Label == label && !matcher.Matches(NoLabels));
}
