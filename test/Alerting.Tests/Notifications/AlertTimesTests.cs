using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Text;
using NodaTime;

namespace Alerting.Tests.Notifications;

public sealed class AlertTimesTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    private static readonly DateTimeZone Auckland = DateTimeZoneProviders.Tzdb["Pacific/Auckland"];

    [Fact]
    public void Both_zones_are_shown_where_they_differ() =>
        AlertTimes.Moment(Some.Time, Berlin, Some.Time).ShouldBe("Sat 14 Nov 03:41 CET (02:41 UTC)");

    [Fact]
    public void One_zone_is_shown_where_they_agree()
    {
        AlertTimes.Moment(Some.Time, DateTimeZone.Utc, Some.Time).ShouldBe("Sat 14 Nov 02:41 UTC");
        AlertTimes.Moment(Some.Time, London, Some.Time).ShouldBe("Sat 14 Nov 02:41 GMT");
    }

    [Fact]
    public void A_different_day_in_UTC_is_shown() =>
        AlertTimes.Moment(new DateTimeOffset(2026, 7, 1, 22, 30, 0, TimeSpan.Zero), Auckland, Some.Time)
            .ShouldBe("Thu 2 Jul 10:30 NZST (Wed 1 Jul 22:30 UTC)");

    [Fact]
    public void A_late_message_shows_for_how_long_it_fires()
    {
        AlertTimes.Full(Some.Alert(), DateTimeZone.Utc, Some.Time).ShouldBe("Firing since Sat 14 Nov 02:40 UTC");
        AlertTimes.Full(Some.Alert(), DateTimeZone.Utc, Some.Time.AddMinutes(24))
            .ShouldBe("Firing for 25 min (since Sat 14 Nov 02:40 UTC)");
        AlertTimes.Full(Some.Alert(), Berlin, Some.Time.AddMinutes(24))
            .ShouldBe("Firing for 25 min (since Sat 14 Nov 03:40 CET, 02:40 UTC)");
    }

    [Fact]
    public void A_resolved_alert_shows_how_long_it_fired()
    {
        var alert = Some.Alert(
            Some.Signal() with { Status = AlertStatus.Resolved, StartsAt = Some.Time.AddMinutes(-91) });

        AlertTimes.Full(alert, DateTimeZone.Utc, Some.Time)
            .ShouldBe("Resolved after 1 h 30 min (Sat 14 Nov 01:10 to 02:40 UTC)");
        AlertTimes.Brief(alert, DateTimeZone.Utc, Some.Time).ShouldBe("after 1 h 30 min");
    }

    [Theory]
    [InlineData("2026-11-14T01:10:00Z", "2026-11-14T02:40:00Z",
        "Resolved after 1 h 30 min (Sat 14 Nov 02:10 to 03:40 CET, 01:10 to 02:40 UTC)")]
    [InlineData("2026-11-13T22:50:00Z", "2026-11-13T23:20:00Z",
        "Resolved after 30 min (Fri 13 Nov 23:50 to Sat 14 Nov 00:20 CET, 22:50 to 23:20 UTC)")]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z",
        "Resolved after 1 h (Sun 25 Oct 02:30 CEST to 02:30 CET, 00:30 to 01:30 UTC)")]
    [InlineData("2025-12-31T22:30:00Z", "2025-12-31T23:30:00Z",
        "Resolved after 1 h (Wed 31 Dec 2025 23:30 to Thu 1 Jan 00:30 CET, 22:30 to 23:30 UTC)")]
    [InlineData("2026-07-01T22:30:00Z", "2026-07-01T22:40:00Z",
        "Resolved after 10 min (Thu 2 Jul 00:30 to 00:40 CEST, Wed 1 Jul 22:30 to 22:40 UTC)")]
    public void A_resolved_alert_shows_when_it_fired_in_both_zones(string start, string end, string text)
    {
        var alert = Some.Alert(Some.Signal() with
        {
            Status = AlertStatus.Resolved,
            StartsAt = DateTimeOffset.Parse(start, null),
            EndsAt = DateTimeOffset.Parse(end, null),
        });

        AlertTimes.Full(alert, Berlin, Some.Time).ShouldBe(text);
    }

    [Fact]
    public void The_year_is_shown_when_it_is_not_this_year()
    {
        AlertTimes.Moment(Some.Time, Berlin, Some.Time.AddYears(1)).ShouldBe("Sat 14 Nov 2026 03:41 CET (02:41 UTC)");
        AlertTimes.Clock(Some.Time, Berlin, Some.Time).ShouldBe("03:41 CET");
        AlertTimes.Clock(Some.Time, Berlin, Some.Time.AddDays(1)).ShouldBe("Sat 14 Nov 03:41 CET");
    }

    [Theory]
    [InlineData("2026-11-14T23:59:00Z", "Europe/London", "since 02:40 GMT")]
    [InlineData("2026-11-15T00:01:00Z", "Europe/London", "since Sat 14 Nov 02:40")]
    [InlineData("2026-11-14T07:59:00Z", "America/Los_Angeles", "since 18:40 PST")]
    [InlineData("2026-11-14T08:01:00Z", "America/Los_Angeles", "since Fri 13 Nov 18:40")]
    [InlineData("2027-01-02T09:00:00Z", "Europe/London", "since Sat 14 Nov 2026 02:40")]
    public void A_short_time_of_another_day_has_the_date(string now, string zone, string text) =>
        AlertTimes.Brief(Some.Alert(), DateTimeZoneProviders.Tzdb[zone], DateTimeOffset.Parse(now, null))
            .ShouldBe(text);

    [Fact]
    public void Unknown_times_are_left_out()
    {
        var firing = Some.Alert(Some.Signal() with { OccurredAt = null });
        var resolved = Some.Alert(Some.Signal() with { Status = AlertStatus.Resolved });

        AlertTimes.Full(firing, DateTimeZone.Utc, Some.Time).ShouldBe("Firing (start time unknown)");
        AlertTimes.Full(resolved, DateTimeZone.Utc, Some.Time).ShouldBe("Resolved Sat 14 Nov 02:40 UTC");
    }

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.25, "250 ms")]
    [InlineData(4.5, "4.5 s")]
    [InlineData(9.99, "9.9 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3605, "1 h")]
    [InlineData(90061, "1 d 1 h")]
    [InlineData(172800, "2 d")]
    public void A_duration_has_two_units(double seconds, string text) =>
        DurationText.Of(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
