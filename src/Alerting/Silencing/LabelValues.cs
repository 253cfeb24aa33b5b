namespace Alerting.Silencing;

/// <summary>The values of some labels, to compare alerts by; a missing label counts as empty.</summary>
internal readonly struct LabelValues : IEquatable<LabelValues>
{
    private readonly string[] _values;

    private LabelValues(string[] values) => _values = values;

    public static LabelValues Of(IReadOnlyList<string> names, IReadOnlyDictionary<string, string> labels)
    {
        if (names.Count == 0)
            return new LabelValues([]);
        var values = new string[names.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = labels.GetValueOrDefault(names[i], "");
        return new LabelValues(values);
    }

    public bool Contain(string text) =>
        Array.Exists(_values, value => value.Contains(text, StringComparison.Ordinal));

    /// <summary>Whether each value is another.</summary>
    public bool DifferFrom(LabelValues other)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            if (_values[i] == other._values[i])
                return false;
        }
        return true;
    }

    public bool Equals(LabelValues other) => _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => obj is LabelValues other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in _values)
            hash.Add(value, StringComparer.Ordinal);
        return hash.ToHashCode();
    }
}
