using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Alerting.Channels.Sms;

/// <summary>The GSM 7-bit alphabet of SMS.</summary>
/// <remarks>3GPP TS 23.038, sections 6.2.1 and 6.2.1.1.</remarks>
public static class Gsm7
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const char Unknown = '?';

    private const string Extension = "\f^{}\\[~]|€";

    private static readonly SearchValues<char> All = SearchValues.Create(Basic + Extension);
    private static readonly SearchValues<char> Double = SearchValues.Create(Extension);

    /// <summary>Characters outside the alphabet, each with its replacement.</summary>
    private static readonly FrozenDictionary<char, string> Replacements = Pairs(
        "áa âa ãa āa ăa ąa ćc ĉc čc çc ďd đd êe ëe ēe ęe ěe ğg ģg íi îi ïi īi įi ıi ķk łl ļl ľl ńn ņn ňn óo ôo õo ōo " +
        "őo ŕr řr śs şs šs șs ťt ţt țt úu ûu ūu ůu űu ųu ýy ÿy źz żz žz ÁA ÂA ÃA ÀA ĀA ĂA ĄA ĆC ČC ĎD ĐD ÊE ËE ÈE ĒE " +
        "ĘE ĚE ĞG ÍI ÎI ÏI ÌI ĪI İI ŁL ŃN ŇN ÓO ÔO ÕO ÒO ŌO ŐO ŘR ŚS ŞS ŠS ȘS ŤT ŢT ȚT ÚU ÛU ÙU ŪU ŮU ŰU ÝY ŸY ŹZ ŻZ " +
        "ŽZ ‘' ’' ‚' “\" ”\" „\" «\" »\" –- —- ‐- ‑- −- …... •* ·. ×x ÷/ →-> ←<- ≥>= ≤<= ≠!= ±+/- °o µu `' ™TM ©(c) " +
        "®(r) œoe ŒOE þth ðd ‛' ′' ″\" ‹< ›> ―- ⁄/ ∕/ ¢c ¬- ¦| ↑up ↓down ↔<-> ⇒=> ⇐<= ∞inf ≈~ ∼~ ≡= √sqrt ∆Δ ∑Σ ∏Π " +
        "∙* ⋅. ħh ĦH ŧt ŦT ŋn ŊN ƒf ẞSS ÐD ÞTH")
        .ToFrozenDictionary();

    public static bool CanEncode(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(All);

    /// <summary>The length in 7-bit units; characters of the extension table take two.</summary>
    public static int Septets(ReadOnlySpan<char> text) => text.Length + CountDoubles(text);

    /// <summary>
    /// Replaces characters that have a plain spelling and removes emojis. A run of other letters becomes a question
    /// mark: one of them would more than halve the length of every segment.
    /// </summary>
    public static string Transliterate(string text)
    {
        if (CanEncode(text))
            return text;
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && All.Contains((char)rune.Value))
                plain.Append((char)rune.Value);
            else if (rune.IsBmp && Replacements.TryGetValue((char)rune.Value, out var replacement))
                plain.Append(replacement);
            else if (Rune.IsWhiteSpace(rune))
                plain.Append(' ');
            else if (ForeignLetters.Find(rune) is { } spelling)
                plain.Append(spelling);
            else if (!IsOrnament(rune) && (plain.Length == 0 || plain[^1] != Unknown))
                plain.Append(Unknown);
        }
        return plain.ToString();
    }

    /// <summary>One emoji or combining accent would more than halve the length of a segment.</summary>
    private static bool IsOrnament(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.Format
            or UnicodeCategory.EnclosingMark ||
        rune.Value is >= 0x300 and <= 0x36F or >= 0xFE00 and <= 0xFE0F;

    private static int CountDoubles(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text)
            count += Double.Contains(c) ? 1 : 0;
        return count;
    }

    private static Dictionary<char, string> Pairs(string pairs)
    {
        var all = PlainLetters.All.ToDictionary();
        // Our own spellings take precedence.
        foreach (var pair in pairs.Split(' '))
            all[pair[0]] = pair[1..];
        return all;
    }
}
