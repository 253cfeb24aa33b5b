namespace Alerting.Tests.Channels;

/// <summary>A second, independent implementation of 3GPP TS 23.038, to check ours.</summary>
internal static class SmsRules
{
    private const string Alphabet =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ " +
        "!\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Escaped = "\f^{}\\[~]|€";

    public static bool IsGsm(string text) => text.All(c => Alphabet.Contains(c) || Escaped.Contains(c));

    public static int Segments(string text)
    {
        if (!IsGsm(text))
            return Parts(text.Length, 70, 67);
        return Parts(text.Sum(c => Escaped.Contains(c) ? 2 : 1), 160, 153);
    }

    private static int Parts(int units, int one, int many) => units <= one ? 1 : (units + many - 1) / many;
}
