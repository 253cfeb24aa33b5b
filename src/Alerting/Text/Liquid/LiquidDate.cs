using System.Globalization;
using System.Text;

namespace Alerting.Text.Liquid;

/// <summary>The filter <c>date</c>: <c>strftime</c> for times as the model has them.</summary>
internal static class LiquidDate
{
    /// <summary>What is not a time stays as it is. The clock is never read: <c>"now"</c> is not a time.</summary>
    public static object? Format(object? value, string format)
    {
        if (format.Length == 0 || Time(value) is not { } time)
            return value;
        var text = new StringBuilder();
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] != '%' || at + 1 == format.Length)
            {
                text.Append(format[at]);
                continue;
            }
            var flag = format[at + 1] is '-' or '_' or '^' && at + 2 < format.Length ? format[++at] : ' ';
            text.Append(Part(time, format[++at], flag) ?? "%" + (flag == ' ' ? "" : flag) + format[at]);
        }
        return text.ToString();
    }

    private static DateTimeOffset? Time(object? value) => value switch
    {
        decimal seconds when Math.Abs(seconds) < 100_000_000_000 => DateTimeOffset.FromUnixTimeSeconds((long)seconds),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var time) => time,
        _ => null,
    };

    private static string? Part(DateTimeOffset time, char letter, char flag)
    {
        var text = letter switch
        {
            'Y' => Digits(time.Year, 4, flag),
            'y' => Digits(time.Year % 100, 2, flag),
            'm' => Digits(time.Month, 2, flag),
            'd' => Digits(time.Day, 2, flag),
            'e' => Digits(time.Day, 2, flag == ' ' ? '_' : flag),
            'j' => Digits(time.DayOfYear, 3, flag),
            'H' => Digits(time.Hour, 2, flag),
            'k' => Digits(time.Hour, 2, flag == ' ' ? '_' : flag),
            'I' => Digits(Hour12(time), 2, flag),
            'l' => Digits(Hour12(time), 2, flag == ' ' ? '_' : flag),
            'M' => Digits(time.Minute, 2, flag),
            'S' => Digits(time.Second, 2, flag),
            'L' => Digits(time.Millisecond, 3, flag),
            'u' => Digits(time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek, 1, flag),
            'w' => Digits((int)time.DayOfWeek, 1, flag),
            's' => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            _ => Text(time, letter),
        };
        return flag == '^' ? text?.ToUpperInvariant() : text;
    }

    private static string? Text(DateTimeOffset time, char letter) => letter switch
    {
        'a' => In(time, "ddd"),
        'A' => In(time, "dddd"),
        'b' or 'h' => In(time, "MMM"),
        'B' => In(time, "MMMM"),
        'p' => time.Hour < 12 ? "AM" : "PM",
        'P' => time.Hour < 12 ? "am" : "pm",
        'F' => In(time, "yyyy-MM-dd"),
        'D' => In(time, "MM'/'dd'/'yy"),
        'T' or 'X' => In(time, "HH:mm:ss"),
        'R' => In(time, "HH:mm"),
        'z' => In(time, "zzz").Replace(":", "", StringComparison.Ordinal),
        '%' => "%",
        _ => null,
    };

    private static int Hour12(DateTimeOffset time) => (time.Hour + 11) % 12 + 1;

    private static string In(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    private static string Digits(int number, int width, char flag)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return flag == '-' ? text : text.PadLeft(width, flag == '_' ? ' ' : '0');
    }
}
