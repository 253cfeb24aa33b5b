using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Alerting.Sources;

/// <summary>
/// A value in JSON from outside. Quoted numbers and nulls are accepted; a value of the wrong kind counts as absent and
/// adds a warning to the alert. Field names match exactly first, then ignoring case.
/// </summary>
public readonly struct EventJson
{
    private readonly JsonElement _value;
    private readonly ParseWarnings? _warnings;

    /// <summary>Such as <c>detail.state</c>; empty for the whole message.</summary>
    private readonly string? _path;

    private EventJson(JsonElement value, ParseWarnings? warnings, string? path)
    {
        _value = value;
        _warnings = warnings;
        _path = path;
    }

    internal EventJson(JsonElement value)
        : this(value, null, null)
    {
    }

    internal JsonElement Element => _value;

    public JsonValueKind ValueKind => _value.ValueKind;

    /// <summary>
    /// The same value, which adds warnings about itself and its fields to <paramref name="warnings"/>.
    /// </summary>
    internal EventJson WithWarnings(ParseWarnings warnings) => new(_value, warnings, _path);

    public string GetRawText() => _value.GetRawText();

    public int GetArrayLength() => _value.GetArrayLength();

    internal IEnumerable<EventJson> EnumerateArray()
    {
        var (warnings, path) = (_warnings, _path);
        return _value.EnumerateArray().Select(item => new EventJson(item, warnings, path));
    }

    internal IEnumerable<(string Name, EventJson Value)> EnumerateObject()
    {
        var parent = this;
        return _value.EnumerateObject()
            .Select(property => (property.Name, parent.Nested(property.Name, property.Value)));
    }

    public bool Has(string name, out EventJson value)
    {
        var found = Find(name, out var element);
        value = found ? Nested(name, element) : default;
        return found;
    }

    public bool Has(string name) => Find(name, out _);

    internal bool HasAny(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Has(name))
                return true;
        }
        return false;
    }

    internal bool HasAll(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!Has(name))
                return false;
        }
        return true;
    }

    /// <summary>A child object or array, or an undefined value that reads as empty.</summary>
    public EventJson Child(string name)
    {
        var child = Get(name);
        return child.IsScalar ? child.Reject<EventJson>("an object") : child;
    }

    /// <summary>A child object, or one serialized as a string (CloudWatch's <c>reasonData</c>).</summary>
    public EventJson Embedded(string name)
    {
        var child = Get(name);
        if (child.ValueKind != JsonValueKind.String || child._value.GetString() is not ['{' or '[', ..] text)
            return child.IsScalar ? child.Reject<EventJson>("an object") : child;
        return JsonBody.TryParse(text, out var json, out _)
            ? new EventJson(json._value, _warnings, child._path)
            : child.Reject<EventJson>("valid JSON");
    }

    /// <summary>The elements of an array field; a single object counts as an array of one.</summary>
    internal IEnumerable<EventJson> Items(string name)
    {
        var value = Get(name);
        return value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray(),
            JsonValueKind.Object => [value],
            _ => value.Reject<EventJson[]>("a list") ?? [],
        };
    }

    internal EventJson Get(string name) => Has(name, out var value) ? value : default;

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
            // Raw bytes, because most lookups of absent fields get here and would allocate every name.
            if (!Ascii.EqualsIgnoreCase(JsonMarshal.GetRawUtf8PropertyName(property), name))
                continue;
            value = property.Value;
            return value.ValueKind != JsonValueKind.Null;
        }
        return false;
    }

    private EventJson Nested(string name, JsonElement value) => new(value, _warnings,
        _warnings is null ? null : string.IsNullOrEmpty(_path) ? name : $"{_path}.{name}");

    /// <summary>Nulls and blank strings need no warning.</summary>
    private bool HasContent => _value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null)
        && !(_value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(_value.GetString()));

    /// <param name="expected">A noun phrase: <c>a number</c>.</param>
    internal void Warn(string expected) => Reject<string>(expected);

    internal T? Reject<T>(string expected)
    {
        if (HasContent)
            _warnings?.Add(_path ?? "", _value, expected);
        return default;
    }
}

/// <summary>
/// Warnings about one message: one sentence per unreadable field, with its value and what was expected.
/// </summary>
internal sealed class ParseWarnings
{
    private const int MaxSentences = 8;
    private const int LongestQuote = 80;

    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);
    private readonly List<string> _sentences = [];

    /// <summary>The first few sentences, and the number of the others.</summary>
    public IReadOnlyList<string> Sentences => _fields.Count <= MaxSentences
        ? _sentences
        : [.. _sentences, $"{_fields.Count - MaxSentences} more fields could not be read."];

    /// <param name="expected">A noun phrase: <c>a number</c>.</param>
    public void Add(string path, JsonElement value, string expected)
    {
        if (_fields.Add(path) && _fields.Count <= MaxSentences)
            _sentences.Add($"Field \"{Cut(path)}\" ignored: {Quote(value)} is not {expected}.");
    }

    private static string Quote(JsonElement value) => Cut(value.GetRawText());

    private static string Cut(string text) => text.Length <= LongestQuote
        ? text
        : text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)] + "…";
}
