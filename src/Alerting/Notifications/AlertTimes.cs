using System.Globalization;
using Alerting.Alerts;
using Alerting.Text;
using NodaTime;

namespace Alerting.Notifications;

/// <summary>Formats times for people: the team's time zone first, UTC beside it where it differs.</summary>
internal static class AlertTimes
{
    private const string Day = "ddd d MMM";

    /// <summary>
    /// From this age on a message states how long the alert has been firing: it may have been held or retried.
    /// </summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    public static string Full(Alert alert, DateTimeZone zone, DateTimeOffset now)
    {
        if (!alert.IsFiring)
            return Resolved(alert, zone, now);
        var text = alert.Signal.HasNoData ? "No data" : "Firing";
        if (alert.StartsAt is not { } start)
            return text + " (start time unknown)";
        var age = now - start;
        text = age < Late
            ? $"{text} since {Moment(start, zone, now)}"
            : $"{text} for {DurationText.Of(age)} (since {Range(start, start, zone, now)})";
        return alert.Signal.NoDataSince is { } since ? $"{text}; no data since {Moment(since, zone, now)}" : text;
    }

    /// <summary>The short form for SMS.</summary>
    public static string Brief(Alert alert, DateTimeZone zone, DateTimeOffset now)
    {
        if (alert.IsFiring)
        {
            var since = alert.StartsAt is { } start ? $"since {Short(start, zone, now)}" : "";
            if (alert.Signal.HasNoData)
                return $"no data {since}".TrimEnd();
            return alert.Signal.NoDataSince is { } lost
                ? $"{since}, no data since {Short(lost, zone, now)}".TrimStart(',', ' ')
                : since;
        }
        if (alert.Signal.Ending is { } ending)
            return Ended(alert, ending);
        if (alert.FiredFor is { TotalSeconds: >= 1 } time)
            return $"after {DurationText.Of(time)}";
        return alert.EndsAt is { } end ? $"ended {Short(end, zone, now)}" : "";
    }

    /// <summary><c>Sat 14 Nov 03:40 CET (02:40 UTC)</c>, with the year when it is not this year.</summary>
    public static string Moment(DateTimeOffset time, DateTimeZone zone, DateTimeOffset now)
    {
        var local = Local(time, zone);
        var text = Text(local, $"{Day}{Year(time, zone, now)} HH:mm x");
        return local.Offset == Offset.Zero
            ? text
            : $"{text} ({Text(Utc(time), DayUnless(local, Utc(time)) + "HH:mm")} UTC)";
    }

    /// <summary><c>Sat 14 Nov 03:40 CET</c>, with the year when it is not this year.</summary>
    public static string Dated(DateTimeOffset time, DateTimeZone zone, DateTimeOffset now) =>
        Text(Local(time, zone), $"{Day}{Year(time, zone, now)} HH:mm x");

    /// <summary><c>03:40 CET</c>, with the date when it is not today.</summary>
    public static string Clock(DateTimeOffset time, DateTimeZone zone, DateTimeOffset now)
    {
        var then = Local(time, zone);
        return Text(then, then.Date == Local(now, zone).Date ? "HH:mm x" : $"{Day}{Year(time, zone, now)} HH:mm x");
    }

    private static string Resolved(Alert alert, DateTimeZone zone, DateTimeOffset now)
    {
        var text = alert.Signal.Ending?.Text ?? "Resolved";
        if (alert.EndsAt is not { } end)
            return text;
        if (alert is not { FiredFor: { TotalSeconds: >= 1 } time, StartsAt: { } start })
            return $"{text} {Moment(end, zone, now)}";
        return $"{text}{(alert.Signal.Ending is null ? $" after {DurationText.Of(time)}" : "")} " +
            $"({Range(start, end, zone, now)})";
    }

    /// <summary>The first word of the message already says that it is less severe now.</summary>
    private static string Ended(Alert alert, Ending ending) => (ending.Code, alert.FiredFor) switch
    {
        (ReasonCode.SeverityChanged, { } time) => $"was {alert.Severity.Name()} for {DurationText.Of(time)}",
        (ReasonCode.SeverityChanged, _) => $"was {alert.Severity.Name()}",
        _ => ending.Lower,
    };

    /// <summary>
    /// One time or two, to stand in parentheses: <c>Sat 14 Nov 03:15 to 03:40 CET, 02:15 to 02:40 UTC</c>.
    /// </summary>
    private static string Range(DateTimeOffset start, DateTimeOffset end, DateTimeZone zone, DateTimeOffset now)
    {
        var (from, to) = (Local(start, zone), Local(end, zone));
        var text = $"{Text(from, $"{Day}{Year(start, zone, now)} ")}{Times(from, to)}";
        return from.Offset == Offset.Zero && to.Offset == Offset.Zero
            ? text
            : $"{text}, {Text(Utc(start), DayUnless(from, Utc(start)))}{Times(Utc(start), Utc(end))}";
    }

    private static string Times(ZonedDateTime from, ZonedDateTime to)
    {
        if (from == to)
            return Text(from, "HH:mm x");
        // When clocks change in between, both times need their zone.
        var zone = from.Offset == to.Offset ? "" : " x";
        return $"{Text(from, "HH:mm" + zone)} to {Text(to, DayUnless(from, to) + "HH:mm x")}";
    }

    /// <summary>The zone of another day is left out: with it, an SMS would lose its link.</summary>
    private static string Short(DateTimeOffset time, DateTimeZone zone, DateTimeOffset now)
    {
        var then = Local(time, zone);
        return Text(then, then.Date == Local(now, zone).Date ? "HH:mm x" : $"{Day}{Year(time, zone, now)} HH:mm");
    }

    private static string DayUnless(ZonedDateTime shown, ZonedDateTime time) =>
        shown.Date == time.Date ? "" : Day + " ";

    private static string Year(DateTimeOffset time, DateTimeZone zone, DateTimeOffset now) =>
        Local(time, zone).Year == Local(now, zone).Year ? "" : " uuuu";

    private static string Text(ZonedDateTime time, string pattern) =>
        pattern.Length == 0 ? "" : time.ToString(pattern, CultureInfo.InvariantCulture);

    private static ZonedDateTime Local(DateTimeOffset time, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(time).InZone(zone);

    private static ZonedDateTime Utc(DateTimeOffset time) => Local(time, DateTimeZone.Utc);
}
