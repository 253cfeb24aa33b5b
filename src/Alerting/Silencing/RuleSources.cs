using System.Collections.Immutable;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Redaction;

namespace Alerting.Silencing;

/// <summary>
/// The firing alerts that match the <c>when</c> of one inhibit rule, by the values of its <c>equal</c> labels. As in
/// Alertmanager, a label that is missing counts as empty.
/// </summary>
internal sealed class RuleSources
{
    private readonly InhibitRule _rule;
    private readonly ImmutableDictionary<(LabelValues Equal, bool IsBoth), AlikeSources> _sources;

    private RuleSources(InhibitRule rule, ImmutableDictionary<(LabelValues, bool), AlikeSources> sources) =>
        (_rule, _sources) = (rule, sources);

    public static RuleSources Of(InhibitRule rule) =>
        new(rule, ImmutableDictionary<(LabelValues, bool), AlikeSources>.Empty);

    public RuleSources With(NumberedAlert source)
    {
        if (!InhibitIndex.Matches(_rule.When, source.Alert.Labels))
            return this;
        var key = KeyOf(source.Alert.Labels);
        var alike = _sources.GetValueOrDefault(key) ?? AlikeSources.None;
        return new RuleSources(_rule, _sources.SetItem(key, alike.With(source, UnequalOf(source.Alert.Labels))));
    }

    public RuleSources Without(NumberedAlert source)
    {
        if (!InhibitIndex.Matches(_rule.When, source.Alert.Labels))
            return this;
        var key = KeyOf(source.Alert.Labels);
        if (!_sources.TryGetValue(key, out var alike))
            return this;
        var rest = alike.Without(source, UnequalOf(source.Alert.Labels));
        return new RuleSources(_rule, rest.IsEmpty ? _sources.Remove(key) : _sources.SetItem(key, rest));
    }

    /// <summary>The first that inhibits the alert, which matches the rule's <c>mute</c>.</summary>
    public FiringAlert? Inhibitor(Alert alert)
    {
        // Two values that read the same may be two secrets, and that must not mute an alert.
        var equal = LabelValues.Of(_rule.Equal, alert.Labels);
        if (_sources.IsEmpty || equal.Contain(Redactor.Mark))
            return null;
        var unequal = UnequalOf(alert.Labels);
        var found = _sources.GetValueOrDefault((equal, false))?.First(alert.Fingerprint, unequal);
        // As in Alertmanager, an alert that matches both sides of the rule is not inhibited by another such alert.
        if (!InhibitIndex.Matches(_rule.When, alert.Labels)
            && _sources.GetValueOrDefault((equal, true))?.First(alert.Fingerprint, unequal) is { } both
            && !(found?.Number < both.Number))
        {
            found = both;
        }
        return found?.Alert;
    }

    private (LabelValues, bool) KeyOf(IReadOnlyDictionary<string, string> labels) =>
        (LabelValues.Of(_rule.Equal, labels), InhibitIndex.Matches(_rule.Mute, labels));

    private LabelValues UnequalOf(IReadOnlyDictionary<string, string> labels) =>
        LabelValues.Of(_rule.Unequal, labels);
}
