using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Alerting.Sources;

/// <summary>Text that may be JSON. What looks like it and is not, is told as a sentence.</summary>
internal static class JsonBody
{
    /// <summary>What lies deeper is no part of anybody's event, and is left out.</summary>
    public const int MaxDepth = 64;

    public static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    private static readonly SearchValues<char> Surrogates = SearchValues.Create(
        [.. Enumerable.Range(0xD800, 0x800).Select(code => (char)code)]);

    /// <summary>
    /// Whether the text is a JSON object or array; a problem is told when it looks like one and is not, and when a key
    /// stands in an object more than once or what it holds lies too deep.
    /// </summary>
    public static bool TryParse(string text, out EventJson json, out string? problem)
    {
        json = default;
        problem = null;
        text = WithoutMark(text);
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return false;
        try
        {
            using var document = JsonDocument.Parse(Repair(text), Options);
            var root = document.RootElement.Clone();
            json = new EventJson(root);
            problem = DuplicatedKeys.Problem(root);
            return true;
        }
        catch (JsonException broken)
        {
            if (TruncatedJson.Read(Repair(text)) is (var root, true))
            {
                json = new EventJson(root);
                problem = $"The message looks like JSON that nests deeper than {MaxDepth} levels; what lies deeper is not read.";
                return true;
            }
            problem = $"The message looks like JSON but {Broken(broken)}; it is shown as text.";
            return false;
        }
    }

    /// <summary>
    /// What can be read of text that begins as JSON and breaks off at its end; undefined where that is not so.
    /// </summary>
    public static EventJson ReadCut(string text)
    {
        text = WithoutMark(text);
        return text.AsSpan().TrimStart() is ['{' or '[', ..] && TruncatedJson.Read(Repair(text)) is (var root, false)
            ? new EventJson(root)
            : default;
    }

    /// <summary>Where text that is no JSON breaks: <c>cannot be read from line 1, byte 6 on</c>.</summary>
    public static string? Break(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(Repair(WithoutMark(text)), Options);
            return null;
        }
        catch (JsonException broken)
        {
            return Broken(broken);
        }
    }

    private static string Broken(JsonException broken) =>
        $"cannot be read from line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1} on";

    /// <summary>The mark of the byte order, which some editors and senders put before everything.</summary>
    public static string WithoutMark(string text) => text.TrimStart('\uFEFF');

    /// <summary>
    /// Halves of surrogate pairs, escaped or not, become the replacement character: a document with one parses, but
    /// throws when that string is read, which would cost the whole message. Texts cut in the middle of an emoji have
    /// them.
    /// </summary>
    private static string Repair(string text)
    {
        // A round trip through UTF-8 leaves whole pairs as they are.
        if (text.AsSpan().ContainsAny(Surrogates))
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return text.Contains("\\ud", StringComparison.OrdinalIgnoreCase) ? RepairEscapes(text) : text;
    }

    private static string RepairEscapes(string text)
    {
        var repaired = text.ToCharArray();
        for (var i = 0; i < text.Length - 1; i++)
        {
            if (text[i] != '\\')
                continue;
            if (!TrySurrogate(text, i, out var half))
                i++; // Skips what is escaped, which may be a backslash.
            else if (char.IsHighSurrogate(half) && TrySurrogate(text, i + 6, out var other)
                && char.IsLowSurrogate(other))
                i += 11;
            else
            {
                "fffd".CopyTo(repaired.AsSpan(i + 2));
                i += 5;
            }
        }
        return new string(repaired);
    }

    private static bool TrySurrogate(string text, int at, out char half)
    {
        half = default;
        if (at + 6 > text.Length || text[at] != '\\' || text[at + 1] != 'u')
            return false;
        if (!ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, null, out var code))
            return false;
        half = (char)code;
        return char.IsSurrogate(half);
    }
}
