using System.Collections.Immutable;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Routing;

namespace Alerting.Silencing;

/// <summary>Finds the alert that inhibits another without looking at all that fire. Immutable.</summary>
internal sealed class InhibitIndex
{
    private readonly ImmutableArray<RuleSources> _sources;

    private InhibitIndex(IReadOnlyList<InhibitRule> rules, ImmutableArray<RuleSources> sources) =>
        (Rules, _sources) = (rules, sources);

    public IReadOnlyList<InhibitRule> Rules { get; }

    public static InhibitIndex Of(IReadOnlyList<InhibitRule> rules, IEnumerable<NumberedAlert> firing) =>
        firing.Aggregate(
            new InhibitIndex(rules, [.. rules.Select(RuleSources.Of)]), (index, alert) => index.With(alert));

    public InhibitIndex With(NumberedAlert alert) =>
        new(Rules, [.. _sources.Select(sources => sources.With(alert))]);

    public InhibitIndex Without(NumberedAlert alert) =>
        new(Rules, [.. _sources.Select(sources => sources.Without(alert))]);

    /// <summary>The alert that fires longest of those that inhibit this one by the rule; null if none does.</summary>
    public FiringAlert? Inhibitor(int rule, Alert alert) => _sources[rule].Inhibitor(alert);

    public static bool Matches(IReadOnlyList<Matcher> matchers, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var matcher in matchers)
        {
            if (!matcher.Matches(labels))
                return false;
        }
        return true;
    }
}
