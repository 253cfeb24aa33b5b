using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Alerting.Configuration;

namespace Alerting.Silencing;

/// <summary>
/// The firing alerts that may inhibit others, in the order in which they began to fire. Immutable: a change makes a
/// copy, which keeps the index of the inhibit rules up to date instead of building it again.
/// </summary>
[CollectionBuilder(typeof(FiringAlertSet), nameof(Of))]
public sealed class FiringAlertSet : IReadOnlyCollection<FiringAlert>
{
    private readonly ImmutableDictionary<(string Group, string Fingerprint), NumberedAlert> _alerts;
    private readonly long _next;

    /// <summary>Built when it is first needed, because the rules come with a configuration.</summary>
    private InhibitIndex? _index;

    private FiringAlertSet(
        ImmutableDictionary<(string, string), NumberedAlert> alerts, long next, InhibitIndex? index) =>
        (_alerts, _next, _index) = (alerts, next, index);

    public static FiringAlertSet None { get; } =
        new(ImmutableDictionary<(string, string), NumberedAlert>.Empty, 0, null);

    public int Count => _alerts.Count;

    public static FiringAlertSet Of(ReadOnlySpan<FiringAlert> alerts)
    {
        var known = None._alerts.ToBuilder();
        var next = 0L;
        foreach (var alert in alerts)
            known[(alert.GroupKey, alert.Fingerprint)] = new NumberedAlert(next++, alert);
        return new FiringAlertSet(known.ToImmutable(), next, null);
    }

    internal bool Contains((string Group, string Fingerprint) alert) => _alerts.ContainsKey(alert);

    public FiringAlertSet With(IReadOnlyList<FiringChange> changes)
    {
        var (known, index, next) = (_alerts, _index, _next);
        foreach (var change in changes)
        {
            var key = (change.GroupKey, change.Fingerprint);
            var isKnown = known.TryGetValue(key, out var before);
            if (isKnown)
                index = index?.Without(before);
            if (change.Alert is null)
            {
                known = known.Remove(key);
                continue;
            }
            var changed = new NumberedAlert(isKnown ? before.Number : next++, change.Alert);
            known = known.SetItem(key, changed);
            index = index?.With(changed);
        }
        return new FiringAlertSet(known, next, index);
    }

    /// <summary>Two threads may both build the index; either is right.</summary>
    internal InhibitIndex IndexOf(IReadOnlyList<InhibitRule> rules) =>
        _index is { } index && ReferenceEquals(index.Rules, rules)
            ? index
            : _index = InhibitIndex.Of(rules, InOrder());

    public IEnumerator<FiringAlert> GetEnumerator() => InOrder().Select(alert => alert.Alert).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<NumberedAlert> InOrder() => _alerts.Values.OrderBy(alert => alert.Number);
}

/// <param name="Number">Of two alerts, the one with the lower number began to fire first.</param>
internal readonly record struct NumberedAlert(long Number, FiringAlert Alert);
