using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Alerting.Sources;

/// <summary>
/// A value within JSON that somebody else wrote. An absent field, a null or a number in quotes are no errors; a value of
/// another kind counts as absent and is noted, so that the alert can say what could not be read. Names are exact first,
/// then tried without regard to case.
/// </summary>
public readonly partial struct EventJson
{
    private readonly JsonElement _value;
    private readonly ParseWarnings? _notes;

    /// <summary>Where it stands, <c>detail.state</c>; empty for the whole message.</summary>
    private readonly string? _path;

    private EventJson(JsonElement value, ParseWarnings? notes, string? path)
    {
        _value = value;
        _notes = notes;
        _path = path;
    }

    internal EventJson(JsonElement value)
        : this(value, null, null)
    {
    }

    internal JsonElement Element => _value;

    public JsonValueKind ValueKind => _value.ValueKind;

    /// <summary>The same value, from which on what is misread goes to <paramref name="notes"/>.</summary>
    internal EventJson Noting(ParseWarnings notes) => new(_value, notes, _path);

    public string GetRawText() => _value.GetRawText();

    public int GetArrayLength() => _value.GetArrayLength();

    internal IEnumerable<EventJson> EnumerateArray()
    {
        var (notes, path) = (_notes, _path);
        return _value.EnumerateArray().Select(item => new EventJson(item, notes, path));
    }

    internal IEnumerable<(string Name, EventJson Value)> EnumerateObject()
    {
        var parent = this;
        return _value.EnumerateObject().Select(property => (property.Name, parent.At(property.Name, property.Value)));
    }

    /// <summary>The value of a field that is there and not null.</summary>
    public bool Has(string name, out EventJson value)
    {
        var found = Find(name, out var element);
        value = found ? At(name, element) : default;
        return found;
    }

    public bool Has(string name) => Find(name, out _);

    /// <summary>
    /// A child object or array, or an undefined element on which every other read finds nothing.
    /// </summary>
    public EventJson Child(string name)
    {
        var child = Get(name);
        return child.IsScalar ? child.Misread<EventJson>("an object") : child;
    }

    /// <summary>
    /// A child object, also where it comes as JSON within a string (CloudWatch's <c>reasonData</c>).
    /// </summary>
    public EventJson Embedded(string name)
    {
        var child = Get(name);
        if (child.ValueKind != JsonValueKind.String || child._value.GetString() is not ['{' or '[', ..] text)
            return child.IsScalar ? child.Misread<EventJson>("an object") : child;
        return JsonBody.TryParse(text, out var json, out _)
            ? new EventJson(json._value, _notes, child._path)
            : child.Misread<EventJson>("JSON that can be read");
    }

    /// <summary>The elements of an array field; a single object counts as an array of one.</summary>
    internal IEnumerable<EventJson> Items(string name)
    {
        var value = Get(name);
        return value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray(),
            JsonValueKind.Object => [value],
            _ => value.Misread<EventJson[]>("a list") ?? [],
        };
    }

    private EventJson Get(string name) => Has(name, out var value) ? value : default;

    private bool IsScalar => _value.ValueKind is
        JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    private bool Find(string name, out JsonElement value)
    {
        value = default;
        if (_value.ValueKind != JsonValueKind.Object)
            return false;
        if (_value.TryGetProperty(name, out value))
            return value.ValueKind != JsonValueKind.Null;
        foreach (var property in _value.EnumerateObject())
        {
            // The raw bytes: most lookups of an absent field come through here, and each would allocate every name.
            if (!Ascii.EqualsIgnoreCase(JsonMarshal.GetRawUtf8PropertyName(property), name))
                continue;
            value = property.Value;
            return value.ValueKind != JsonValueKind.Null;
        }
        return false;
    }

    private EventJson At(string name, JsonElement value) => new(value, _notes,
        _notes is null ? null : string.IsNullOrEmpty(_path) ? name : $"{_path}.{name}");

    /// <summary>Blank text says nothing, and so says nothing wrong.</summary>
    private bool IsMeaningful => _value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null)
        && !(_value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(_value.GetString()));

    /// <summary>Says that the value is not what its place asks for; the caller does without it.</summary>
    /// <param name="expected">What would be right: <c>a number</c>.</param>
    internal void Note(string expected) => Misread<string>(expected);

    private T? Misread<T>(string expected)
    {
        if (IsMeaningful)
            _notes?.Add(_path ?? "", _value, expected);
        return default;
    }
}
