using System.Text.Json;

namespace Alerting.Sources.Generic;

/// <summary>
/// The fields of an object nobody knows, flat: its own first, then those of the objects within, one level down. Names
/// compare without case and punctuation, so that <c>alert_name</c>, <c>alertName</c> and <c>Alert-Name</c> are one.
/// What is nearer goes first, whatever it is called: an object within may be a host, a user or the last deployment, and
/// what that says of itself says nothing of the alert.
/// </summary>
internal sealed class FieldList
{
    /// <summary>More fields than people read; the rest is counted.</summary>
    private const int MaxFields = 300;

    /// <summary>What senders call the object that is the alert itself, or that holds its words.</summary>
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
            var place = AlertNames.Contains(Plain(name)) ? FieldPlace.Alert : FieldPlace.Beside;
            foreach (var inner in value.EnumerateObject().Take(Math.Max(0, MaxFields - _fields.Count)))
                Add(name + ".", inner.Name, inner.Value, place);
        }
    }

    /// <summary>Those nobody has taken yet.</summary>
    public IEnumerable<Field> Rest => _fields.Where(each => !each.IsTaken);

    /// <summary>The first field of the first of these names, from the nearest place; it is taken by that.</summary>
    public Field? Take(params ReadOnlySpan<string> names) => Take(static _ => true, names);

    /// <summary>
    /// The same, for a field whose value makes sense; others of that name stay for whoever wants them.
    /// </summary>
    public Field? Take(Func<string, bool> fits, params ReadOnlySpan<string> names) =>
        TakeOfAlert(fits, names) ?? Take(FieldPlace.Beside, fits, names);

    /// <summary>The same, of nothing but the alert: what ends, wakes or names it is no bystander's to say.</summary>
    public Field? TakeOfAlert(Func<string, bool> fits, params ReadOnlySpan<string> names) =>
        Take(FieldPlace.Own, fits, names) ?? Take(FieldPlace.Alert, fits, names);

    public Field? Take(FieldPlace place, Func<string, bool> fits, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var field in _fields)
            {
                if (field.IsTaken || field.Place != place || field.Plain != name || field.Scalar is not { } value
                    || !fits(value))
                    continue;
                field.IsTaken = true;
                return field;
            }
        }
        return null;
    }

    /// <summary>Whether the object itself has a text under one of these names.</summary>
    public bool HasOwn(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_fields.Exists(field => field.Place == FieldPlace.Own && field.Plain == name
                && !string.IsNullOrWhiteSpace(field.Scalar)))
                return true;
        }
        return false;
    }

    /// <summary>The first of the alert's own of these names whose value nobody could use, where it has one.</summary>
    public Field? Left(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_fields.Find(field => !field.IsTaken && field.Place != FieldPlace.Beside && field.Plain == name
                && field.Display() is not null) is { } found)
                return found;
        }
        return null;
    }

    private void Add(string prefix, string name, EventJson value, FieldPlace place)
    {
        // An object of the first level is shown by its fields; one deeper down as it is.
        if (prefix.Length == 0 && value.ValueKind == JsonValueKind.Object)
            return;
        var path = prefix + name;
        // Of a key that stands twice the last value counts.
        _fields.RemoveAll(field => field.Path == path);
        _fields.Add(new Field(path, Plain(name), value, place));
    }

    private static string Plain(string name) =>
        new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
