using System.Globalization;
using Alerting.Configuration;
using CsCheck;

namespace Alerting.Tests.Configuration;

public class TimeIntervals
{
    private const string BusinessHours = """{ days: mon-fri, from: "08:00", to: "18:00" }""";

    // 2026-03-29 01:00 UTC: London's clocks go from 01:00 to 02:00. 2026-10-25 01:00 UTC: from 02:00 back to 01:00.
    [Theory]
    [InlineData(BusinessHours, "2026-03-27T18:00:00Z",
        "2026-03-30T07:00:00Z")] // Friday evening, winter; Monday, summer
    [InlineData(BusinessHours, "2026-10-23T17:00:00Z", "2026-10-26T08:00:00Z")]
    [InlineData(BusinessHours, "2026-06-01T06:59:59Z", "2026-06-01T07:00:00Z")]
    [InlineData(BusinessHours, "2026-06-01T07:00:00Z", "2026-06-02T07:00:00Z")]
    [InlineData("""{ days: sun, from: "01:30", to: "05:00" }""", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("""{ days: sun, from: "01:30", to: "05:00" }""", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("""{ days: sun, from: "01:10", to: "01:50" }""", "2026-03-28T12:00:00Z", "2026-04-05T00:10:00Z")]
    [InlineData("""{ days: fri-mon }""", "2026-06-03T00:00:00Z", "2026-06-04T23:00:00Z")]
    [InlineData("""{ days: [sat, sun], timezone: America/New_York }""", "2026-06-03T00:00:00Z", "2026-06-06T04:00:00Z")]
    [InlineData("{ }", "2026-06-03T00:00:00Z", null)]
    public void It_opens_at_the_local_time(string windows, string time, string? opening) =>
        Interval(windows).NextOpening(At(time)).ShouldBe(opening is null ? null : At(opening));

    [Theory]
    [InlineData("2026-06-05T21:00:00Z", true)] // Friday, 22:00 in London
    [InlineData("2026-06-06T04:59:59Z", true)]
    [InlineData("2026-06-06T05:00:00Z", false)]
    [InlineData("2026-06-06T21:00:00Z", false)] // Saturday
    [InlineData("2026-06-05T04:00:00Z", true)] // Friday morning belongs to Thursday's window
    [InlineData("2026-06-01T04:00:00Z", false)] // Monday morning would be Sunday's
    public void A_window_over_midnight_belongs_to_the_day_it_begins_on(string time, bool open) =>
        Interval("""{ days: mon-fri, from: "22:00", to: "06:00" }""").Contains(At(time)).ShouldBe(open);

    [Fact]
    public void Without_windows_it_never_opens()
    {
        var never = new TimeInterval("never", []);

        never.Contains(At("2026-06-01T00:00:00Z")).ShouldBeFalse();
        never.NextOpening(At("2026-06-01T00:00:00Z")).ShouldBeNull();
    }

    [Fact]
    public void An_opening_agrees_with_being_open_at_any_minute_of_the_year()
    {
        var minutes = Gen.Int[0, 366 * 24 * 60].Select(minute => At("2026-01-01T00:00:00Z").AddMinutes(minute));
        var interval = Interval("""
            [{ days: mon-thu, from: "22:00", to: "06:00" }, { days: sun, from: "01:10", to: "02:30" }, { days: sat, from: "09:00", to: "24:00" }]
            """);

        minutes.Sample(time =>
        {
            var opening = interval.NextOpening(time)!.Value;
            interval.Contains(opening).ShouldBeTrue();
            interval.Contains(opening.AddTicks(-1)).ShouldBeFalse();
            if (interval.Contains(time))
                return;
            // Until then it stays closed.
            for (var between = time; between < opening; between = between.AddMinutes(30))
                interval.Contains(between).ShouldBeFalse();
        });
    }

    private static TimeInterval Interval(string windows)
    {
        var result = ConfigFile.Load($"""
            timezone: Europe/London
            time_intervals:
              it: {windows}
            receivers: {Braces}
            routes: [to: [chat]]
            """, "alerting.yaml", _ => null);
        result.Errors.ShouldBeEmpty();
        return result.Config!.TimeIntervals["it"];
    }

    private const string Braces = """{ chat: { slack: "${ssm:/chat}" } }""";

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
