using Alerting.Configuration;
using Alerting.OnCall;
using NodaTime;

namespace Alerting.Tests.OnCall;

public class OnCallTimelineTests
{
    private const string WeekAbout = "rotation: [ann, bob], every: 1w, handover: \"mon 09:00\", from: 2026-10-19";

    [Fact]
    public void People_take_turns_by_wall_clock_time_across_a_clock_change() => Rota.Of(WeekAbout)
        .Lines("2026-10-18 00:00", "2026-11-10 00:00").ShouldBe(
        [
            "10-18 00:00 -", "10-19 08:00 ann", "10-26 09:00 bob", "11-02 09:00 ann", "11-09 09:00 bob",
        ]);

    [Theory]
    [InlineData("every: 12h, handover: \"09:00\"", "09:00 ann;21:00 bob;09:00 cy;21:00 ann")]
    [InlineData("every: 1d, handover: \"10:30\"", "10:30 ann;10:30 bob")]
    [InlineData("every: 2d", "09:00 cy")]
    [InlineData("every: 6h, handover: \"00:00\"",
        "06:00 bob;12:00 cy;18:00 ann;00:00 bob;06:00 cy;12:00 ann;18:00 bob;00:00 cy")]
    public void A_turn_may_be_days_or_hours(string every, string handovers) =>
        string.Join(';', Rota.Of($"rotation: [ann, bob, cy], {every}, from: 2026-12-01")
            .Lines("2026-12-04 00:00", "2026-12-06 00:01").Skip(1).Select(line => line[6..])).ShouldBe(handovers);

    [Fact]
    public void A_first_turn_that_begins_between_handovers_is_short() =>
        Rota.Of("rotation: [ann, bob], every: 2w, handover: \"mon 09:00\", from: \"2026-12-02 12:00\"")
            .Lines("2026-12-01 00:00", "2026-12-30 00:00")
            .ShouldBe(["12-01 00:00 -", "12-02 12:00 ann", "12-07 09:00 bob", "12-21 09:00 ann"]);

    [Fact]
    public void A_layer_covers_earlier_ones_where_it_applies_and_its_turns_go_on_elsewhere() =>
        Rota.Of(WeekAbout, "rotation: [cy, dee], every: 1d, handover: \"12:00\", from: 2026-12-03, during: weekend")
            .Lines("2026-12-04 12:00", "2026-12-07 12:00")
            .ShouldBe(
            [
                "12-04 12:00 ann", "12-05 00:00 dee", "12-05 12:00 cy", "12-06 12:00 dee", "12-07 00:00 ann",
                "12-07 09:00 bob",
            ]);

    [Fact]
    public void An_interval_counts_in_the_zone_of_the_schedule_unless_it_has_its_own() =>
        Rota.Of("rotation: [ann]", "rotation: [bob], during: nights", "rotation: [cy], during: singapore")
            .Lines("2026-07-01 00:00", "2026-07-02 00:00")
            .ShouldBe(["07-01 00:00 bob", "07-01 01:00 cy", "07-01 09:00 ann", "07-01 21:00 bob"]);

    [Fact]
    public void Nobody_is_a_gap_that_is_meant() =>
        Rota.Of("rotation: [ann, nobody], every: 1d, from: 2026-12-01", "rotation: [nobody], during: weekend")
            .Lines("2026-11-30 00:00", "2026-12-06 00:00")
            .ShouldBe(
            [
                "11-30 00:00 -", "12-01 09:00 ann", "12-02 09:00 nobody", "12-03 09:00 ann", "12-04 09:00 nobody",
            ]);

    [Fact]
    public void A_new_from_starts_a_version_with_its_first_name_and_changes_nothing_before()
    {
        string[] versions = [WeekAbout, "rotation: [cy, ann, bob], handover: \"mon 09:00\", from: 2026-11-09"];

        Rota.Of(versions).Lines("2026-10-18 00:00", "2026-11-09 09:00")
            .ShouldBe(Rota.Of(WeekAbout).Lines("2026-10-18 00:00", "2026-11-09 09:00"));
        Rota.Of(versions).Lines("2026-11-09 09:00", "2026-11-24 00:00")
            .ShouldBe(["11-09 09:00 cy", "11-16 09:00 ann", "11-23 09:00 bob"]);
    }

