using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>
/// Reads values at dotted paths such as <c>data.issue.id</c>; of several paths the first with a value. Case and
/// punctuation of names are ignored, because people write the bodies of many webhooks: <c>alertType</c> and
/// <c>alert_type</c> are the same.
/// </summary>
internal static partial class JsonPaths
{
    private const int LongestPlaceholder = 100;

    /// <summary>The node at the path; a field whose name contains the dots comes first.</summary>
    public static EventJson Node(this EventJson json, string path)
    {
        if (Field(json, path) is { ValueKind: not JsonValueKind.Undefined } whole)
            return whole;
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? default : Field(json, path[..dot]).Node(path[(dot + 1)..]);
    }

    private static EventJson Field(EventJson json, string name)
    {
        if (json.Has(name, out var value) || json.ValueKind != JsonValueKind.Object)
            return value;
        foreach (var property in json.Element.EnumerateObject())
        {
            if (IsSameName(JsonMarshal.GetRawUtf8PropertyName(property), name))
                return json.Get(property.Name);
        }
        return default;
    }

    /// <summary>Ignores case, underscores and hyphens.</summary>
    private static bool IsSameName(ReadOnlySpan<byte> written, ReadOnlySpan<char> name)
    {
        var at = 0;
        foreach (var letter in written)
        {
            if (letter is (byte)'_' or (byte)'-')
                continue;
            while (at < name.Length && name[at] is '_' or '-')
                at++;
            if (at == name.Length || char.ToLowerInvariant((char)letter) != char.ToLowerInvariant(name[at]))
                return false;
            at++;
        }
        return at == name.Length;
    }

    public static bool HasPath(this EventJson json, string path) =>
        json.Node(path).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public static bool HasPaths(this EventJson json, params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (!json.HasPath(path))
                return false;
        }
        return true;
    }

    /// <summary>The first element of a list, or an undefined value.</summary>
    public static EventJson FirstItem(this EventJson list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().FirstOrDefault() : default;

    public static string? At(this EventJson json, params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (json.Node(path).Scalar() is { } text && !IsPlaceholder(text))
                return text.Trim();
        }
        return null;
    }

    public static DateTimeOffset? TimeAt(this EventJson json, params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            var node = json.Node(path);
            if (node.Scalar() is not { } text || IsPlaceholder(text) || text == "0")
                continue;
            if (JsonFields.TryTime(text.Trim(), out var time))
                return time;
            node.Warn("a time such as 2026-11-14T03:00:00Z");
        }
        return null;
    }

    public static double? NumberAt(this EventJson json, params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (json.Node(path).Scalar() is { } text
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number))
            {
                return number;
            }
        }
        return null;
    }

    /// <summary>The scalars of a list, or of a text separated by commas.</summary>
    public static IEnumerable<string> ListAt(this EventJson json, params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            var node = json.Node(path);
            // A template writes a list as a text.
            if (node.Scalar() is ['[', .., ']'] written && JsonBody.TryParse(written, out var list, out _))
                node = list;
            IEnumerable<string?> items = node.ValueKind == JsonValueKind.Array
                ? node.EnumerateArray().Select(item => item.Scalar())
                : node.Scalar()?.Split(',') ?? [];
            var texts = items.OfType<string>().Where(item => !string.IsNullOrWhiteSpace(item) && !IsPlaceholder(item));
            if (texts.Any())
                return texts.Select(item => item.Trim());
        }
        return [];
    }

    /// <summary>A variable of a template that the service did not replace: identities must not come from it.</summary>
    public static bool IsPlaceholder(string text) => text.Length <= LongestPlaceholder && Placeholder().IsMatch(text);

    [GeneratedRegex(@"^\s*(\$[A-Z][A-Z0-9_]*|\*\w+\*|\{\{.*\}\}|\{[A-Z]+(\.[A-Z0-9_.]+)+\}|null|None|undefined)?\s*$")]
    private static partial Regex Placeholder();
}
