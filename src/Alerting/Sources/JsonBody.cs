using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Alerting.Sources;

internal static class JsonBody
{
    /// <summary>Deeper than any real event; deeper values are ignored.</summary>
    public const int MaxDepth = 64;

    public static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    private static readonly SearchValues<char> Surrogates = SearchValues.Create(
        [.. Enumerable.Range(0xD800, 0x800).Select(code => (char)code)]);

    /// <summary>
    /// Whether the text is a JSON object or array. <paramref name="problem"/> says why text that looks like JSON is
    /// not, or that keys are duplicated or values nested too deep.
    /// </summary>
    public static bool TryParse(string text, out EventJson json, out string? problem)
    {
        json = default;
        problem = null;
        text = WithoutByteOrderMark(text);
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return false;
        try
        {
            using var document = JsonDocument.Parse(ReplaceLoneSurrogates(text), Options);
            var root = document.RootElement.Clone();
            json = new EventJson(root);
            problem = DuplicatedKeys.Problem(root);
            return true;
        }
        catch (JsonException broken)
        {
            if (TruncatedJson.Read(ReplaceLoneSurrogates(text)) is (var root, true))
            {
                json = new EventJson(root);
                problem = $"The JSON is nested deeper than {MaxDepth} levels; deeper values are ignored.";
                return true;
            }
            problem = $"The message looks like JSON but is invalid at {PositionOf(broken)}; shown as text.";
            return false;
        }
    }

    /// <summary>The readable part of truncated JSON; undefined for any other text.</summary>
    public static EventJson ReadTruncated(string text)
    {
        text = WithoutByteOrderMark(text);
        return text.AsSpan().TrimStart() is ['{' or '[', ..]
            && TruncatedJson.Read(ReplaceLoneSurrogates(text)) is (var root, false)
            ? new EventJson(root)
            : default;
    }

    /// <summary>Where invalid JSON breaks: <c>line 1, byte 6</c>.</summary>
    public static string? ErrorPosition(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(ReplaceLoneSurrogates(WithoutByteOrderMark(text)), Options);
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

    /// <summary>
    /// Text cut in the middle of an emoji has half a surrogate pair. Such JSON parses but throws when the string is
    /// read, so each half becomes the replacement character.
    /// </summary>
    private static string ReplaceLoneSurrogates(string text)
    {
        // A round trip through UTF-8 keeps complete pairs.
        if (text.AsSpan().ContainsAny(Surrogates))
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return text.Contains("\\ud", StringComparison.OrdinalIgnoreCase) ? ReplaceEscapedLoneSurrogates(text) : text;
    }

    private static string ReplaceEscapedLoneSurrogates(string text)
    {
        var repaired = text.ToCharArray();
        for (var i = 0; i < text.Length - 1; i++)
        {
            if (text[i] != '\\')
                continue;
            if (!TrySurrogate(text, i, out var half))
            {
                i++; // Skips the escaped character, which may be a backslash.
            }
            else if (char.IsHighSurrogate(half) && TrySurrogate(text, i + 6, out var other)
                && char.IsLowSurrogate(other))
            {
                i += 11;
            }
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
