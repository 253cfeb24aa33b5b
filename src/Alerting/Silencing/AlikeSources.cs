using System.Collections.Immutable;

namespace Alerting.Silencing;

/// <summary>
/// Firing alerts with the same values of a rule's <c>equal</c> labels, in parts with the same values of its
/// <c>unequal</c> labels. The parts are in the order of their first alerts.
/// </summary>
internal sealed class AlikeSources
{
    private readonly ImmutableDictionary<LabelValues, ImmutableSortedDictionary<long, NumberedAlert>> _parts;
    private readonly ImmutableSortedDictionary<long, LabelValues> _order;

    private AlikeSources(
        ImmutableDictionary<LabelValues, ImmutableSortedDictionary<long, NumberedAlert>> parts,
        ImmutableSortedDictionary<long, LabelValues> order) => (_parts, _order) = (parts, order);

    public static AlikeSources None { get; } = new(
        ImmutableDictionary<LabelValues, ImmutableSortedDictionary<long, NumberedAlert>>.Empty,
        ImmutableSortedDictionary<long, LabelValues>.Empty);

    public bool IsEmpty => _parts.IsEmpty;

    public AlikeSources With(NumberedAlert source, LabelValues unequal)
    {
        var part = _parts.GetValueOrDefault(unequal) ?? ImmutableSortedDictionary<long, NumberedAlert>.Empty;
        return Replace(unequal, part, part.SetItem(source.Number, source));
    }

    public AlikeSources Without(NumberedAlert source, LabelValues unequal) =>
        _parts.TryGetValue(unequal, out var part) ? Replace(unequal, part, part.Remove(source.Number)) : this;

    /// <summary>The first of another alert that differs in all <c>unequal</c> labels.</summary>
    public NumberedAlert? First(string fingerprint, LabelValues unequal)
    {
        NumberedAlert? first = null;
        foreach (var (number, values) in _order)
        {
            // A later part has only later alerts.
            if (first?.Number < number)
                break;
            if (!values.DifferFrom(unequal))
                continue;
            if (FirstOther(_parts[values], fingerprint) is { } found && !(first?.Number < found.Number))
                first = found;
        }
        return first;
    }

    private static NumberedAlert? FirstOther(ImmutableSortedDictionary<long, NumberedAlert> part, string fingerprint)
    {
        // The same alert may fire in several groups.
        foreach (var (_, source) in part)
        {
            if (source.Alert.Fingerprint != fingerprint)
                return source;
        }
        return null;
    }

    private AlikeSources Replace(
        LabelValues unequal, ImmutableSortedDictionary<long, NumberedAlert> before,
        ImmutableSortedDictionary<long, NumberedAlert> after)
    {
        var order = before.IsEmpty ? _order : _order.Remove(First(before));
        return after.IsEmpty
            ? new AlikeSources(_parts.Remove(unequal), order)
            : new AlikeSources(_parts.SetItem(unequal, after), order.SetItem(First(after), unequal));
    }

    private static long First(ImmutableSortedDictionary<long, NumberedAlert> part)
    {
        foreach (var (number, _) in part)
            return number;
        throw new InvalidOperationException("The part is empty.");
    }
}
