using System.Globalization;
using Alerting.Alerts;
using NodaTime;

namespace Alerting.Notifications;

/// <summary>Says when: in the team's time zone, and in UTC where that differs.</summary>
public static class AlertTimes
{
    /// <summary>An event this old is said to be late, since whoever reads it takes it for news.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    public static string Full(Alert alert, DateTimeZone zone, DateTimeOffset now)
    {
        if (!alert.IsFiring)
            return Resolved(alert, zone);
        if (alert.StartsAt is not { } start)
            return "Firing; the event does not say since when";
        var age = now - start;
        var late = age >= Late ? $", {DurationText.Of(age)} before this message" : "";
        return $"Firing since {Moment(start, zone)}{late}";
    }

    /// <summary>In the fewest letters; a time of another day than this says which.</summary>
    public static string Brief(Alert alert, DateTimeZone zone, DateTimeOffset now)
    {
        if (alert.IsFiring)
            return alert.StartsAt is { } start ? $"since {Clock(start, zone, now)}" : "";
        if (alert.FiredFor is { } time)
            return $"after {DurationText.Of(time)}";
        return alert.EndsAt is { } end ? $"at {Clock(end, zone, now)}" : "";
    }

    /// <summary><c>Sat 14 Nov 2026 03:40 CET (02:40 UTC)</c>.</summary>
    public static string Moment(DateTimeOffset time, DateTimeZone zone)
    {
        var local = Local(time, zone);
        var text = local.ToString("ddd d MMM uuuu HH:mm x", CultureInfo.InvariantCulture);
        if (local.Offset == Offset.Zero)
            return text;
        var utc = time.UtcDateTime;
        var otherDay = utc.Day == local.Day ? "" : utc.ToString("ddd d MMM ", CultureInfo.InvariantCulture);
        return $"{text} ({otherDay}{utc.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC)";
    }

    private static string Resolved(Alert alert, DateTimeZone zone)
    {
        if (alert.EndsAt is not { } end)
            return "Resolved";
        return alert is { FiredFor: { } time, StartsAt: { } start }
            ? $"Fired for {DurationText.Of(time)}, from {Moment(start, zone)} to {Moment(end, zone)}"
            : $"Resolved {Moment(end, zone)}";
    }

    private static string Clock(DateTimeOffset time, DateTimeZone zone, DateTimeOffset now)
    {
        var (then, today) = (Local(time, zone), Local(now, zone));
        // The day is worth more than the zone, which is the team's; both would cost a text message its link.
        var pattern = then.Date == today.Date ? "HH:mm x" : then.Year == today.Year ? "d MMM HH:mm" : "d MMM uuuu HH:mm";
        return then.ToString(pattern, CultureInfo.InvariantCulture);
    }

    private static ZonedDateTime Local(DateTimeOffset time, DateTimeZone zone) => Instant.FromDateTimeOffset(time).InZone(zone);
}
