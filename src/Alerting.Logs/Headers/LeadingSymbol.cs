using Alerting.Logs.Levels;

namespace Alerting.Logs.Headers;

/// <summary>Skips a symbol before a level, as in <c>✖ ERROR boom</c> and <c>🚨 CRITICAL: boom</c>.</summary>
internal static class LeadingSymbol
{
    private const int Longest = 12;

    /// <summary>The position of the level, or 0.</summary>
    public static int End(ReadOnlySpan<byte> text)
    {
        // Arrows, signs and dingbats are U+2000 to U+2FFF in UTF-8, emoji U+1F000 and above: letters have other first bytes.
        if (text[0] is not (0xE2 or 0xF0))
        {
            return 0;
        }

        var symbol = text[..Math.Min(text.Length, Longest)].IndexOf((byte)' ');
        if (symbol < 0)
        {
            return 0;
        }

        var rest = text[symbol..].TrimStart((byte)' ');
        var end = rest.IndexOfAny(" :"u8);
        return end > 0 && LevelWords.IsUnambiguous(rest[..end]) ? text.Length - rest.Length : 0;
    }
}
