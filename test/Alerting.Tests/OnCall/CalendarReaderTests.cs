using Alerting.OnCall.Calendars;
using NodaTime;

namespace Alerting.Tests.OnCall;

/// <summary>Compares the reader with Ical.Net, and bounds what Ical.Net does not.</summary>
public class CalendarReaderTests
{
    private static readonly Instant From = Rota.At("2026-11-01 00:00");
    private static readonly Instant To = Rota.At("2027-03-01 00:00");
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];

    [Theory]
    [InlineData("DTSTART:20261102T090000Z|DTEND:20261109T090000Z")]
    [InlineData("DTSTART;TZID=Europe/London:20261102T090000|DURATION:P7D|RRULE:FREQ=WEEKLY;INTERVAL=2")]
    [InlineData("DTSTART;TZID=Europe/London:20200106T090000|DURATION:P1D|RRULE:FREQ=DAILY;INTERVAL=3")]
    [InlineData("DTSTART;TZID=Europe/London:20261102T090000|DURATION:PT8H|RRULE:FREQ=DAILY;COUNT=5")]
    [InlineData("DTSTART;TZID=Europe/London:20261102T090000|DURATION:PT8H|RRULE:FREQ=DAILY;UNTIL=20261110T090000Z")]
    [InlineData("DTSTART;TZID=Europe/London:20261103T090000|DURATION:PT8H|RRULE:FREQ=WEEKLY;BYDAY=TU,TH,SU")]
    [InlineData("DTSTART;TZID=Europe/London:20261101T090000|DURATION:PT8H|RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO")]
    [InlineData("DTSTART;TZID=Europe/London:20261101T090000|DURATION:PT8H|RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=SU,MO")]
    [InlineData("DTSTART;TZID=Europe/London:20260131T090000|DURATION:P1D|RRULE:FREQ=MONTHLY")]
    [InlineData("DTSTART;TZID=Europe/London:20260101T090000|DURATION:P1D|RRULE:FREQ=MONTHLY;BYDAY=1MO,-1FR")]
    [InlineData("DTSTART;TZID=Europe/London:20260101T090000|DURATION:P1D|RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15,-1")]
    [InlineData("DTSTART;TZID=Europe/London:20260101T090000|DURATION:P1D|RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")]
    [InlineData("DTSTART;TZID=Europe/London:20200225T090000|DURATION:P1D|RRULE:FREQ=YEARLY")]
    [InlineData("DTSTART;TZID=Europe/London:20200101T090000|DURATION:P1D|RRULE:FREQ=YEARLY;BYMONTH=12,1;BYMONTHDAY=25,26")]
    [InlineData("DTSTART;TZID=Europe/London:20200101T090000|DURATION:P1D|RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH")]
    [InlineData("DTSTART;TZID=Europe/London:20261102T090000|DURATION:P1D|RRULE:FREQ=DAILY;BYMONTH=12;BYDAY=SA,SU")]
    [InlineData("DTSTART;TZID=Europe/London:20261102T090000|DURATION:P1D|RRULE:FREQ=DAILY;COUNT=9|EXDATE;TZID=Europe/London:20261104T090000,20261106T090000")]
    [InlineData("DTSTART;TZID=America/New_York:20261102T200000|DURATION:PT12H|RDATE;TZID=America/New_York:20261201T200000|RRULE:FREQ=WEEKLY;COUNT=2")]
    [InlineData("DTSTART;VALUE=DATE:20261102|DTEND;VALUE=DATE:20261109|RRULE:FREQ=WEEKLY;INTERVAL=3")]
    [InlineData("DTSTART;VALUE=DATE:20261105")]
    [InlineData("DTSTART;TZID=GMT Standard Time:20261102T090000|DURATION:P7D|RRULE:FREQ=WEEKLY;COUNT=3")]
    public void Agrees_with_another_reader(string properties)
    {
        var text = Calendar($"SUMMARY:ann|{properties}");

        var expected = Ical.Net.Calendar.Load(text)!.GetOccurrences(
                new Ical.Net.DataTypes.CalDateTime(2025, 1, 1, 0, 0, 0, "UTC"))
            .TakeWhile(each => each.Period.StartTime.Value < new DateTime(2027, 3, 5))
            .Select(each => (Utc(each.Period.StartTime), Utc(each.Period.EffectiveEndTime!)))
            .Where(each => each.Item1 < To && each.Item2 > From).ToArray();

        expected.ShouldNotBeEmpty();
        Read(text).Shifts.Select(shift => (Instant.FromDateTimeOffset(shift.From), Instant.FromDateTimeOffset(shift.To)))
            .ShouldBe(expected);
    }

    [Fact]
    public void Weeks_follow_each_other_without_a_hole_at_a_clock_change()
    {
        var text = Calendar("SUMMARY:ann|DTSTART;TZID=Europe/London:20261012T090000|DTEND;TZID=Europe/London:20261019T090000" +
            "|RRULE:FREQ=WEEKLY");

        var shifts = CalendarReader.Read(text, London, Rota.At("2026-10-12 00:00"), Rota.At("2027-04-20 00:00")).Shifts;

        shifts.Zip(shifts.Skip(1)).ShouldAllBe(pair => pair.First.To == pair.Second.From);
        shifts[1].From.UtcDateTime.Hour.ShouldBe(8);
        shifts[2].From.UtcDateTime.Hour.ShouldBe(9);
    }

    [Fact]
    public void One_occurrence_may_be_moved_or_cancelled()
    {
        var text = Calendar("UID:1|SUMMARY:ann|DTSTART:20261102T090000Z|DURATION:P1D|RRULE:FREQ=DAILY;COUNT=4",
            "UID:1|SUMMARY:bob|RECURRENCE-ID:20261103T090000Z|DTSTART:20261103T120000Z|DURATION:PT3H",
            "UID:1|SUMMARY:ann|RECURRENCE-ID:20261104T090000Z|STATUS:CANCELLED|DTSTART:20261104T090000Z|DURATION:P1D",
            "UID:2|SUMMARY:cy|STATUS:CANCELLED|DTSTART:20261102T090000Z|DURATION:P1D");

        Read(text).Shifts.Select(shift => $"{shift.From:MM-dd HH} {shift.Summary}")
            .ShouldBe(["11-02 09 ann", "11-03 12 bob", "11-05 09 ann"]);
    }

    [Fact]
    public void Folded_and_escaped_text_and_alarms_within_an_event_are_read()
    {
        var text = Calendar("SUMMARY:On call: Ann\\, B\r\n ob|BEGIN:VALARM|SUMMARY:Alarm|DTSTART:x|END:VALARM|" +
            "DTSTART:20261102T090000Z|DURATION:P1D");

        Read(text).Shifts.ShouldHaveSingleItem().Summary.ShouldBe("On call: Ann, Bob");
    }

    [Theory]
    [InlineData("RRULE:FREQ=HOURLY", "FREQ=HOURLY are not supported: only DAILY, WEEKLY, MONTHLY and YEARLY.")]
    [InlineData("RRULE:FREQ=SECONDLY", "FREQ=SECONDLY are not supported")]
    [InlineData("RRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY are not supported")]
    [InlineData("RRULE:FREQ=YEARLY;BYWEEKNO=3", "BYWEEKNO are not supported")]
    [InlineData("RRULE:FREQ=DAILY;INTERVAL=0", "INTERVAL=0 is not a number of a rule")]
    [InlineData("RRULE:FREQ=WEEKLY;BYDAY=XX", "\"XX\" is not a weekday")]
    [InlineData("EXDATE:soon", "\"soon\" is not a date or a time")]
    [InlineData("DURATION:soon", "\"soon\" is not a duration")]
    public void What_cannot_be_read_is_left_out_and_named(string property, string problem)
    {
        var reading = Read(Calendar($"SUMMARY:ann|{property}|DTSTART:20261102T090000Z",
            "SUMMARY:bob|DTSTART:20261102T090000Z|DURATION:P1D"));

        reading.Shifts.ShouldHaveSingleItem().Summary.ShouldBe("bob");
        reading.Problems.ShouldHaveSingleItem().ShouldContain(problem);
    }

    [Fact]
    public void A_rule_that_never_occurs_ends() =>
        Read(Calendar("SUMMARY:ann|DTSTART:20200101T090000Z|DURATION:P1D|RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))
            .Shifts.ShouldBeEmpty();

    [Fact]
    public void An_event_without_an_end_is_no_shift() =>
        Read(Calendar("SUMMARY:ann|DTSTART:20261102T090000Z")).Shifts.ShouldBeEmpty();

    [Fact]
    public void An_unknown_zone_is_named_and_read_in_the_schedules()
    {
        var reading = Read(Calendar("SUMMARY:ann|DTSTART;TZID=Mars/Base:20261102T090000|DURATION:P1D"));

        reading.Shifts.ShouldHaveSingleItem().From.UtcDateTime.Hour.ShouldBe(9);
        reading.Problems.ShouldBe(["Unknown time zone \"Mars/Base\". Its times are read in the schedule's zone."]);
    }

    [Theory]
    [InlineData("", "It is not a calendar: it does not begin with BEGIN:VCALENDAR.")]
    [InlineData("<html><body>Sign in</body></html>", "It is not a calendar: it does not begin with BEGIN:VCALENDAR.")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "The calendar is cut off: END:VCALENDAR is missing.")]
    [InlineData("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "The calendar has no events.")]
    public void Something_else_is_refused(string text, string sentence) =>
        Should.Throw<CalendarException>(() => Read(text)).Message.ShouldBe(sentence);

    [Fact]
    public void A_calendar_that_is_too_large_is_refused_before_it_is_read()
    {
        var events = Calendar([.. Enumerable.Repeat("SUMMARY:a|DTSTART:20261102T090000Z", 5001)]);

        Should.Throw<CalendarException>(() => Read(events)).Message
            .ShouldBe("The calendar has 5001 events. The limit is 5000.");
        Should.Throw<CalendarException>(() => Read(Calendar($"SUMMARY:{new string('x', 10_000_000)}"))).Message
            .ShouldBe("The calendar is larger than 1 MB.");
    }

    private static Instant Utc(Ical.Net.DataTypes.CalDateTime time) => time.HasTime && time.TzId is not null
        ? Instant.FromDateTimeUtc(DateTime.SpecifyKind(time.AsUtc, DateTimeKind.Utc))
        : LocalDateTime.FromDateTime(time.Value).InZoneLeniently(London).ToInstant();

    private static CalendarReading Read(string text) => CalendarReader.Read(text, London, From, To);

    private static string Calendar(params string[] events) =>
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" + string.Concat(events.Select(each =>
            $"BEGIN:VEVENT\r\n{each.Replace("|", "\r\n", StringComparison.Ordinal)}\r\nEND:VEVENT\r\n"))
        + "END:VCALENDAR\r\n";
}
