using Alerting.Logs.Bytes;

namespace Alerting.Logs.Times;

internal static partial class TimeScanner
{
    private static int Year(ReadOnlySpan<byte> text, int at) =>
        At(text, at) == ' ' && Digits(text, at + 1) == 4 && At(text, at + 1) is (byte)'1' or (byte)'2' && !ByteClasses.IsWord(At(text, at + 5)) ? at + 5 : at;

    /// <summary>The end of <c>H:mm:ss[.fff]</c>, which may also be separated by dots, or 0.</summary>
    private static int Clock(ReadOnlySpan<byte> text, int at)
    {
        var length = Digits(text, at);
        var separator = At(text, at + length);
        if (length is not (1 or 2) || separator is not ((byte)':' or (byte)'.'))
        {
            return 0;
        }

        at += length;
        var parts = 1;
        while (At(text, at) == separator && Digits(text, at + 1) is 1 or 2 && parts < 3)
        {
            at += 1 + Digits(text, at + 1);
            parts++;
        }

        if (parts < 3)
        {
            return 0;
        }

        return At(text, at) is (byte)'.' or (byte)',' or (byte)':' && Digits(text, at + 1) is > 0 and var fraction ? at + 1 + fraction : at;
    }

    /// <summary><c>Z</c>, <c>+01:00</c>, <c> -0700</c>, <c> UTC</c>, <c> PM</c></summary>
    private static int Zone(ReadOnlySpan<byte> text, int at)
    {
        var start = At(text, at) == ' ' ? at + 1 : at;
        if (At(text, start) is (byte)'+' or (byte)'-' && Digits(text, start + 1) is 2 or 4)
        {
            var end = start + 1 + Digits(text, start + 1);
            return At(text, end) == ':' && Digits(text, end + 1) == 2 ? end + 3 : end;
        }

        var word = start;
        while (word < text.Length && word < start + 5 && ByteClasses.IsUpper(text[word]))
        {
            word++;
        }

        return word > start && !ByteClasses.IsWord(At(text, word)) && Zones.Contains(text[start..word]) ? word : at;
    }

    private static int Digits(ReadOnlySpan<byte> text, int at)
    {
        var end = at;
        while (end < text.Length && end < at + 16 && ByteClasses.IsDigit(text[end]))
        {
            end++;
        }

        return end - at;
    }

    private static byte At(ReadOnlySpan<byte> text, int at) => at < text.Length ? text[at] : (byte)0;
}
