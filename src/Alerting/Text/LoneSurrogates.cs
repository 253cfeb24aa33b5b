using System.Globalization;
using System.Text;

namespace Alerting.Text;

/// <summary>
/// Text cut in the middle of an emoji has half a surrogate pair. Such JSON parses but throws when the string is read,
/// so each half becomes the replacement character.
/// </summary>
internal static class LoneSurrogates
{
    /// <summary>In JSON, where a half may also be written as an escape such as <c>\ud83d</c>.</summary>
    public static string ReplaceInJson(string json)
    {
        json = Replace(json);
        return json.Contains("\\ud", StringComparison.OrdinalIgnoreCase) ? ReplaceEscaped(json) : json;
    }

    /// <summary>A round trip through UTF-8 keeps complete pairs.</summary>
    public static string Replace(string text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
        ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))
        : text;

    private static string ReplaceEscaped(string text)
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
