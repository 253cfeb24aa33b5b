using Alerting.Alerts;
using Alerting.Configuration;

namespace Alerting.Classification;

/// <summary>
/// Decides the severity. The first of these wins: an overriding rule, the event's own severity, a rule, the naming
/// conventions, the default of the source.
/// </summary>
public sealed class Classifier(AlertingConfig config)
{
    private static readonly SeverityClaim UnknownShape = new(Severity.Warning, "default for unknown messages");

    public Alert Classify(Signal signal)
    {
        var labels = AlertLabels.Of(signal);
        var claim = Rule(labels, overriding: true)
            ?? (signal.Claims is [var own, ..] ? own : null)
            ?? Rule(labels, overriding: false)
            ?? SeverityConventions.Find("name", signal.Name)
            ?? SeverityConventions.Find("description", signal.Description)
            ?? signal.Fallback
            ?? UnknownShape;
        labels["severity"] = claim.Severity.Name();
        return new Alert
        {
            Signal = signal,
            Severity = claim.Severity,
            SeverityReason = claim.Reason,
            Fingerprint = Fingerprint.Of(signal.Identity),
            Labels = labels,
        };
    }

    private SeverityClaim? Rule(IReadOnlyDictionary<string, string> labels, bool overriding)
    {
        for (var i = 0; i < config.SeverityRules.Count; i++)
        {
            var rule = config.SeverityRules[i];
            if (rule.Override == overriding && rule.Match.All(matcher => matcher.Matches(labels)))
                return new SeverityClaim(rule.Severity, $"rule {i + 1}: {string.Join(", ", rule.Match)}");
        }
        return null;
    }
}
