using System.Globalization;
using Alerting.Configuration;
using Alerting.OnCall;
using Alerting.OnCall.Calendars;

namespace Alerting.Tests.Configuration;

/// <summary>Calendars of time intervals, read once and evaluated without the network.</summary>
public class Holidays
{
    private const string Calendar = """
        BEGIN:VCALENDAR
        BEGIN:VEVENT
        UID:1
        DTSTART;VALUE=DATE:20201225
        DTEND;VALUE=DATE:20201227
        RRULE:FREQ=YEARLY
        SUMMARY:Christmas
        END:VEVENT
        BEGIN:VEVENT
        UID:2
        DTSTART;TZID=Europe/London:20261231T120000
        DTEND;TZID=Europe/London:20270104T090000
        SUMMARY:Shutdown
        END:VEVENT
        END:VCALENDAR
        """;

    private const string Intervals = """
        timezone: Europe/London
        time_intervals:
          holidays: { ical: "https://example.com/holidays.ics" }
          more: { dates: ["2026-11-26"], ical: "https://example.com/holidays.ics" }
          office: { days: mon-fri, from: "08:00", to: "18:00", except: [holidays] }
          new-york: { days: mon-fri, from: "08:00", to: "18:00", timezone: America/New_York, except: [holidays] }

        """;

    [Theory]
    [InlineData("holidays", "2026-12-24T23:59:59Z", false)]
    [InlineData("holidays", "2026-12-25T00:00:00Z", true)]
    [InlineData("holidays", "2026-12-26T23:59:59Z", true)]
    [InlineData("holidays", "2026-12-27T00:00:00Z", false)]
    [InlineData("holidays", "2026-12-31T11:59:59Z", false)]
    [InlineData("holidays", "2027-01-02T12:00:00Z", true)]
    [InlineData("holidays", "2027-01-04T09:00:00Z", false)]
    [InlineData("more", "2026-11-26T12:00:00Z", true)]
    [InlineData("more", "2026-12-25T12:00:00Z", true)]
    [InlineData("more", "2026-11-27T12:00:00Z", false)]
    [InlineData("office", "2026-12-24T12:00:00Z", true)]
    [InlineData("office", "2026-12-25T12:00:00Z", false)]
    [InlineData("office", "2026-12-31T11:59:59Z", true)]
    [InlineData("office", "2026-12-31T12:00:00Z", false)]
    [InlineData("office", "2027-01-04T08:30:00Z", false)]
    [InlineData("office", "2027-01-04T09:30:00Z", true)]
    // Christmas in New York begins and ends five hours after London's.
    [InlineData("new-york", "2026-12-25T22:00:00Z", false)]
    [InlineData("new-york", "2026-12-24T22:00:00Z", true)]
    public void It_is_open_during_the_events(string interval, string time, bool open) =>
        Interval(interval).Contains(At(time)).ShouldBe(open);

    [Theory]
    [InlineData("holidays", "2026-11-14T02:40:00Z", "2026-12-25T00:00:00Z")]
    [InlineData("office", "2026-12-24T18:30:00Z", "2026-12-28T08:00:00Z")]
    [InlineData("office", "2026-12-31T13:00:00Z", "2027-01-04T09:00:00Z")]
    public void It_opens_next(string interval, string time, string opening) =>
        Interval(interval).NextOpening(At(time)).ShouldBe(At(opening));

    /// <summary>While nobody knows the holidays, each day is a working day, and nothing is muted by them.</summary>
    [Theory]
    [InlineData("holidays", false)]
    [InlineData("office", true)]
    public void Without_its_calendar_it_has_no_events(string interval, bool open)
    {
        var config = Read(Intervals, copy: null);

        config.TimeIntervals[interval].Contains(At("2026-12-25T12:00:00Z")).ShouldBe(open);
        config.TimeIntervals["holidays"].IsKnown.ShouldBeFalse();
        config.Calendars.Select(calendar => (calendar.Key, calendar.IsUrl))
            .ShouldBe([("holidays", true), ("more", true)]);
    }

    [Fact]
    public void Several_calendars_are_read_as_one()
    {
        const string yaml = """
            time_intervals: { holidays: [{ ical: [gb.ics, "${ssm:/alerting/us}"] }, { ical: de.ics }] }

            """;

        Read(yaml, copy: null).Calendars.Select(calendar => (calendar.Key, $"{calendar.Address}", calendar.IsUrl))
            .ShouldBe([("holidays", "gb.ics", false), ("holidays 2", "${ssm:/alerting/us}", true),
                ("holidays 3", "de.ics", false)]);
    }

    [Theory]
    [InlineData("ftp://example.com/a.ics", "is not a URL")]
    [InlineData("http://example.com/a.ics", "https")]
    [InlineData("webcal://example.com/a.ics", "is not a URL")]
    public void A_URL_is_one_that_can_be_fetched(string address, string error) =>
        Load.Text($"time_intervals: {{ holidays: {{ ical: \"{address}\" }} }}\n{Rest}").Errors
            .ShouldHaveSingleItem().Text.ShouldContain(error);

    [Fact]
    public void Files_are_read_beside_the_configuration()
    {
        var folder = Directory.CreateTempSubdirectory("holidays-");
        File.WriteAllText(Path.Combine(folder.FullName, "good.ics"), Calendar);
        File.WriteAllText(Path.Combine(folder.FullName, "bad.ics"), "<html>");
        var config = Read("time_intervals: { a: { ical: good.ics }, b: { ical: bad.ics }, c: { ical: gone.ics } }\n",
            copy: null);

        var copies = HolidayCalendar.ReadFiles(config, folder.FullName, At("2026-11-14T02:40:00Z"));

        folder.Delete(recursive: true);
        copies["a"].Shifts.Count.ShouldBeGreaterThan(8);
        copies["a"].Failure.ShouldBeNull();
        copies["b"].Failure.ShouldNotBeNull().ShouldContain("does not begin with BEGIN:VCALENDAR");
        copies["c"].Failure.ShouldBe("The file cannot be read.");
    }

    private const string Rest = """
        receivers: { chat: { sns: "arn:aws:sns:eu-west-1:123456789012:a" } }
        routes: [{ to: chat }]
        """;

    private static TimeInterval Interval(string name) =>
        Read(Intervals, HolidayCalendar.Read("holidays", Calendar, At("2026-11-14T02:40:00Z"))).TimeIntervals[name];

    private static AlertingConfig Read(string intervals, CalendarCopy? copy)
    {
        var copies = new Dictionary<string, CalendarCopy>();
        if (copy is not null)
            copies["holidays"] = copies["more"] = copy;
        var result = ConfigFile.Load([new("alerting.yaml", intervals + Rest)], _ => null, calendars: copies);
        result.Errors.ShouldBeEmpty();
        return result.Config!;
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
