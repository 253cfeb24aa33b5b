using System.Collections.Frozen;
using System.Text;
using Alerting.Channels.Sms;

namespace Alerting.Channels.Sns;

/// <summary>A line in ASCII: letters with accents lose them, signs become words, and what has no plain spelling is a question mark.</summary>
internal static class AsciiText
{
    /// <summary>Letters of the GSM alphabet, which text messages keep.</summary>
    private static readonly FrozenDictionary<char, string> Replacements =
        ("£GBP ¥JPY €EUR ¤$ èe ée ùu ìi òo àa ÇC ØO øo ÅA åa ÆAe æae ßss ÉE ÄAe ÖOe ÜUe äae öoe üue ÑN ñn ¡! ¿? §S " +
        "ΔDelta ΦPhi ΓGamma ΛLambda ΩOmega ΠPi ΨPsi ΣSigma ΘTheta ΞXi")
        .Split(' ').ToFrozenDictionary(pair => pair[0], pair => pair[1..]);

    public static string Of(string text)
    {
        var line = Gsm7.Transliterate(TextCut.Clean(text.ReplaceLineEndings(" ").Replace('\t', ' ')));
        var ascii = new StringBuilder(line.Length);
        foreach (var rune in line.EnumerateRunes())
            if (rune.Value is >= ' ' and <= '~')
                ascii.Append((char)rune.Value);
            else if (rune.IsBmp && Replacements.TryGetValue((char)rune.Value, out var plain))
                ascii.Append(plain);
            else
                ascii.Append('?');
        return ascii.ToString().Trim();
    }
}
