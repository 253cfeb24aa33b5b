using System.Globalization;
using NodaTime;

namespace Alerting.Configuration.Values;

/// <summary>Times of day, <c>08:00</c>. The end of the day may be written <c>24:00</c>, which is midnight.</summary>
internal static class TimesOfDay
{
    public const string Instead = "Write hours and minutes, such as \"08:00\" or \"24:00\".";

    public static bool TryParse(ReadOnlySpan<char> text, out LocalTime time)
    {
        time = LocalTime.Midnight;
        if (text is "24:00")
            return true;
        var colon = text.IndexOf(':');
        if (colon is < 1 or > 2 || text.Length != colon + 3 ||
            !TryNumber(text[..colon], 23, out var hours) || !TryNumber(text[(colon + 1)..], 59, out var minutes))
        {
            return false;
        }
        time = new LocalTime(hours, minutes);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;
}
