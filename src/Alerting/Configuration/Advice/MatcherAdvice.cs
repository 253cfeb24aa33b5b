using Alerting.Alerts;
using Alerting.Configuration.Reading;
using Alerting.Configuration.Yaml;
using Alerting.Routing;
using Alerting.Text;

namespace Alerting.Configuration.Advice;

/// <summary>Notes matchers that are valid and probably match nothing.</summary>
internal static class MatcherAdvice
{
    private static readonly string[] Severities =
        [.. Enum.GetValues<Severity>().Select(severity => severity.Name())];

    public static void OnLabel(string label, Place place, Report report)
    {
        if (KnownLabels.Meant(label) is { } meant)
            report.Note(place, RouteErrors.UnknownLabel(label, meant));
    }

    /// <summary>An alternative of a regular expression that is the severity of no alert: <c>eror|critical</c>.</summary>
    public static void OnSeverityPattern(Matcher matcher, Place place, Report report)
    {
        if (matcher is not { Label: "severity", Operator: MatcherOperator.Matches or MatcherOperator.NotMatches })
            return;
        foreach (var word in matcher.Value.Split('|').Select(word => word.Trim('(', ')', '^', '$', ' ')))
        {
            if (word.Length == 0 || !word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
                || Severities.Contains(word))
            {
                continue;
            }
            var meant = SeverityWords.Parse(word) ?? SeverityWords.Parse(Suggestion.For(word, SeverityWords.Known));
            report.Note(place, RouteErrors.NeverMatches(word, meant?.Name()));
        }
    }
}
