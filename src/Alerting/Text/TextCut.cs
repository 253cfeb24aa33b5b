using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Alerting.Text;

/// <summary>Cuts text to a length, but never inside a grapheme.</summary>
public static class TextCut
{
    private const string Mark = "…";

    /// <summary>At most <paramref name="max"/> UTF-16 units, with an ellipsis if cut.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? To(string? text, int max) => To(text, max, Mark);

    [return: NotNullIfNotNull(nameof(text))]
    public static string? To(string? text, int max, string mark)
    {
        if (text is null || text.Length <= max)
            return text;
        if (max <= mark.Length)
            return mark[..max];
        return text[..Boundary(text, max - mark.Length)].TrimEnd() + mark;
    }

    /// <summary>The same, at the end of a word if one is near.</summary>
    public static string AtWord(string text, int max, string mark = Mark)
    {
        var space = text.Length <= max ? -1 : text.LastIndexOf(' ', Math.Max(0, max - mark.Length));
        return To(text, space > max / 2 ? space + mark.Length : max, mark);
    }

    /// <summary>The text on one line, cut.</summary>
    public static string Line(string text, int max) =>
        To(text.ReplaceLineEndings(" ").Replace('\t', ' ').Trim(), max);

    /// <summary>
    /// Escapes and cuts so that the escaped text has at most <paramref name="max"/> units, no escape cut in two.
    /// </summary>
    public static string Escaped(string text, int max, Func<string, string> escape)
    {
        // Cut first to save escaping what is thrown away.
        var escaped = escape(To(text, max));
        for (var length = Math.Min(max, text.Length); escaped.Length > max; )
        {
            // Shorten in proportion to the excess. A text full of escapes needs a few rounds.
            length -= Math.Max(1, (int)((long)length * (escaped.Length - max) / escaped.Length));
            escaped = escape(To(text, Math.Max(1, length)));
        }
        return escaped;
    }

    /// <summary>At most <paramref name="max"/> bytes of UTF-8.</summary>
    public static string ToBytes(string text, int max)
    {
        if (max <= 0)
            return "";
        var cut = To(text, max);
        for (var length = cut.Length; Encoding.UTF8.GetByteCount(cut) > max; )
        {
            length -= Math.Max(1, (Encoding.UTF8.GetByteCount(cut) - max) / 4);
            cut = To(text, Math.Max(1, length));
        }
        return cut;
    }

    /// <summary>
    /// Removes control characters (but not line breaks), lone surrogates, direction marks and invisible characters.
    /// </summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && !IsDirection(rune) && !IsUnseen(rune)))
                clean.Append(rune);
        }
        return clean.ToString();
    }

    /// <summary>The last start of a grapheme at or before <paramref name="at"/>.</summary>
    private static int Boundary(string text, int at)
    {
        // Graphemes are rarely longer than 64 units. Start at an ASCII character before that and walk forward.
        var start = Math.Max(0, at - 64);
        while (start > 0 && !char.IsAscii(text[start]))
            start--;
        while (start < at)
        {
            var next = start + StringInfo.GetNextTextElementLength(text, start);
            if (next > at)
                break;
            start = next;
        }
        return start;
    }

    /// <summary>Noncharacters, which some decoders refuse, and tag characters, which can hide text.</summary>
    private static bool IsUnseen(Rune rune) =>
        (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xE0000 and <= 0xE007F or 0xFEFF;

    /// <summary>Marks that reverse the text direction and can disguise a link.</summary>
    private static bool IsDirection(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
