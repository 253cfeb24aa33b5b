using Alerting.Alerts;

namespace Alerting.Scenarios;

/// <summary>Pages, reminders and resolutions.</summary>
public sealed class Pages
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void A_page_and_its_resolution_are_sent_at_once()
    {
        var team = Team.AsShipped();
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone inbox chat", "orders").WithReason("First alert of a new incident.");
        team.At("03:25").Ok("orders");
        team.Expect("03:25").Resolved("phone inbox chat", "orders ok").WithReason("Resolved.");
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void The_resolution_says_how_long_the_alert_fired()
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
        team.At("03:00").Event("orders: ALARM", alarm).Event("the same event again", alarm);
        team.Expect("03:00").Firing("phone inbox chat", "orders");
        team.At("03:10").Event("the same event, later", alarm).Ok("orders");
        team.Expect("03:10").Resolved("phone inbox chat", "orders ok");
        team.At("03:11").Event("the same event, after the OK", alarm)
            .Event("an ALARM from before the OK", Some("orders", start.AddHours(3).AddMinutes(5)));
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_resolution_that_overtakes_its_firing_event_suppresses_both()
    {
        var team = Team.AsShipped();
        var alarm = Some("orders", team.Now.AddHours(3));
        team.At("03:01").Ok("orders").Event("the ALARM from a minute ago", alarm);
        team.At("10:00").Ok("disk")
            .Event("an older warning", Script.Some.Alarm("disk", Severity.Warning, team.Now.AddMinutes(-2)));
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void The_resolution_of_an_unnotified_alert_is_suppressed()
    {
        var team = Team.AsShipped();
        team.At("03:00").Ok("orders");
        team.At("10:00").Alarm("disk", Severity.Warning);
        team.At("10:00:10").Ok("disk");
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void Reminders_come_until_the_alert_resolves()
    {
        var team = Team.AsShipped();
        team.At("03:00").Alarm("orders").Alarm("site", Severity.Critical);
        team.Expect("03:00").Firing("phone inbox chat", "orders").Firing("phone inbox chat", "site");
        team.Expect("04:00").Reminder("phone inbox chat", "site")
            .WithReason("Reminder: still firing 1 h after the last notification.");
        team.Expect("05:00").Reminder("phone inbox chat", "site");
        team.At("05:30").Ok("site");
        team.Expect("05:30").Resolved("phone inbox chat", "site ok");
        team.Expect("07:00").Reminder("phone inbox chat", "orders")
            .WithReason("Reminder: still firing 4 h after the last notification.");
        team.Expect("11:00").Reminder("phone inbox chat", "orders");
        team.At("12:00").Ok("orders");
        team.Expect("12:00").Resolved("phone inbox chat", "orders ok");
        team.ExpectNothing("23:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void After_a_day_reminders_come_once_a_day()
    {
        var team = Team.With("routes: [{ to: [phone] }]");
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone", "orders");
        for (var hour = 7; hour < 24; hour += 4)
            team.Expect($"{hour:00}:00").Reminder("phone", "orders");
        team.Expect("Sat 03:00").Reminder("phone", "orders")
            .WithReason("Reminder: still firing 4 h after the last notification.");
        team.Expect("Sun 03:00").Reminder("phone", "orders")
            .WithReason("Reminder: still firing 1 d after the last notification.");
        team.Expect("Mon 03:00").Reminder("phone", "orders");
        team.At("Mon 04:00").Ok("orders");
        team.Expect("Mon 04:00").Resolved("phone", "orders ok");
        team.At("Mon 05:00").Alarm("orders");
        team.Expect("Mon 05:00").Firing("phone", "orders");
        team.Expect("Mon 09:00").Reminder("phone", "orders");
        team.ExpectNothing("Mon 10:00");
    }

    [Fact]
    public void A_route_with_its_own_repeat_keeps_it_after_a_day()
    {
        var team = Team.With("routes: [{ to: [phone], repeat: 12h }]");
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone", "orders");
        foreach (var time in (string[])["Fri 15:00", "Sat 03:00", "Sat 15:00", "Sun 03:00", "Sun 15:00"])
            team.Expect(time).Reminder("phone", "orders");
        team.ExpectNothing("Mon 02:59");
    }

    [Fact]
    public void A_log_error_resolves_without_further_occurrences()
    {
        var team = Team.AsShipped();
        team.At("03:00").Log("timeout in checkout", count: 3);
        team.Expect("03:00").Firing("phone inbox chat", "timeout in checkout");
        team.At("03:10").Log("timeout in checkout", count: 2);
        team.Expect("03:25").Resolved("phone inbox chat", "timeout in checkout ok")
            .WithReason("No further occurrence for 15 min.");
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_log_error_that_a_new_version_names_differently_resolves_under_its_old_name()
    {
        var team = Team.AsShipped();
        team.At("03:00").Log("timeout after <*> ms");
        team.Expect("03:00").Firing("phone inbox chat", "timeout after <*> ms");
        team.Expect("03:15").Resolved("phone inbox chat", "timeout after <*> ms ok")
            .WithReason("No further occurrence for 15 min.");
        team.At("03:20").Log("timeout after <*>");
        team.Expect("03:20").Firing("phone inbox chat", "timeout after <*>");
        team.Expect("03:35").Resolved("phone inbox chat", "timeout after <*> ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_receiver_without_resolutions_is_notified_of_each_firing()
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
        team.ExpectNothing("04:00");
    }

    [Fact]
    public void An_alarm_whose_severity_changes_keeps_its_receivers()
    {
        var team = Team.AsShipped();
        team.At("Fri 10:00").Alarm("orders", Severity.Warning);
        team.Expect("10:00:30").Firing("inbox chat", "orders");
        team.At("10:10").Alarm("orders");
        team.Expect("10:10").Firing("phone inbox chat", "orders");
        team.At("10:20").Alarm("orders", Severity.Warning);
        team.Expect("10:20").Resolved("phone inbox chat", "orders ok").WithReason("Severity is now warning.");
        team.Expect("10:20:30").Firing("inbox chat", "orders");
        team.At("10:40").Ok("orders");
        team.Expect("10:40").Resolved("inbox chat", "orders ok");
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void The_warnings_receivers_get_the_resolution_of_a_silenced_page()
    {
        var team = Team.AsShipped();
        team.At("Fri 10:00").Alarm("orders", Severity.Warning);
        team.Expect("10:00:30").Firing("inbox chat", "orders");
        team.At("10:05").Silence("s1", Hour, "severity = \"error\"").Alarm("orders");
        team.At("10:30").Ok("orders");
        team.Expect("10:30").Resolved("inbox chat", "orders ok");
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    private static Signal Some(string name, DateTimeOffset at) => Script.Some.Alarm(name, Severity.Error, at);
}
