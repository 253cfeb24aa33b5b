using System.Globalization;

namespace Alerting.Text;

/// <summary>Formats a duration with its two largest units: <c>1 h 20 min</c>, <c>15 d 21 h</c>.</summary>
public static class DurationText
{
    public static string Of(TimeSpan time)
    {
        if (time < TimeSpan.FromSeconds(1))
            return $"{Math.Max(0, (int)time.TotalMilliseconds)} ms";
        if (time < TimeSpan.FromSeconds(10))
            return (Math.Floor(time.TotalSeconds * 10) / 10).ToString("0.#", CultureInfo.InvariantCulture) + " s";
        (long Count, string Unit)[] units =
            [((long)time.TotalDays, "d"), (time.Hours, "h"), (time.Minutes, "min"), (time.Seconds, "s")];
        var first = Array.FindIndex(units, unit => unit.Count > 0);
        var shown = units.Skip(first).Take(2).Where(unit => unit.Count > 0);
        return string.Join(' ', shown.Select(unit => $"{unit.Count} {unit.Unit}"));
    }
}
