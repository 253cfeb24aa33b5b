using System.Buffers;
using Alerting.Logs.Bytes;

namespace Alerting.Logs.Times;

/// <summary>Finds the end of a time in any of the formats that log headers use.</summary>
/// <remarks>
/// ISO 8601 and variants with <c>/</c>, <c>.</c>, <c>T</c>, <c>_</c> or a blank between; compact dates (<c>20171223-22:15:29:606</c>,
/// <c>081109 203615</c>); two-digit dates in any order (<c>17/06/09</c>, <c>03-17</c>, <c>10.30</c>); syslog (<c>Jun 14 15:16:01</c>),
/// asctime (<c>Sun Dec 04 04:47:44 2005</c>), RFC 1123, the common log format (<c>10/Oct/2000:13:55:36 -0700</c>); a
/// clock alone; TAI64N (<c>@4000000065b9a1c81234abcd</c>). Unix times are separate (<see cref="Epoch"/>), because any
/// number of ten digits looks like one.
/// </remarks>
internal static class TimeScanner
{
    private static readonly ByteWordSet Months =
        new(ignoreCase: true, "jan feb mar apr may jun jul aug sep oct nov dec");

    private static readonly ByteWordSet Days = new(ignoreCase: true, "mon tue wed thu fri sat sun");

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>The length of the time at <paramref name="at"/>, or 0.</summary>
    public static int Match(ReadOnlySpan<byte> text, int at)
    {
        if (at >= text.Length)
        {
            return 0;
        }

        var end = ByteClasses.IsDigit(text[at]) ? FromDigits(text, at)
            : text[at] == '@' ? FromLabel(text, at)
            : FromName(text, at);
        return end == 0 ? 0 : ClockScanner.ZoneEnd(text, end) - at;
    }

    /// <summary>Whether a time starts with a month, as syslog's does, and not with a day of the week.</summary>
    public static bool StartsWithMonth(ReadOnlySpan<byte> time) => time.Length > 3 && Months.Contains(time[..3]);

    /// <summary>The length of a Unix time in seconds or milliseconds between 2001 and 2065, or 0.</summary>
    public static int Epoch(ReadOnlySpan<byte> text, int at)
    {
        var digits = Scan.Digits(text, at);
        if (digits is not (10 or 13) || text[at] is not ((byte)'1' or (byte)'2'))
        {
            return 0;
        }

        var end = at + digits;
        if (end < text.Length && text[end] == '.' && Scan.Digits(text, end + 1) is > 0 and var fraction)
        {
            end += 1 + fraction;
        }

        return end == text.Length || text[end] is (byte)' ' or (byte)'\t' or (byte)']' or (byte)'|' ? end - at : 0;
    }

    /// <summary>TAI64N, as multilog and svlogd write it: an at sign and 24 hexadecimal digits.</summary>
    /// <remarks>https://cr.yp.to/libtai/tai64.html</remarks>
    private static int FromLabel(ReadOnlySpan<byte> text, int at)
    {
        const int length = 25;
        var isLabel = text.Length - at > length && text[at + length] == ' ' && text[at..].StartsWith("@4000000"u8)
            && text.Slice(at + 1, length - 1).IndexOfAnyExcept(HexDigits) < 0;
        return isLabel ? at + length : 0;
    }

    private static int FromDigits(ReadOnlySpan<byte> text, int at)
    {
        var length = Scan.Digits(text, at);
        var next = at + length;
        switch (length)
        {
            case 8 when Scan.At(text, next) is (byte)'-' or (byte)' ' or (byte)'T' or (byte)'_':
                return ClockScanner.ClockEnd(text, next + 1) is > 0 and var clock
                    ? clock
                    : Scan.Digits(text, next + 1) is 6 or 9 ? next + 1 + Scan.Digits(text, next + 1) : 0;
            case 6 when Scan.At(text, next) == ' ':
                var seconds = text[(next + 1)..] is var rest && rest.Length > 0 && rest[0] == ' ' ? next + 2 : next + 1;
                return ClockScanner.ClockEnd(text, seconds) is > 0 and var time
                    ? time
                    : Scan.Digits(text, seconds) == 6 && Scan.At(text, seconds + 6) == ' ' ? seconds + 6 : 0;
            case 4 when Scan.At(text, next) is (byte)'-' or (byte)'/' or (byte)'.':
                return Date(text, next, isYear: true);
            case 1 or 2:
                return ClockScanner.ClockEnd(text, at) is > 0 and var plain ? plain : Date(text, next, isYear: false);
            default:
                return 0;
        }
    }

    /// <summary>
    /// The end of the date and clock after the date's first number, which ends at <paramref name="at"/>; or 0.
    /// </summary>
    private static int Date(ReadOnlySpan<byte> text, int at, bool isYear)
    {
        var separator = Scan.At(text, at);
        if (separator is not ((byte)'-' or (byte)'/' or (byte)'.' or (byte)' '))
        {
            return 0;
        }

        var parts = 1;
        while (parts < 3 && Scan.At(text, at) == separator && Part(text, at + 1, parts) is > 0 and var length)
        {
            at += 1 + length;
            parts++;
        }

        if (parts == 1 || (isYear && parts < 3) || (separator == ' ' && parts < 3))
        {
            return 0;
        }

        var clock = Scan.At(text, at) is (byte)'T' or (byte)' ' or (byte)'_' or (byte)':' or (byte)'-' or (byte)','
            ? ClockScanner.ClockEnd(text, Scan.At(text, at + 1) == ' ' ? at + 2 : at + 1)
            : 0;
        // Two numbers are a date only if a clock follows. After a year a date may stand alone: "2005.11.09 host".
        return clock > 0 ? clock : isYear && Scan.At(text, at) is (byte)' ' or (byte)'\t' ? at : 0;
    }

    /// <summary>The length of a month, a day, or a year at the end. The month may be a word.</summary>
    private static int Part(ReadOnlySpan<byte> text, int at, int index)
    {
        var digits = Scan.Digits(text, at);
        if (digits is 1 or 2 || (digits == 4 && index == 2))
        {
            return digits;
        }

        return index == 1 && at + 3 <= text.Length && Months.Contains(text.Slice(at, 3)) ? 3 : 0;
    }

    /// <summary><c>Jun 14 15:16:01</c>, <c>Sun Dec 04 04:47:44 2005</c>, <c>Mon, 02 Jan 2006 15:04:05</c></summary>
    private static int FromName(ReadOnlySpan<byte> text, int at)
    {
        if (at + 12 > text.Length || !ByteClasses.IsUpper(text[at]))
        {
            return 0;
        }

        if (Days.Contains(text.Slice(at, 3)))
        {
            at += text[at + 3] == ',' ? 5 : 4;
            return Scan.At(text, at) is var next && ByteClasses.IsDigit(next)
                ? FromDigits(text, at)
                : FromName(text, at);
        }

        if (!Months.Contains(text.Slice(at, 3)) || text[at + 3] != ' ')
        {
            return 0;
        }

        at += Scan.At(text, at + 4) == ' ' ? 5 : 4;
        var day = Scan.Digits(text, at);
        if (day is not (1 or 2))
        {
            return 0;
        }

        at += day + (Scan.At(text, at + day) == ',' ? 1 : 0);
        if (Scan.Digits(text, at + 1) == 4 && Scan.At(text, at + 5) == ' ')
        {
            at += 5;
        }

        return Scan.At(text, at) == ' ' && ClockScanner.ClockEnd(text, at + 1) is > 0 and var clock
            ? ClockScanner.YearEnd(text, clock)
            : 0;
    }
}
