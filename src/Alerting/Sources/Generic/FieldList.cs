using System.Text.Json;

namespace Alerting.Sources.Generic;

/// <summary>
/// The fields of an unknown object and, after them, of its nested objects, one level deep. Case and punctuation of names
/// are ignored: <c>alert_name</c>, <c>alertName</c> and <c>Alert-Name</c> are the same. Top-level fields win, because a
/// nested object may be a host, a user or the last deployment.
/// </summary>
internal sealed class FieldList
{
    private const int MaxFields = 300;

    /// <summary>Names that senders use for the nested object that is the alert.</summary>
    private static readonly HashSet<string> AlertNames =
    [
        "alert", "alarm", "incident", "event", "monitor", "check", "problem", "issue", "detail", "details", "finding",
        "notification", "message", "data", "payload", "body", "content", "attributes", "labels", "commonlabels",
        "annotations", "commonannotations", "error",
    ];

    private readonly List<Field> _fields = [];

    public FieldList(EventJson json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return;
        foreach (var (name, value) in json.EnumerateObject().Take(MaxFields))
            Add("", name, value, FieldPlace.Own);
        foreach (var (name, value) in json.EnumerateObject().Take(MaxFields))
        {
            if (value.ValueKind != JsonValueKind.Object)
                continue;
            var place = AlertNames.Contains(Normalize(name)) ? FieldPlace.Alert : FieldPlace.Other;
            foreach (var inner in value.EnumerateObject().Take(Math.Max(0, MaxFields - _fields.Count)))
                Add(name + ".", inner.Name, inner.Value, place);
        }
    }

    public IEnumerable<Field> Remaining => _fields.Where(each => !each.IsUsed);

    /// <summary>Finds the first of these names, top-level fields first, and marks the field as used.</summary>
    public Field? Take(params ReadOnlySpan<string> names) => Take(static _ => true, names);

    /// <summary>Skips fields whose value does not fit.</summary>
    public Field? Take(Func<string, bool> fits, params ReadOnlySpan<string> names) =>
        TakeOfAlert(fits, names) ?? Take(FieldPlace.Other, fits, names);

    /// <summary>Ignores unrelated nested objects, which must not set the state, severity or title.</summary>
    public Field? TakeOfAlert(Func<string, bool> fits, params ReadOnlySpan<string> names) =>
        Take(FieldPlace.Own, fits, names) ?? Take(FieldPlace.Alert, fits, names);

    public Field? Take(FieldPlace place, Func<string, bool> fits, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var field in _fields)
            {
                if (field.IsUsed || field.Place != place || field.NormalizedName != name
                    || field.Scalar is not { } value
                    || !fits(value))
                {
                    continue;
                }
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
            if (_fields.Exists(field => field.Place == FieldPlace.Own && field.NormalizedName == name
                && !string.IsNullOrWhiteSpace(field.Scalar)))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The first unused field of the alert with one of these names.</summary>
    public Field? Unused(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_fields.Find(field => !field.IsUsed && field.Place != FieldPlace.Other && field.NormalizedName == name
                && field.Display() is not null) is { } found)
            {
                return found;
            }
        }
        return null;
    }

    private void Add(string prefix, string name, EventJson value, FieldPlace place)
    {
        // The fields of a nested object are listed instead of the object.
        if (prefix.Length == 0 && value.ValueKind == JsonValueKind.Object)
            return;
        var path = prefix + name;
        // The last value of a duplicate key is used.
        _fields.RemoveAll(field => field.Path == path);
        _fields.Add(new Field(path, Normalize(name), value, place));
    }

    private static string Normalize(string name) =>
        new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
