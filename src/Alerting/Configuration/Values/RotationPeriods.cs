using NodaTime;

namespace Alerting.Configuration.Values;

/// <summary>Lengths of turns, <c>1w</c> or <c>12h</c>, and handovers, <c>mon 09:00</c>.</summary>
internal static class RotationPeriods
{
    private const int MaxDays = 366;

    public static bool TryParse(string text, out RotationPeriod period)
    {
        period = default;
        if (!Durations.TryParse(text, out var length) || length < TimeSpan.FromHours(1)
            || length > TimeSpan.FromDays(MaxDays) || length.Ticks % TimeSpan.TicksPerHour != 0)
        {
            return false;
        }
        var hours = (int)length.TotalHours;
        period = hours % 24 == 0 ? new RotationPeriod(hours / 24, 0) : new RotationPeriod(0, hours);
        // Others would hand over at another time each day.
        return period.Days > 0 || 24 % hours == 0;
    }

    /// <summary>Without a time it is the usual one, without a day it is null.</summary>
    public static bool TryHandover(string text, out IsoDayOfWeek? day, out LocalTime time)
    {
        (day, time) = (null, Rotation.DefaultHandover);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 2)
            return false;
        if (words[^1].Contains(':', StringComparison.Ordinal))
        {
            if (words[^1] == "24:00" || !TimesOfDay.TryParse(words[^1], out time))
                return false;
            words = words[..^1];
        }
        if (words.Length == 0)
            return true;
        var days = new HashSet<IsoDayOfWeek>();
        if (words.Length > 1 || !WeekDays.TryAdd(words[0], days) || days.Count != 1)
            return false;
        day = days.Single();
        return true;
    }
}
