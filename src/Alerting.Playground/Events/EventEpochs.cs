using System.Globalization;
using System.Text.RegularExpressions;

namespace Alerting.Playground.Events;

/// <summary>Times of an event that are seconds or milliseconds since 1970, recognised by the name of their field.</summary>
internal static partial class EventEpochs
{
    private const int SecondsDigits = 10;

    public static DateTimeOffset? Latest(string text) =>
        Epoch().Matches(text).Select(match => (DateTimeOffset?)Time(match.Groups[2].Value)).Max();

    public static string Shift(string text, TimeSpan by) =>
        Epoch().Replace(text, match => match.Groups[1].Value + Like(match.Groups[2].Value, by));

    private static DateTimeOffset Time(string digits)
    {
        var number = long.Parse(digits, CultureInfo.InvariantCulture);
        return digits.Length == SecondsDigits
            ? DateTimeOffset.FromUnixTimeSeconds(number)
            : DateTimeOffset.FromUnixTimeMilliseconds(number);
    }

    private static string Like(string digits, TimeSpan by)
    {
        var time = Time(digits) + by;
        var number = digits.Length == SecondsDigits ? time.ToUnixTimeSeconds() : time.ToUnixTimeMilliseconds();
        return number.ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        """((?:[Dd]ate|[Tt]ime|[Tt]imestamp|[Ee]poch|_at|_on|At|[Ss]tart(?:ed)?|[Ee]nd(?:ed)?|[Uu]pdated|""" +
        """[Cc]reated)\\*\x22\s*:\s*\\*\x22?)(1[5-9]\d{8}(?:\d{3})?)(?!\d)""")]
    private static partial Regex Epoch();
}
