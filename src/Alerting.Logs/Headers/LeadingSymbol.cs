using Alerting.Logs.Levels;

namespace Alerting.Logs.Headers;

/// <summary>
/// Skips a sign before a level, as in <c>✖ ERROR boom</c>, <c>❌ Error: boom</c>, <c>>>> ERROR boom</c> and
/// <c>=== FATAL === boom</c>.
/// </summary>
internal static class LeadingSymbol
{
    private const int Longest = 24;

    /// <summary>The position of the level, or 0.</summary>
    public static int End(ReadOnlySpan<byte> text)
    {
        var symbol = text[0] is 0xE2 or 0xF0 ? Picture(text) : Rule(text);
        if (symbol <= 0)
        {
            return 0;
        }

        var rest = text[symbol..].TrimStart((byte)' ');
        var end = rest.IndexOfAny(" :"u8);
        var isLevel = end > 0 && (LevelWords.IsUnambiguous(rest[..end])
            || (rest[end] == ':' && LevelWords.IsCommon(rest[..end])));
        return isLevel ? text.Length - rest.Length : 0;
    }

    /// <summary>
    /// Arrows, signs and dingbats are U+2000 to U+2FFF in UTF-8, emoji U+1F000 and above: letters have other first bytes.
    /// </summary>
    private static int Picture(ReadOnlySpan<byte> text) =>
        text[..Math.Min(text.Length, Longest)].IndexOf((byte)' ');

    /// <summary>The same sign two times or more. A single one begins the item of a list.</summary>
    private static int Rule(ReadOnlySpan<byte> text)
    {
        if (text.Length < 8 || text[1] != text[0] || "=>*#-!+~|"u8.IndexOf(text[0]) < 0)
        {
            return 0;
        }

        var end = text[..Math.Min(text.Length, Longest)].IndexOfAnyExcept(text[0]);
        return end >= 2 && text[end] == ' ' ? end : 0;
    }
}
