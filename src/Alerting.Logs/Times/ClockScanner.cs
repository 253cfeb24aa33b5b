using Alerting.Logs.Bytes;

namespace Alerting.Logs.Times;

/// <summary>Finds the end of a clock, and of the zone or year after it.</summary>
internal static class ClockScanner
{
    private static readonly ByteWordSet Zones = new(ignoreCase: false,
        "UTC GMT Z CET CEST EST EDT CST CDT MST MDT PST PDT BST IST JST AM PM");

    /// <summary>The end of <c>H:mm:ss[.fff]</c>, which may also be separated by dots, or 0.</summary>
    public static int ClockEnd(ReadOnlySpan<byte> text, int at)
    {
        var length = Scan.Digits(text, at);
        var separator = Scan.At(text, at + length);
        if (length is not (1 or 2) || separator is not ((byte)':' or (byte)'.'))
        {
            return 0;
        }

        at += length;
        var parts = 1;
        while (Scan.At(text, at) == separator && Scan.Digits(text, at + 1) is 1 or 2 && parts < 3)
        {
            at += 1 + Scan.Digits(text, at + 1);
            parts++;
        }

        if (parts < 3)
        {
            // zerolog's console writes 10:00AM.
            return parts == 2 && separator == ':' && Scan.At(text, at) is (byte)'A' or (byte)'P'
                && Scan.At(text, at + 1) == 'M' && Scan.At(text, at + 2) == ' ' ? at + 2 : 0;
        }

        var hasFraction = Scan.At(text, at) is (byte)'.' or (byte)',' or (byte)':';
        return hasFraction && Scan.Digits(text, at + 1) is > 0 and var fraction ? at + 1 + fraction : at;
    }

    /// <summary><c>Z</c>, <c>+01:00</c>, <c> -0700</c>, <c> UTC</c>, <c> PM</c></summary>
    public static int ZoneEnd(ReadOnlySpan<byte> text, int at)
    {
        var start = Scan.At(text, at) == ' ' ? at + 1 : at;
        if (Scan.At(text, start) is (byte)'+' or (byte)'-' && Scan.Digits(text, start + 1) is 2 or 4)
        {
            var end = start + 1 + Scan.Digits(text, start + 1);
            return Scan.At(text, end) == ':' && Scan.Digits(text, end + 1) == 2 ? end + 3 : end;
        }

        var word = start;
        while (word < text.Length && word < start + 5 && ByteClasses.IsUpper(text[word]))
        {
            word++;
        }

        return word > start && !ByteClasses.IsWord(Scan.At(text, word)) && Zones.Contains(text[start..word])
            ? word
            : at;
    }

    public static int YearEnd(ReadOnlySpan<byte> text, int at) =>
        Scan.At(text, at) == ' ' && Scan.At(text, at + 1) is (byte)'1' or (byte)'2' && Scan.Digits(text, at + 1) == 4
        && !ByteClasses.IsWord(Scan.At(text, at + 5))
            ? at + 5
            : at;
}
