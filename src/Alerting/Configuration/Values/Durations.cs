using System.Globalization;

namespace Alerting.Configuration.Values;

/// <summary>
/// Durations as Prometheus writes them: <c>30s</c>, <c>5m</c>, <c>1h30m</c>, <c>1d</c>, <c>500ms</c>.
/// </summary>
public static class Durations
{
    public const string Instead = "Write 30s, 5m, 4h or 1d.";

    /// <summary>Ten years. Longer ones are surely mistakes, and could overflow when added to a date.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration) => Read(text, out duration, out _);

    /// <summary>The error of a text that <see cref="TryParse(ReadOnlySpan{char}, out TimeSpan)"/> refuses.</summary>
    public static string Error(string text)
    {
        Read(text, out _, out var isTooLong);
        return isTooLong
            ? $"\"{text}\" is longer than 10 years. {Instead}"
            : ConfigErrors.IsNot(text, "a duration", Instead);
    }

    private static bool Read(ReadOnlySpan<char> text, out TimeSpan duration, out bool isTooLong)
    {
        duration = TimeSpan.Zero;
        isTooLong = false;
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
            isTooLong = count > (Longest - duration) / unit;
            if (isTooLong)
                return false;
            duration += unit * count;
            text = text[(digits + letters)..];
        }
        return true;
    }

    /// <summary>A unit without a number, as in the rate limit <c>20/h</c>.</summary>
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

    private static int CountWhile(ReadOnlySpan<char> text, Func<char, bool> predicate)
    {
        var count = 0;
        while (count < text.Length && predicate(text[count]))
            count++;
        return count;
    }
}
