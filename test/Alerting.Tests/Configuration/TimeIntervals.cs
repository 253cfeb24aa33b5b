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

    [Theory]
    [InlineData("{ days_of_month: '-3:-1' }", "2026-02-26", true)]
    [InlineData("{ days_of_month: '-3:-1' }", "2026-02-25", false)]
    [InlineData("{ days_of_month: '-3:-1' }", "2028-02-27", true)]
    [InlineData("{ days_of_month: '15:-1' }", "2026-04-30", true)]
    [InlineData("{ days_of_month: '31' }", "2026-04-30", false)]
    [InlineData("{ days_of_month: '29:31' }", "2026-03-01", false)]
    [InlineData("{ days_of_month: '-31:5' }", "2026-04-05", true)]
    [InlineData("{ days_of_month: [1, '8-14'] }", "2026-04-14", true)]
    [InlineData("{ days: mon, days_of_month: '1:7' }", "2026-11-02", true)]
    [InlineData("{ days: mon, days_of_month: '1:7' }", "2026-11-09", false)]
    [InlineData("{ months: nov-feb }", "2026-01-15", true)]
    [InlineData("{ months: nov-feb }", "2026-03-01", false)]
    [InlineData("{ months: ['may:august', 12] }", "2026-12-01", true)]
    [InlineData("{ years: '2027:2028' }", "2027-01-01", true)]
    [InlineData("{ years: [2025, 2027] }", "2026-06-01", false)]
    [InlineData("{ dates: ['2026-12-25', '2026-12-28:2026-12-31'] }", "2026-12-30", true)]
    [InlineData("{ dates: ['2026-12-25'] }", "2027-12-25", false)]
    [InlineData("{ dates: ['12-24:01-02'] }", "2031-01-02", true)]
    [InlineData("{ dates: ['12-24:01-02'] }", "2031-01-03", false)]
    [InlineData("{ dates: ['02-29'] }", "2028-02-29", true)]
    public void Its_dates_are_those_on_which_it_begins(string window, string date, bool open)
    {
        var noon = At(date + "T12:00:00Z");

        Interval(window).Contains(noon).ShouldBe(open);
    }

    // London is an hour ahead of UTC in summer.
    [Theory]
    [InlineData("{ months: dec }", "2026-11-30T23:59:59Z", "2026-12-01T00:00:00Z")]
    [InlineData("{ dates: ['02-29'] }", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("{ years: 2029 }", "2026-03-01T00:00:00Z", "2029-01-01T00:00:00Z")]
    [InlineData("{ years: 2020 }", "2026-03-01T00:00:00Z", null)]
    [InlineData("{ dates: ['2026-03-29'], from: '01:30' }", "2026-01-01T00:00:00Z", "2026-03-29T01:00:00Z")]
    public void It_opens_at_its_next_date(string window, string time, string? opening) =>
        Interval(window).NextOpening(At(time)).ShouldBe(opening is null ? null : At(opening));

    [Theory]
    [InlineData("2026-12-24T17:59:59Z", true)]
    [InlineData("2026-12-24T18:00:00Z", false)]
    [InlineData("2026-12-25T10:00:00Z", false)]
    [InlineData("2026-12-28T08:00:00Z", true)]
    [InlineData("2026-12-28T11:59:59Z", true)]
    [InlineData("2026-12-28T12:00:00Z", false)]
    [InlineData("2026-12-28T12:59:59Z", false)]
    [InlineData("2026-12-28T13:00:00Z", true)]
    public void Except_leaves_out_other_intervals(string time, bool open) =>
        Office.Contains(At(time)).ShouldBe(open);

    [Fact]
    public void Except_delays_the_next_opening_and_ends_the_present_one()
    {
        Office.NextOpening(At("2026-12-24T18:00:00Z")).ShouldBe(At("2026-12-28T08:00:00Z"));
        Office.NextOpening(At("2026-12-28T09:00:00Z")).ShouldBe(At("2026-12-28T13:00:00Z"));
        Office.OpeningAt(At("2026-12-28T09:00:00Z")).ShouldBe((At("2026-12-28T08:00:00Z"), At("2026-12-28T12:00:00Z")));
        Office.OpeningAt(At("2026-12-25T09:00:00Z")).ShouldBeNull();
    }

    [Fact]
    public void A_month_is_one_opening() =>
        Interval("{ months: [jul, aug] }").OpeningAt(At("2026-07-20T00:00:00Z"))
            .ShouldBe((At("2026-06-30T23:00:00Z"), At("2026-08-31T23:00:00Z")));

    /// <summary>The lunch is later in the file, and the holidays are dates in the zone of the hours.</summary>
    private static TimeInterval Office { get; } = Interval("""
        { days: mon-fri, from: "08:00", to: "18:00", except: [holidays, lunch] }
          holidays: { dates: ["12-25:12-26"] }
          lunch: { from: "12:00", to: "13:00" }
        """);

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