    [Fact]
    public void A_version_ends_where_until_says() =>
        Rota.Of(WeekAbout + ", until: 2026-11-04").Lines("2026-11-02 00:00", "2026-11-20 00:00")
            .ShouldBe(["11-02 00:00 bob", "11-02 09:00 ann", "11-04 09:00 -"]);

    [Theory]
    [InlineData(WeekAbout, "2026-11-03 00:00", "ann", "2026-11-09T09:00:00Z", "bob")]
    [InlineData("rotation: [ann, ann, bob], every: 1d, from: 2026-11-02", "2026-11-02 10:00", "ann",
        "2026-11-04T09:00:00Z", "bob")]
    [InlineData("rotation: [ann, bob], every: 26w, handover: \"mon 09:00\", from: 2026-11-02", "2026-11-03 00:00", "ann",
        "2027-05-03T08:00:00Z", "bob")]
    [InlineData("rotation: [ann]", "2026-11-03 00:00", "ann", "", "")]
    [InlineData("rotation: [ann, bob], from: 2026-11-02", "2026-10-01 00:00", "", "2026-11-02T09:00:00Z", "ann")]
    public void Until_when_and_who_is_next(string layer, string at, string now, string until, string next)
    {
        var (people, end, after) = Rota.Of(layer).NowAndNext(Rota.At(at));

        string.Join('+', people.People).ShouldBe(now);
        $"{end}".ShouldBe(until);
        string.Join('+', after?.People ?? []).ShouldBe(next);
    }

    [Theory]
    [InlineData("2026-11-04 11:59", "ann")]
    [InlineData("2026-11-04 12:00", "cy")]
    [InlineData("2026-11-05 11:59", "cy")]
    [InlineData("2026-11-05 12:00", "ann")]
    public void An_override_covers_the_schedule_from_its_start_until_before_its_end(string at, string who) =>
        Rota.Of(Rota.Config(WeekAbout), Rota.Override("o", "cy", "2026-11-04 12:00", "2026-11-05 12:00")).Who(at)
            .ShouldBe(who);

    [Fact]
    public void The_later_of_two_overrides_counts()
    {
        var first = Rota.Override("b", "cy", "2026-11-04 12:00", "2026-11-05 12:00");
        var second = Rota.Override("a", "dee", "2026-11-05 00:00", "2026-11-06 00:00") with
        {
            CreatedAt = first.CreatedAt.AddMinutes(1),
        };

        Rota.Of(Rota.Config(WeekAbout), second, first).Lines("2026-11-04 12:00", "2026-11-06 00:01")
            .ShouldBe(["11-04 12:00 cy", "11-05 00:00 dee", "11-06 00:00 ann"]);
    }

    [Fact]
    public void A_swap_changes_only_what_the_replaced_person_has() =>
        Rota.Of(Rota.Config(WeekAbout), Rota.Override("o", "cy", "2026-11-06 00:00", "2026-11-12 00:00", "ann"))
            .Lines("2026-11-05 00:00", "2026-11-13 00:00")
            .ShouldBe(["11-05 00:00 ann", "11-06 00:00 cy", "11-09 09:00 bob"]);

    [Theory]
    [InlineData("cy", "2026-11-04 00:00", "2026-11-05 00:00", "ann", null)]
    [InlineData("zoe", "2026-11-04 00:00", "2026-11-05 00:00", null, "unknown person \"zoe\"")]
    [InlineData("cy", "2026-11-04 00:00", "2026-11-05 00:00", "bob", "bob is not on call then")]
    [InlineData("cy", "2026-11-04 00:00", "2026-11-05 00:00", "zoe", "zoe is not on call then")]
    [InlineData("nobody", "2026-11-04 00:00", "2026-11-05 00:00", null, null)]
    [InlineData("zoe", "2026-10-01 00:00", "2026-10-02 00:00", null, null)]
    public void An_override_that_names_somebody_wrong_is_a_finding_and_changes_nothing(
        string person, string from, string to, string? insteadOf, string? finding)
    {
        var config = Rota.Config(WeekAbout);
        var each = Rota.Override("o", person, from, to, insteadOf);

        var found = OverrideRules.Finding(
            each, config, new OnCallRecords([each], []), Rota.At("2026-11-02 10:00").ToDateTimeOffset());

        (found is null).ShouldBe(finding is null, found);
        found?.ShouldContain(finding!);
        if (found is not null)
            Rota.Of(config, each).Who("2026-11-04 12:00").ShouldBe("ann");
    }

