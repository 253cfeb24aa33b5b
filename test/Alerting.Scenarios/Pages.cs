using Alerting.Alerts;

namespace Alerting.Scenarios;

/// <summary>What wakes people up, and how it ends.</summary>
public sealed class Pages
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void A_page_goes_out_at_once_and_its_end_too()
    {
        var team = Team.AsShipped();
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone inbox chat", "orders").Because("first firing of the group");
        team.At("03:25").Ok("orders");
        team.Expect("03:25").Resolved("phone inbox chat", "orders ok").Because("resolved");
        team.Quiet("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void It_is_told_for_how_long_it_fired()
    {
        var team = Team.AsShipped();
        team.At("03:00").Alarm("orders").Ok("orders");
        team.Expect("03:00").Firing("phone inbox chat", "orders").Resolved("phone inbox chat", "orders ok");
        team.At("04:00").Alarm("orders");
        team.Expect("04:00").Firing("phone inbox chat", "orders");
        team.At("04:25").Ok("orders");

        team.Traces[^1].Notifications[0].Alerts[0].FiredFor.ShouldBe(TimeSpan.FromMinutes(25));
    }

    [Fact]
    public void Duplicates_and_late_events_change_nothing()
    {
        var team = Team.AsShipped();
        var start = team.Now;
        var alarm = Some("orders", start.AddHours(3));
        team.At("03:00").Event("orders: ALARM", alarm).Event("the same again", alarm);
        team.Expect("03:00").Firing("phone inbox chat", "orders");
        team.At("03:10").Event("the same, later", alarm).Ok("orders");
        team.Expect("03:10").Resolved("phone inbox chat", "orders ok");
        team.At("03:11").Event("the same, after its end", alarm).Event("an ALARM of before the OK", Some("orders", start.AddHours(3).AddMinutes(5)));
        team.Quiet("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void An_end_that_overtakes_its_beginning_is_not_told_and_neither_is_the_beginning()
    {
        var team = Team.AsShipped();
        var alarm = Some("orders", team.Now.AddHours(3));
        team.At("03:01").Ok("orders").Event("the ALARM of a minute ago", alarm);
        team.Quiet("12:00");
    }

    [Fact]
    public void The_end_of_what_was_never_told_is_not_told()
    {
        var team = Team.AsShipped();
        team.At("03:00").Ok("orders");
        team.At("10:00").Alarm("disk", Severity.Warning);
        team.At("10:00:10").Ok("disk");
        team.Quiet("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void Reminders_come_until_it_ends()
    {
        var team = Team.AsShipped();
        team.At("03:00").Alarm("orders").Alarm("site", Severity.Critical);
        team.Expect("03:00").Firing("phone inbox chat", "orders").Firing("phone inbox chat", "site");
        team.Expect("04:00").Reminder("phone inbox chat", "site").Because("still fires, and nobody was told for 1 h");
        team.Expect("05:00").Reminder("phone inbox chat", "site");
        team.At("05:30").Ok("site");
        team.Expect("05:30").Resolved("phone inbox chat", "site ok");
        team.Expect("07:00").Reminder("phone inbox chat", "orders").Because("still fires, and nobody was told for 4 h");
        team.Expect("11:00").Reminder("phone inbox chat", "orders");
        team.At("12:00").Ok("orders");
        team.Expect("12:00").Resolved("phone inbox chat", "orders ok");
        team.Quiet("23:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_log_error_is_over_when_it_does_not_come_again()
    {
        var team = Team.AsShipped();
        team.At("03:00").Log("timeout in checkout", count: 3);
        team.Expect("03:00").Firing("phone inbox chat", "timeout in checkout");
        team.At("03:10").Log("timeout in checkout", count: 2);
        team.Expect("03:25").Resolved("phone inbox chat", "timeout in checkout ok").Because("No new occurrence for 15 min");
        team.Quiet("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void Who_does_not_want_ends_is_told_of_each_beginning()
    {
        var team = Team.With("""
              pager: { sms: ["+442079460001"], send_resolved: false }
            routes: [{ to: [pager, chat] }]
            """);
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("pager chat", "orders");
        team.At("03:05").Ok("orders");
        team.Expect("03:05").Resolved("chat", "orders ok");
        team.At("03:20").Alarm("orders");
        team.Expect("03:20").Firing("pager chat", "orders");
        team.Quiet("04:00");
    }

    [Fact]
    public void An_alarm_that_gets_better_or_worse_keeps_its_readers()
    {
        var team = Team.AsShipped();
        team.At("Fri 10:00").InsufficientData("orders");
        team.Expect("10:00:30").Firing("inbox chat", "orders");
        team.At("10:10").Alarm("orders");
        team.Expect("10:10").Firing("phone inbox chat", "orders");
        team.At("10:20").InsufficientData("orders");
        team.Expect("10:20").Resolved("phone inbox chat", "orders ok").Because("now a warning");
        team.Expect("10:20:30").Firing("inbox chat", "orders");
        team.At("10:40").Ok("orders");
        team.Expect("10:40").Resolved("inbox chat", "orders ok");
        team.Quiet("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void Who_knew_a_warning_hears_the_end_though_the_page_was_silenced()
    {
        var team = Team.AsShipped();
        team.At("Fri 10:00").InsufficientData("orders");
        team.Expect("10:00:30").Firing("inbox chat", "orders");
        team.At("10:05").Silence("s1", Hour, "severity = \"error\"").Alarm("orders");
        team.At("10:30").Ok("orders");
        team.Expect("10:30").Resolved("inbox chat", "orders ok");
        team.Quiet("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    private static Signal Some(string name, DateTimeOffset at) => Script.Some.Alarm(name, Severity.Error, at);
}
