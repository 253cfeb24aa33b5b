using System.Globalization;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Alerting.OnCall.Calendars;

/// <summary>A date or a time of a calendar, in its zone.</summary>
internal readonly record struct CalendarTime(LocalDateTime Local, DateTimeZone Zone, bool IsDate)
{
    private static readonly LocalDatePattern Date =
        LocalDatePattern.Create("uuuuMMdd", CultureInfo.InvariantCulture);

    private static readonly LocalDateTimePattern Time =
        LocalDateTimePattern.Create("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    /// <summary>A time that a clock change skips counts as if the clock had not changed, as the standard asks.</summary>
    public Instant Instant => Zone.ResolveLocal(Local, Resolvers.LenientResolver).ToInstant();

    public CalendarTime At(LocalDateTime local) => this with { Local = local };

    /// <exception cref="CalendarException">It is neither a date nor a time.</exception>
    public static CalendarTime Parse(string value, DateTimeZone zone)
    {
        var isUtc = value.EndsWith('Z');
        if (Date.Parse(value) is { Success: true } date)
            return new CalendarTime(date.Value.AtMidnight(), zone, IsDate: true);
        var time = Time.Parse(isUtc ? value[..^1] : value);
        return time.Success
            ? new CalendarTime(time.Value, isUtc ? DateTimeZone.Utc : zone, IsDate: false)
            : throw new CalendarException($"\"{value}\" is not a date or a time of a calendar.");
    }

    /// <summary>By its name, also as Windows writes it or after a path. Null for one that is not known.</summary>
    public static DateTimeZone? Find(string id)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is { } zone)
            return zone;
        if (TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(id, out var mapped))
            return DateTimeZoneProviders.Tzdb.GetZoneOrNull(mapped);
        var words = id.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 2 ? DateTimeZoneProviders.Tzdb.GetZoneOrNull($"{words[^2]}/{words[^1]}") : null;
    }
}
