namespace Alerting.Notifications;

/// <summary>A length of time as people say it: the two greatest units that are not zero.</summary>
public static class DurationText
{
    public static string Of(TimeSpan time)
    {
        if (time < TimeSpan.FromSeconds(1))
            return $"{Math.Max(0, (int)time.TotalMilliseconds)} ms";
        (long Count, string Unit)[] units =
            [((long)time.TotalDays, "d"), (time.Hours, "h"), (time.Minutes, "min"), (time.Seconds, "s")];
        var first = Array.FindIndex(units, unit => unit.Count > 0);
        var said = units.Skip(first).Take(2).Where(unit => unit.Count > 0);
        return string.Join(' ', said.Select(unit => $"{unit.Count} {unit.Unit}"));
    }
}
