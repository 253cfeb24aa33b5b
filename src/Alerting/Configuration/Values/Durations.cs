using System.Globalization;

namespace Alerting.Configuration.Values;

/// <summary>Durations as Prometheus writes them: <c>30s</c>, <c>5m</c>, <c>1h30m</c>, <c>1d</c>, <c>500ms</c>.</summary>
public static class Durations
{
    public const string Right = "write a number and a unit, such as 30s, 5m, 4h, 1d or 1h30m.";

    /// <summary>Ten years: whoever writes more has mistaken the unit, and no sum with a date can overflow.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text is "0")
            return true;
        if (text.IsEmpty)
            return false;
        while (!text.IsEmpty)
        {
            var digits = CountWhile(text, char.IsAsciiDigit);
            var letters = CountWhile(text[digits..], char.IsAsciiLetter);
            if (digits is 0 or > 9 || !TryUnit(text.Slice(digits, letters), out var unit))
                return false;
            var count = int.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            if (count > (Longest - duration) / unit)
                return false;
            duration += unit * count;
            text = text[(digits + letters)..];
        }
        return true;
    }

    /// <summary>A unit by itself, as in the budget <c>20/h</c>.</summary>
    public static bool TryUnit(ReadOnlySpan<char> text, out TimeSpan unit)
    {
        unit = text switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "d" => TimeSpan.FromDays(1),
            "w" => TimeSpan.FromDays(7),
            _ => TimeSpan.Zero,
        };
        return unit > TimeSpan.Zero;
    }

    private static int CountWhile(ReadOnlySpan<char> text, Func<char, bool> holds)
    {
        var count = 0;
        while (count < text.Length && holds(text[count]))
            count++;
        return count;
    }
}
