using System.Text.Json;
using Alerting.Alerts;
using Alerting.Sources.Generic;
using Alerting.Text;

namespace Alerting.Sources;

internal static class JsonBody
{
    /// <summary>Deeper than any real event; deeper values are ignored.</summary>
    public const int MaxDepth = 64;

    public static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>For JSON that was read before and is wrapped once more.</summary>
    public static readonly JsonDocumentOptions Deeper = new() { MaxDepth = MaxDepth + 4 };

    /// <summary>
    /// Whether the text is a JSON object or array. <paramref name="problem"/> says why text that looks like JSON is
    /// not, or that keys are duplicated or values nested too deep.
    /// </summary>
    public static bool TryParse(string text, out EventJson json, out string? problem)
    {
        json = default;
        problem = null;
        text = WithoutByteOrderMark(text);
        if (!MayBeJson(text))
            return false;
        try
        {
            using var document = JsonDocument.Parse(Repaired(text), Options);
            var root = document.RootElement.Clone();
            json = new EventJson(root);
            problem = DuplicatedKeys.Problem(root);
            return true;
        }
        catch (JsonException broken)
        {
            if (ReadPart(text) is (var root, true))
            {
                json = new EventJson(root);
                problem = $"The JSON is nested deeper than {MaxDepth} levels; deeper values are ignored.";
                return true;
            }
            if (JsonLines(text) is { } lines)
            {
                json = lines;
                return true;
            }
            problem = $"The message looks like JSON but is invalid at {PositionOf(broken)}; shown as text.";
            return false;
        }
    }

    /// <summary>The text in a JSON string, as a transformer of EventBridge makes it; any other text unchanged.</summary>
    public static string Unquoted(string text)
    {
        if (text.AsSpan().Trim() is not ['"', .., '"'])
            return text;
        try
        {
            using var document = JsonDocument.Parse(Repaired(text), Options);
            return document.RootElement.GetString() ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    /// <summary>A list of strings is a text in lines; null for any other JSON.</summary>
    public static string? Lines(EventJson json) => json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0
        && json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
        ? string.Join('\n', json.EnumerateArray().Select(item => item.Element.GetString()))
        : null;

    /// <summary>In <c>[FIRING:2] …</c> the bracket begins a text.</summary>
    public static bool MayBeJson(string text) => text.AsSpan().TrimStart() switch
    {
        ['{', ..] => true,
        ['[', .. var rest] => rest.IsEmpty || !char.IsLetter(rest[0]) || rest.StartsWith("true")
            || rest.StartsWith("false") || rest.StartsWith("null"),
        _ => false,
    };

    /// <summary>An object in each line.</summary>
    private static EventJson? JsonLines(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length < 2 || !Array.TrueForAll(lines, line => line is ['{', .., '}']))
            return null;
        try
        {
            using var document = JsonDocument.Parse(Repaired($"[{string.Join(',', lines)}]"), Options);
            return new EventJson(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The readable part of truncated JSON; undefined for any other text.</summary>
    public static EventJson ReadTruncated(string text)
    {
        text = WithoutByteOrderMark(text);
        return MayBeJson(text) && ReadPart(text) is (var root, false)
            ? new EventJson(root)
            : default;
    }

    private static (JsonElement Json, bool IsWhole) ReadPart(string text) => TruncatedJson.Read(
        Repaired(text), MaxDepth, word => SeverityWords.Parse(word) is not null
            || (StateWords.IsKnown(word) && !StateWords.IsResolved(word)));

    /// <summary>Where invalid JSON breaks: <c>line 1, byte 6</c>.</summary>
    public static string? ErrorPosition(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(Repaired(WithoutByteOrderMark(text)), Options);
            return null;
        }
        catch (JsonException broken)
        {
            return PositionOf(broken);
        }
    }

    private static string PositionOf(JsonException broken) =>
        $"line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}";

    public static string WithoutByteOrderMark(string text) => text.TrimStart('\uFEFF');

    private static string Repaired(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
        || text.Contains("\\ud", StringComparison.OrdinalIgnoreCase)
            ? LoneSurrogates.ReplaceInJson(text)
            : text;
}

/// <summary>
/// Finds duplicate keys. JSON parsers disagree about them, so the alert names the value that was used.
/// </summary>
/// <remarks>RFC 8259, 4: "The names within an object SHOULD be unique."</remarks>
internal static class DuplicatedKeys
{
    private const int MaxNamed = 5;
    private const int LongestName = 60;

    /// <summary>A sentence naming the duplicates, or null.</summary>
    public static string? Problem(JsonElement root)
    {
        var found = new List<string>();
        Find(root, found);
        if (found.Count == 0)
            return null;
        var named = string.Join(", ", found.Take(MaxNamed).Select(Quoted));
        return found.Count == 1
            ? $"Duplicate key {named} in one object; the last value is used."
            : $"Duplicate keys in one object: {named}; the last value of each is used.";
    }

    private static void Find(JsonElement value, List<string> found)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Find(item, found);
        }
        if (value.ValueKind != JsonValueKind.Object)
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            if (found.Count <= MaxNamed && !seen.Add(property.Name) && !found.Contains(property.Name))
                found.Add(property.Name);
            Find(property.Value, found);
        }
    }

    private static string Quoted(string name) =>
        name.Length <= LongestName ? $"\"{name}\"" : $"\"{name[..LongestName]}…\"";
}
