using Alerting.Alerts;
using Alerting.Routing;

namespace Alerting.Configuration.Advice;

/// <summary>The values a list of matchers lets through, as far as they can be listed.</summary>
internal sealed class MatchedValues
{
    private static readonly string[] Severities =
        [.. Enum.GetValues<Severity>().Order().Select(severity => severity.Name())];

    private readonly IReadOnlyList<Matcher> _matchers;
    private readonly Dictionary<string, IReadOnlyList<string>> _byLabel = new(StringComparer.Ordinal);

    public MatchedValues(IReadOnlyList<Matcher> matchers)
    {
        _matchers = matchers;
        foreach (var label in matchers.Select(matcher => matcher.Label).Distinct())
        {
            if (Of(label) is { } values)
                _byLabel[label] = values;
        }
    }

    /// <summary>A label for which the matchers contradict each other; null without one.</summary>
    public string? Contradiction => _byLabel.FirstOrDefault(entry => entry.Value.Count == 0).Key;

    /// <summary>All that can be; null when that has no end.</summary>
    public IReadOnlyList<string>? this[string label] =>
        _byLabel.GetValueOrDefault(label) ?? (label == "severity" ? Severities : null);

    /// <summary>Whether each alert that these matchers match is matched by the others too.</summary>
    public bool AreWithin(IReadOnlyList<Matcher> others) => others.All(IsImplied);

    private bool IsImplied(Matcher other) =>
        _matchers.Any(own => own.ToString() == other.ToString())
        || this[other.Label] is { } values
            && values.All(value => other.Matches(new Dictionary<string, string> { [other.Label] = value }));

    private IReadOnlyList<string>? Of(string label)
    {
        var own = _matchers.Where(matcher => matcher.Label == label).ToList();
        var candidates = label == "severity"
            ? Severities
            : own.Select(matcher => matcher.Values).FirstOrDefault(values => values is not null);
        return candidates is null
            ? null
            : [.. candidates.Where(value =>
                own.TrueForAll(matcher => matcher.Matches(new Dictionary<string, string> { [label] = value })))];
    }
}
