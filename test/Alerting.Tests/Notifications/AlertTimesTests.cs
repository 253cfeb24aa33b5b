using Alerting.Alerts;
using Alerting.Notifications;
using NodaTime;

namespace Alerting.Tests.Notifications;

public sealed class AlertTimesTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    private static readonly DateTimeZone Auckland = DateTimeZoneProviders.Tzdb["Pacific/Auckland"];

    [Fact]
    public void Both_zones_are_told_where_they_differ() =>
        AlertTimes.Moment(Some.Time, Berlin).ShouldBe("Sat 14 Nov 2026 03:41 CET (02:41 UTC)");

    [Fact]
    public void One_is_enough_where_they_agree()
    {
        AlertTimes.Moment(Some.Time, DateTimeZone.Utc).ShouldBe("Sat 14 Nov 2026 02:41 UTC");
        AlertTimes.Moment(Some.Time, London).ShouldBe("Sat 14 Nov 2026 02:41 GMT");
    }

    [Fact]
    public void Another_day_in_UTC_is_told() =>
        AlertTimes.Moment(new DateTimeOffset(2026, 7, 1, 22, 30, 0, TimeSpan.Zero), Auckland)
            .ShouldBe("Thu 2 Jul 2026 10:30 NZST (Wed 1 Jul 22:30 UTC)");

    [Fact]
    public void A_late_message_says_so()
    {
        AlertTimes.Full(Some.Alert(), DateTimeZone.Utc, Some.Time).ShouldBe("Firing since Sat 14 Nov 2026 02:40 UTC");
        AlertTimes.Full(Some.Alert(), DateTimeZone.Utc, Some.Time.AddMinutes(24))
            .ShouldBe("Firing since Sat 14 Nov 2026 02:40 UTC, 25 min before this message");
    }

    [Fact]
    public void What_is_resolved_says_for_how_long_it_fired()
    {
        var alert = Some.Alert(Some.Signal() with { Status = AlertStatus.Resolved, StartsAt = Some.Time.AddMinutes(-91) });

        AlertTimes.Full(alert, DateTimeZone.Utc, Some.Time)
            .ShouldBe("Fired for 1 h 30 min, from Sat 14 Nov 2026 01:10 UTC to Sat 14 Nov 2026 02:40 UTC");
        AlertTimes.Brief(alert, DateTimeZone.Utc, Some.Time).ShouldBe("after 1 h 30 min");
    }

    [Theory]
    [InlineData("2026-11-14T23:59:00Z", "Europe/London", "since 02:40 GMT")]
    [InlineData("2026-11-15T00:01:00Z", "Europe/London", "since 14 Nov 02:40")]
    [InlineData("2026-11-14T07:59:00Z", "America/Los_Angeles", "since 18:40 PST")]
    [InlineData("2026-11-14T08:01:00Z", "America/Los_Angeles", "since 13 Nov 18:40")]
    [InlineData("2027-01-02T09:00:00Z", "Europe/London", "since 14 Nov 2026 02:40")]
    public void A_short_time_of_another_day_says_which(string now, string zone, string text) =>
        AlertTimes.Brief(Some.Alert(), DateTimeZoneProviders.Tzdb[zone], DateTimeOffset.Parse(now, null)).ShouldBe(text);

    [Fact]
    public void What_is_not_known_is_not_made_up()
    {
        var firing = Some.Alert(Some.Signal() with { OccurredAt = null });
        var resolved = Some.Alert(Some.Signal() with { Status = AlertStatus.Resolved });

        AlertTimes.Full(firing, DateTimeZone.Utc, Some.Time).ShouldBe("Firing; the event does not say since when");
        AlertTimes.Full(resolved, DateTimeZone.Utc, Some.Time).ShouldBe("Resolved Sat 14 Nov 2026 02:40 UTC");
    }

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.25, "250 ms")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3605, "1 h")]
    [InlineData(90061, "1 d 1 h")]
    [InlineData(172800, "2 d")]
    public void A_duration_is_said_in_two_units(double seconds, string text) =>
        DurationText.Of(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
