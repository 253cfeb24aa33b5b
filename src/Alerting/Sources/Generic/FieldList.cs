using System.Text.Json;

namespace Alerting.Sources.Generic;

/// <summary>
/// The fields of an object nobody knows, flat: its own first, then those of the objects within, one level down. Names
/// compare without case and punctuation, so that <c>alert_name</c>, <c>alertName</c> and <c>Alert-Name</c> are one.
/// </summary>
internal sealed class FieldList
{
    /// <summary>More fields than people read; the rest is counted.</summary>
    private const int MaxFields = 300;

    private readonly List<Field> _fields = [];

    public FieldList(EventJson json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return;
        foreach (var (name, value) in json.EnumerateObject().Take(MaxFields))
            Add("", name, value);
        foreach (var (name, value) in json.EnumerateObject().Take(MaxFields))
        {
            if (value.ValueKind != JsonValueKind.Object)
                continue;
            foreach (var inner in value.EnumerateObject().Take(Math.Max(0, MaxFields - _fields.Count)))
                Add(name + ".", inner.Name, inner.Value);
        }
    }

    /// <summary>Those nobody has taken yet.</summary>
    public IEnumerable<Field> Rest => _fields.Where(each => !each.IsTaken);

    /// <summary>The first field of the first of these names; it is taken by that.</summary>
    public Field? Take(params ReadOnlySpan<string> names) => Take(static _ => true, names);

    /// <summary>
    /// The same, for a field whose value makes sense; others of that name stay for whoever wants them.
    /// </summary>
    public Field? Take(Func<string, bool> fits, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var field in _fields)
            {
                if (field.IsTaken || field.Plain != name || field.Scalar is not { } value || !fits(value))
                    continue;
                field.IsTaken = true;
                return field;
            }
        }
        return null;
    }

    /// <summary>The first of these names whose value nobody could use, where it has one.</summary>
    public Field? Left(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_fields.Find(field => !field.IsTaken && field.Plain == name && field.Shown() is not null) is { } found)
                return found;
        }
        return null;
    }

    private void Add(string prefix, string name, EventJson value)
    {
        // An object of the first level is shown by its fields; one deeper down as it is.
        if (prefix.Length == 0 && value.ValueKind == JsonValueKind.Object)
            return;
        var path = prefix + name;
        // Of a key that stands twice the last value counts.
        _fields.RemoveAll(field => field.Path == path);
        var plain = new string([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
        _fields.Add(new Field(path, plain, value));
    }
}

/// <summary>A field with its path as it stands in the JSON, and its name laid plain.</summary>
internal sealed class Field(string path, string plain, EventJson value)
{
    private const int LongestShown = 500;

    public string Path => path;

    public string Plain => plain;

    public string? Scalar { get; } = value.Scalar();

    public EventJson Value => value;

    public bool IsTaken { get; set; }

    /// <summary>
    /// For people: scalars as they are, lists of scalars joined, the rest as JSON, none of them endless.
    /// </summary>
    public string? Shown()
    {
        var text = Scalar ?? value.ValueKind switch
        {
            JsonValueKind.Array when value.EnumerateArray().All(item => item.Scalar() is not null) =>
                string.Join(", ", value.EnumerateArray().Select(item => item.Scalar())),
            JsonValueKind.Array or JsonValueKind.Object => value.GetRawText(),
            _ => null,
        };
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.Length <= LongestShown)
            return text;
        return text[..(char.IsHighSurrogate(text[LongestShown - 1]) ? LongestShown - 1 : LongestShown)] + "…";
    }
}
