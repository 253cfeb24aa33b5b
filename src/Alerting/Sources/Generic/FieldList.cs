using System.Text.Json;

namespace Alerting.Sources.Generic;

/// <summary>
/// The fields of an unknown object and, after them, of its nested objects. Case and punctuation of names are ignored:
/// <c>alert_name</c>, <c>alertName</c> and <c>Alert-Name</c> are the same. Top-level fields win, because a nested object
/// may be a host, a user or the last deployment. Objects with a name of the field's own alerts are read two levels
/// deep.
/// </summary>
internal sealed class FieldList
{
    private const int MaxFields = 300;
    private const int MaxDepth = 3;

    private readonly List<Field> _fields = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Field>> _byName = new(StringComparer.Ordinal);

    public FieldList(EventJson json)
    {
        if (json.ValueKind == JsonValueKind.Object)
            Add("", json, FieldPlace.Own, depth: 0);
    }

    public IEnumerable<Field> All => _fields;

    public IEnumerable<Field> Remaining => _fields.Where(each => !each.IsUsed);

    /// <summary>Finds the first of these names, top-level fields first, and marks the field as used.</summary>
    public Field? Take(params ReadOnlySpan<string> names) => Take(static _ => true, names);

    /// <summary>Skips fields whose value does not fit.</summary>
    public Field? Take(Func<string, bool> fits, params ReadOnlySpan<string> names) =>
        TakeOfAlert(fits, names) ?? Take(FieldPlace.Run, fits, names) ?? Take(FieldPlace.Other, fits, names);

    /// <summary>Ignores unrelated nested objects, which must not set the state, severity or title.</summary>
    public Field? TakeOfAlert(Func<string, bool> fits, params ReadOnlySpan<string> names) =>
        Take(FieldPlace.Own, fits, names) ?? Take(FieldPlace.Alert, fits, names);

    public Field? Take(FieldPlace place, Func<string, bool> fits, params ReadOnlySpan<string> names) =>
        TakeField(place, field => field.Scalar is { } value && fits(value), names);

    public Field? TakeField(FieldPlace place, Func<Field, bool> fits, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!_byName.TryGetValue(name, out var fields))
                continue;
            foreach (var field in fields)
            {
                if (field.IsUsed || field.Place != place || field.Scalar is null || !fits(field))
                    continue;
                field.IsUsed = true;
                return field;
            }
        }
        return null;
    }

    /// <summary>Whether a top-level field with one of these names has text.</summary>
    public bool HasOwn(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_byName.TryGetValue(name, out var fields)
                && fields.Exists(field => field.Place == FieldPlace.Own && !string.IsNullOrWhiteSpace(field.Scalar)))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether the alert has a field of this name.</summary>
    public bool HasAny(string name) => _byName.TryGetValue(name, out var fields)
        && fields.Exists(field => field.Place is FieldPlace.Own or FieldPlace.Alert && field.Scalar is not null);

    /// <summary>The first unused field of the alert with one of these names.</summary>
    public Field? Unused(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_byName.TryGetValue(name, out var fields)
                && fields.Find(field => !field.IsUsed && field.Place is FieldPlace.Own or FieldPlace.Alert
                    && field.Display() is not null) is { } found)
            {
                return found;
            }
        }
        return null;
    }

    public static string Normalize(string name)
    {
        Span<char> letters = name.Length <= 128 ? stackalloc char[name.Length] : new char[name.Length];
        var length = 0;
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
                letters[length++] = char.ToLowerInvariant(c);
        }
        return new string(letters[..length]);
    }

    /// <summary>The object's own fields first, so that they win over nested ones of the same place.</summary>
    private void Add(string prefix, EventJson json, FieldPlace place, int depth)
    {
        var nested = new List<(string Path, string Name, EventJson Value)>();
        foreach (var (name, value) in json.EnumerateObject().Take(Math.Max(0, MaxFields - _fields.Count)))
        {
            var plain = Normalize(name);
            if (MongoTime(value) is { } time)
                AddField(prefix + name, plain, time, place);
            else if (Inner(value, plain) is { } inner && depth < MaxDepth)
                nested.Add((prefix + name, plain, inner));
            else
                AddField(prefix + name, plain, value, place);
        }
        foreach (var (path, name, value) in nested)
        {
            var label = FieldNames.Labelled.Contains(name) ? LabelOf(value) : null;
            // Under the path of the object, because the label is also a field in it.
            if (label is { } word)
                AddField(path, name, word, place);
            // Others stay readable as facts, one level deep.
            var inside = FieldNames.Containers.Contains(name) && depth > 0 ? place : PlaceOf(name, place, depth);
            if (inside is FieldPlace.Other && depth > 0 && !FieldNames.Containers.Contains(name))
                AddUnlabelled(label, path, name, value);
            else
                Add(path + ".", value, inside, depth + 1);
        }
    }

    /// <summary><c>{"$date": "2026-11-14T02:40:00Z"}</c> or <c>{"$date": {"$numberLong": "1794624000000"}}</c>.</summary>
    private static EventJson? MongoTime(EventJson value)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.Has("$date", out var date))
            return null;
        return date.ValueKind == JsonValueKind.Object && date.Has("$numberLong", out var number) ? number : date;
    }

    /// <summary>A nested object, also as the only item of a list or in a string.</summary>
    private static EventJson? Inner(EventJson value, string name)
    {
        if (value.ValueKind == JsonValueKind.Object)
            return value;
        if (!FieldNames.Alerts.Contains(name))
            return null;
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1)
            return value.EnumerateArray().First() is { ValueKind: JsonValueKind.Object } only ? only : null;
        return value.ValueKind == JsonValueKind.String && value.Scalar() is ['{', ..] text
            && JsonBody.TryParse(text, out var json, out _) && json.ValueKind == JsonValueKind.Object
            ? json
            : null;
    }

    private static FieldPlace PlaceOf(string name, FieldPlace parent, int depth)
    {
        if (parent == FieldPlace.Other || FieldNames.BeginsWith(name, FieldNames.Others))
            return FieldPlace.Other;
        if (FieldNames.Alerts.Contains(name) || FieldNames.EndsWith(name, FieldNames.AlertEndings)
            || FieldNames.BeginsWith(name, FieldNames.AlertBeginnings))
        {
            return parent == FieldPlace.Run ? FieldPlace.Run : FieldPlace.Alert;
        }
        return FieldNames.Runs.Contains(name) && depth < MaxDepth - 1 ? FieldPlace.Run : FieldPlace.Other;
    }

    private void AddUnlabelled(EventJson? label, string path, string name, EventJson value)
    {
        if (label is null)
            AddField(path, name, value, FieldPlace.Other);
    }

    /// <summary>The word of an object such as <c>{"id": 2, "name": "High"}</c>.</summary>
    private static EventJson? LabelOf(EventJson value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var name in FieldNames.LabelsOfValues)
        {
            if (value.Has(name, out var label) && label.Scalar() is not null)
                return label;
        }
        return null;
    }

    private void AddField(string path, string plain, EventJson value, FieldPlace place)
    {
        var field = new Field(path, plain, value, place);
        // The last value of a duplicate key is used.
        if (!_paths.Add(path))
        {
            var at = _fields.FindIndex(each => each.Path == path);
            _byName[_fields[at].NormalizedName].Remove(_fields[at]);
            _fields.RemoveAt(at);
        }
        _fields.Add(field);
        if (!_byName.TryGetValue(plain, out var same))
            _byName[plain] = same = [];
        same.Add(field);
    }
}