    [Fact]
    public void Two_people_swap_their_next_turns_and_nobody_else_is_concerned()
    {
        var config = Rota.Config("rotation: [ann, bob, cy], every: 1w, handover: \"mon 09:00\", from: 2026-11-02",
            "rotation: [dee], during: nights");

        var swapped = SwapPlan.Of(Rota.Of(config), "primary", ("ann", "bob"), Rota.At("2026-11-03 12:00"), null);

        swapped.Select(each => $"{each.From:MM-dd HH} {each.To:MM-dd HH} {each.Person} {each.InsteadOf}")
            .ShouldBe(["11-03 12 11-09 09 bob ann", "11-09 09 11-16 09 ann bob"]);
        string[] who = ["2026-11-05 12:00", "2026-11-05 23:00", "2026-11-12 12:00", "2026-11-19 12:00"];
        who.Select(at => Rota.Of(config, [.. swapped]).Who(at)).ShouldBe(["bob", "dee", "ann", "cy"]);
        SwapPlan.Of(Rota.Of(config), "primary", ("ann", "zoe"), Rota.At("2026-11-03 12:00"), null).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Ann Lee", "ann")]
    [InlineData("ANN", "ann")]
    [InlineData("ann@example.com", "ann")]
    [InlineData("On Call - Ann Lee - Primary", "ann")]
    [InlineData("Bob, cy", "bob+cy")]
    [InlineData("On call: bob (secondary: dee)", "bob+dee")]
    [InlineData("Nobody", "nobody")]
    [InlineData("Ann Smith", "-")]
    [InlineData("", "-")]
    public void A_calendars_summary_names_people(string summary, string who)
    {
        var config = Rota.Config("rotation: [ann]");
        var schedule = new Schedule("feed", DateTimeZone.Utc) { Calendar = Setting.Literal("https://example.com/a.ics") };
        var time = Rota.At("2026-11-02 10:00").ToDateTimeOffset();
        var copy = new CalendarCopy("feed", time, [new CalendarShift(time, time.AddHours(1), summary)]);

        new OnCallTimeline(schedule, config.People, new OnCallRecords([], [copy])).Who("2026-11-02 10:30").ShouldBe(who);
    }

    /// <summary>Shifts partition the time, and each is what a look at any moment of it says.</summary>
    [Fact]
    public void Shifts_agree_with_every_moment()
    {
        var timeline = Rota.Of(Rota.Config(WeekAbout,
                "rotation: [cy, nobody], every: 1w, handover: \"mon 09:00\", from: 2026-10-12, during: nights",
                "rotation: [dee, bob], every: 8h, handover: \"01:30\", from: 2026-10-20, until: 2026-11-10, during: weekend"),
            Rota.Override("o", "dee", "2026-10-24 03:10", "2026-10-27 01:20"),
            Rota.Override("p", "cy", "2026-10-25 00:30", "2026-11-27 01:20", "bob"));
        var (from, to) = (Rota.At("2026-10-01 00:00"), Rota.At("2026-12-01 00:00"));
        OnCallShift[] shifts = [.. timeline.Shifts(from, to)];

        shifts[0].From.ShouldBe(from);
        shifts[^1].To.ShouldBe(to);
        foreach (var (one, next) in shifts.Zip(shifts.Skip(1)))
        {
            next.From.ShouldBe(one.To);
            next.OnCall.ShouldNotBe(one.OnCall);
        }
        for (var time = from; time < to; time += Duration.FromMinutes(10))
            shifts.Single(shift => shift.From <= time && time < shift.To).OnCall.ShouldBe(timeline.At(time), $"{time}");
    }
}
