using System.Buffers;

namespace Alerting.Fakes;

/// <summary>
/// The size of a text message: 3GPP TS 23.038, sections 6.2.1 and 6.2.1.1. One segment holds 160 characters of the GSM
/// alphabet or 70 UTF-16 units; of several, each holds 153 or 67.
/// </summary>
public static class SmsSize
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>These take two septets each.</summary>
    private const string Extension = "\f^{}\\[~]|€";

    private static readonly SearchValues<char> Gsm = SearchValues.Create(Basic + Extension);

    /// <summary>The length in units of its encoding, and how many its segments hold.</summary>
    public static MessageSize Of(string message)
    {
        var isGsm = !message.AsSpan().ContainsAnyExcept(Gsm);
        var units = message.Length + (isGsm ? message.Count(Extension.Contains) : 0);
        var (one, each) = isGsm ? (160, 153) : (70, 67);
        var segments = units <= one ? 1 : (units + each - 1) / each;
        return new MessageSize(units, segments == 1 ? one : each * segments, isGsm ? "GSM characters" : "UTF-16 units",
            segments == 1 ? "1 segment" : $"{segments} segments");
    }
}
