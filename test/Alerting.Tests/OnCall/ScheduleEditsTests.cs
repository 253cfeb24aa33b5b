using Alerting.Alerts;
using Alerting.OnCall;
using Alerting.OnCall.Feeds;
using NodaTime;

namespace Alerting.Tests.OnCall;

/// <summary>What <c>check</c> says about schedules, and their calendar for people.</summary>
public class ScheduleEditsTests
{
    private const string WeekAbout = "rotation: [ann, bob], every: 1w, handover: \"mon 09:00\", from: 2026-10-19";

    private static readonly Instant Now = Rota.At("2026-11-03 10:00");

    [Theory]
    [InlineData(WeekAbout, 0)]
    [InlineData(WeekAbout + ", during: nights", 91)]
    [InlineData("rotation: [ann, nobody], from: 2026-10-19", 0)]
    [InlineData(WeekAbout + ", until: 2026-12-01", 1)]
    [InlineData("rotation: [ann, bob], from: 2026-11-30", 0)]
    [InlineData("rotation: [ann, bob], from: 2027-11-30", 0)]
    public void Gaps_of_the_next_90_days_are_found_unless_they_are_meant(string layer, int gaps)
    {
        var config = Rota.Config(layer);

        ScheduleGaps.Of(config.Schedules["primary"], config.People, OnCallRecords.Empty, Now).Count.ShouldBe(gaps);
    }

    [Theory]
    [InlineData("rotation: [bob, ann], every: 1w, handover: \"mon 09:00\", from: 2026-10-19", true)]
    [InlineData("rotation: [ann, cy, bob], every: 1w, handover: \"mon 09:00\", from: 2026-10-19", true)]
    [InlineData("rotation: [bob], from: 2026-10-19", true)]
    [InlineData(WeekAbout, false)]
    [InlineData("rotation: [bob, ann], every: 1w, handover: \"mon 09:00\", from: 2026-11-02", false)]
    public void An_edit_that_moves_whoever_is_on_call_now_without_a_new_from_is_found(string layer, bool isMoved) =>
        ScheduleComparison.MovedToday(Rota.Config(WeekAbout), Rota.Config(layer), Now).Any().ShouldBe(isMoved);

    [Fact]
    public void An_edit_shows_whose_next_30_days_change()
    {
        var after = Rota.Config(WeekAbout, "rotation: [cy, ann, bob], handover: \"mon 09:00\", from: 2026-11-16");

        ScheduleComparison.Of(Rota.Config(WeekAbout), after, Now)
            .Select(change => $"{change.From:MM-dd HH} {change.Before.People[0]} {change.After.People[0]}")
            .ShouldBe(["11-16 09 ann cy", "11-23 09 bob ann", "11-30 09 ann bob"]);
    }

    /// <summary>Whatever a new version has, nothing before it changes.</summary>
    [Theory]
    [InlineData("[ann]")]
    [InlineData("[bob, ann]")]
    [InlineData("[cy, dee, ann, bob]")]
    [InlineData("[nobody, ann]")]
    public void A_new_version_changes_nothing_before_its_from(string people)
    {
        var after = Rota.Config(WeekAbout, $"rotation: {people}, every: 3d, from: \"2026-11-14 13:30\"");

        ScheduleComparison.Of(Rota.Config(WeekAbout), after, Now)
            .ShouldAllBe(change => change.From >= Rota.At("2026-11-14 13:30"));
        ScheduleComparison.MovedToday(Rota.Config(WeekAbout), after, Now).ShouldBeEmpty();
    }

    [Fact]
    public void A_removed_schedule_has_nobody()
    {
        var after = Rota.Config(WeekAbout) with { Schedules = new Dictionary<string, Alerting.Configuration.Schedule>() };

        ScheduleComparison.Of(Rota.Config(WeekAbout), after, Now).ShouldAllBe(change => change.After.IsGap);
    }

    [Fact]
    public void Shifts_are_an_icalendar_with_stable_ids()
    {
        var config = Rota.Config(WeekAbout);
        var schedule = config.Schedules["primary"];
        string Text(Instant from, string? person) => CalendarText.Of(config,
            new OnCallTimeline(schedule, config.People, OnCallRecords.Empty).Shifts(from, from + Duration.FromDays(20))
                .Select(shift => (schedule, shift)), person, Now);

        var all = Ical.Net.Calendar.Load(Text(Now, null))!;

        all.Events!.Select(each => $"{each.Start!.AsUtc:MM-dd HH} {each.End!.AsUtc:MM-dd HH} {each.Summary}").ShouldBe(
            ["11-03 10 11-09 09 Ann Lee (primary)", "11-09 09 11-16 09 bob (primary)", "11-16 09 11-23 09 Ann Lee (primary)",
                "11-23 09 11-23 10 bob (primary)"]);
        var bob = Ical.Net.Calendar.Load(Text(Now - Duration.FromDays(1), "bob"))!.Events!.ShouldHaveSingleItem();
        bob.Uid.ShouldBe(all.Events![1]!.Uid);
    }

    [Fact]
    public void A_calendar_to_subscribe_to_keeps_its_events_from_day_to_day()
    {
        var config = Rota.Config(WeekAbout);
        var feed = new CalendarFeed(CalendarFeed.HashOf("token")) { Schedule = "primary", Person = "bob" };
        IEnumerable<string> Events(int day) => Ical.Net.Calendar.Load(CalendarFeedText.Of(
            feed, config, OnCallRecords.Empty, Now.ToDateTimeOffset().AddDays(day))!)!.Events!.Select(each => each.Uid!);

        var today = Events(0).ToArray();

        today.Length.ShouldBeInRange(7, 9);
        for (var day = 1; day < 60; day++)
            Events(day).Intersect(today).Count().ShouldBeGreaterThanOrEqualTo(today.Length - 5, $"day {day}");
        Events(1).Intersect(today).Count().ShouldBeGreaterThanOrEqualTo(today.Length - 2);
    }

    [Fact]
    public void A_calendar_of_somebody_who_left_ends()
    {
        var config = Rota.Config(WeekAbout);
        string? Text(string? schedule, string? person) => CalendarFeedText.Of(
            new CalendarFeed("x") { Schedule = schedule, Person = person }, config, OnCallRecords.Empty,
            Now.ToDateTimeOffset());

        Text("primary", "dan").ShouldBeNull();
        Text("gone", null).ShouldBeNull();
        Text(null, "bob").ShouldNotBeNull();
    }

    [Fact]
    public void Long_and_special_names_are_folded_and_escaped()
    {
        var name = string.Concat(Enumerable.Repeat("Ünï, kö;dé \\ ", 20)).Trim();
        var config = Rota.Config(WeekAbout);
        config = config with
        {
            People = new Dictionary<string, Alerting.Configuration.Person>(config.People)
            {
                ["ann"] = config.People["ann"] with { Name = name },
            },
        };
        var shift = new OnCallShift(Now, Now + Duration.FromHours(1), OnCallPeople.Of("ann"));

        var text = CalendarText.Of(config, [(config.Schedules["primary"], shift)], null, Now);

        text.Split("\r\n").ShouldAllBe(line => System.Text.Encoding.UTF8.GetByteCount(line) <= 75);
        Ical.Net.Calendar.Load(text)!.Events![0]!.Summary.ShouldBe($"{name} (primary)");
    }
}
