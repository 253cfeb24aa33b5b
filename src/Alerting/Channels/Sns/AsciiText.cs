using System.Collections.Frozen;
using System.Text;
using Alerting.Channels.Sms;
using Alerting.Text;

namespace Alerting.Channels.Sns;

/// <summary>One line in ASCII. Characters without a plain spelling become question marks.</summary>
internal static class AsciiText
{
    /// <summary>GSM characters, which <see cref="Gsm7.Transliterate"/> keeps.</summary>
    private static readonly FrozenDictionary<char, string> Replacements =
        ("£GBP ¥JPY €EUR ¤$ èe ée ùu ìi òo àa ÇC ØO øo ÅA åa ÆAe æae ßss ÉE ÄAe ÖOe ÜUe äae öoe üue ÑN ñn ¡! ¿? §S " +
        "ΔDelta ΦPhi ΓGamma ΛLambda ΩOmega ΠPi ΨPsi ΣSigma ΘTheta ΞXi")
        .Split(' ').ToFrozenDictionary(pair => pair[0], pair => pair[1..]);

    public static string Of(string text)
    {
        var line = Gsm7.Transliterate(TextCut.Clean(text.ReplaceLineEndings(" ").Replace('\t', ' ')));
        var ascii = new StringBuilder(line.Length);
        foreach (var rune in line.EnumerateRunes())
        {
            if (rune.Value is >= ' ' and <= '~')
                ascii.Append((char)rune.Value);
            else if (rune.IsBmp && Replacements.TryGetValue((char)rune.Value, out var plain))
                ascii.Append(plain);
            else
                ascii.Append('?');
        }
        return ascii.ToString().Trim();
    }
}
