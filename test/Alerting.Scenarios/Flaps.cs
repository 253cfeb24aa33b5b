using Alerting.Alerts;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>Alerts that change state too often.</summary>
public sealed class Flaps
{
    private const string Calm = "No longer flapping: resolved.";

    [Fact]
    public void Flapping_is_notified_once_and_again_when_it_is_stable()
    {
        var team = Team.AsShipped();
        FlapsAt3(team, "phone inbox chat");
        for (var minute = 10; minute < 40; minute += 10)
            team.At($"03:{minute}").Alarm("orders").Ok("orders");
        team.Expect("03:50").Resolved("phone inbox chat", "orders ok").WithReason(Calm);
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void An_alert_that_flaps_and_stays_down_is_notified_after_the_interval()
    {
        var team = Team.AsShipped();
        FlapsAt3(team, "phone inbox chat");
        team.At("03:12").Alarm("orders");
        team.Expect("03:17").Reminder("phone inbox chat", "orders")
            .WithReason("Still down: flapping, and firing for 5 min.");
        team.Expect("07:17").Reminder("phone inbox chat", "orders");
        team.At("07:30").Ok("orders");
        team.Expect("07:30").Resolved("phone inbox chat", "orders ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void Each_long_spell_of_a_flapping_alert_is_notified_and_a_short_one_is_not()
    {
        var team = Team.ByService();
        FlapsAt3(team, "phone chat");
        team.At("03:12").Alarm("orders");
        team.At("03:17").Ok("orders");
        team.At("03:20").Alarm("orders");
        team.Expect("03:25").Reminder("phone chat", "orders");
        team.At("03:26").Ok("orders");
        team.At("03:30").Alarm("orders");
        team.Expect("03:35").Reminder("phone chat", "orders");
        team.At("03:36").Ok("orders");
        team.Expect("03:56").Resolved("phone chat", "orders ok").WithReason(Calm);
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void An_alert_that_flapped_and_stays_resolved_is_notified_as_resolved()
    {
        var team = Team.ByService();
        team.At("03:00").Alarm("orders").Ok("orders");
        team.Expect("03:00").Firing("phone chat", "orders").Resolved("phone chat", "orders ok");
        team.At("03:01").Alarm("orders").Ok("orders");
        team.Expect("03:01").Firing("phone chat", "orders").Flapping("phone chat", "orders ok");
        team.Expect("03:30").Resolved("phone chat", "orders ok").WithReason(Calm);
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_change_at_both_ends_of_the_window_counts()
    {
        var team = Team.ByService();
        Toggle(team, from: "03:00", every: 10, times: 3, says: true);
        team.At("03:30").Ok("orders");
        team.Expect("03:30").Flapping("phone chat", "orders ok");
    }

    [Fact]
    public void Reminders_go_on_while_it_flaps_and_come_when_it_fires()
    {
        var team = Team.ByService("    repeat: 1h");
        Toggle(team, from: "03:00", every: 2, times: 60, says: false);
        team.AllNotified.Where(each => each.Receiver == "phone").Select(each => $"{each.At:HH:mm} {each.Kind}")
            .ShouldBe(["03:00 Firing", "03:02 Resolved", "03:04 Firing", "03:06 Flapping", "04:08 Reminder"]);
        team.AllNotified[^1].Reason.ShouldBe("Down again: still flapping.");
    }

    [Fact]
    public void A_rise_in_severity_is_notified_while_it_flaps()
    {
        var team = Team.ByService();
        FlapsAt3(team, "phone chat");
        team.At("03:12").Alarm("orders", Severity.Critical);
        team.Expect("03:12").Firing("phone chat", "orders")
            .WithReason("Severity raised from error to critical.");
        team.At("03:20").Ok("orders");
        team.Expect("03:39").Resolved("phone chat", "orders ok").WithReason(Calm);
    }

    [Fact]
    public void An_alert_that_stays_down_when_the_flapping_ends_is_not_notified_twice()
    {
        var team = Team.ByService();
        FlapsAt3(team, "phone chat");
        team.At("03:29").Alarm("orders");
        team.Expect("03:34").Reminder("phone chat", "orders");
        team.At("04:10").Ok("orders");
        team.Expect("04:10").Resolved("phone chat", "orders ok").WithReason("Resolved.");
    }

    [Fact]
    public void An_alert_that_fires_just_before_the_flapping_ends_is_notified_when_it_ends()
    {
        var team = Team.ByService();
        Toggle(team, from: "03:00", every: 2, times: 3, says: true);
        team.At("03:05").Ok("orders");
        team.Expect("03:05").Flapping("phone chat", "orders ok");
        team.At("03:30").Alarm("orders");
        team.Expect("03:34").Firing("phone chat", "orders").WithReason("No longer flapping: firing.");
    }

    [Fact]
    public void An_alert_that_flaps_again_soon_is_not_notified_as_flapping_again()
    {
        var team = Team.ByService();
        for (var i = 0; i < 20; i++)
        {
            var minute = 3 * 60 + i * 27;
            team.At($"{minute / 60:00}:{minute % 60:00}").Alarm("orders");
            team.At($"{(minute + 2) / 60:00}:{(minute + 2) % 60:00}").Ok("orders");
        }
        team.At("14:00");
        var kinds = team.AllNotified.Where(each => each.Receiver == "phone").Select(each => each.Kind).ToArray();
        kinds.Count(kind => kind == Notifications.NotificationKind.Flapping).ShouldBe(1);
        kinds.Length.ShouldBeLessThanOrEqualTo(41);
        kinds[^1].ShouldBe(Notifications.NotificationKind.Resolved);
    }

    [Theory]
    [InlineData("never")]
    [InlineData("{ changes: 100, within: 1h }")]
    public void A_route_may_set_when_its_alerts_flap(string flapping)
    {
        var team = Team.ByService("    flapping: " + flapping);
        Toggle(team, from: "03:00", every: 6, times: 6, says: true);
    }

    [Fact]
    public void A_route_may_call_fewer_changes_flapping()
    {
        var team = Team.ByService("    flapping: { changes: 2, within: 10m }");
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone chat", "orders");
        team.At("03:10").Ok("orders");
        team.Expect("03:10").Flapping("phone chat", "orders ok")
            .WithReason("Flapping: 2 changes in 10 min. Next notification if it fires for 5 min, or when it is stable.");
        team.Expect("03:10:00").Resolved("phone chat", "orders ok").WithReason(Calm);
    }

    [Fact]
    public void A_flapping_alert_that_still_fires_after_a_silence_is_notified()
    {
        var team = Team.ByService();
        FlapsAt3(team, "phone chat");
        team.At("03:10").Silence("s1", TimeSpan.FromMinutes(20), "name = \"orders\"");
        team.At("03:12").Alarm("orders");
        team.At("03:14").Ok("orders");
        team.At("03:16").Alarm("orders");
        team.Expect("03:30").Firing("phone chat", "orders").WithReason("Silence s1 ended; still firing.");
    }

    /// <summary>The notice alone would read as if it had come up again.</summary>
    [Fact]
    public void An_alert_that_began_to_flap_in_a_silence_and_is_down_since_is_notified_as_down()
    {
        var team = Team.AsShipped();
        team.At("03:00").Silence("s1", TimeSpan.FromMinutes(25), "name = \"orders\"");
        team.At("03:01").Alarm("orders");
        team.At("03:03").Ok("orders");
        team.At("03:06").Alarm("orders");
        team.At("03:08").Ok("orders");
        team.At("03:10").Alarm("orders");
        team.Expect("03:25").Flapping("phone inbox chat", "orders");
        team.Expect("03:30").Reminder("phone inbox chat", "orders")
            .WithReason("Still down: flapping, and firing for 20 min.");
        team.At("07:00").Ok("orders");
        team.Expect("07:00").Resolved("phone inbox chat", "orders ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_warning_that_flaps_while_held_is_in_the_digest_as_it_is()
    {
        var team = Team.AsShipped();
        team.At("03:00").Alarm("orders", Severity.Warning).Ok("orders").Alarm("orders", Severity.Warning).Ok("orders");
        team.At("07:40").Alarm("orders", Severity.Warning).Ok("orders").Alarm("orders", Severity.Warning).Ok("orders");
        team.At("07:50").Alarm("orders", Severity.Warning);
        team.Expect("08:00").Digest("inbox chat", "orders");
        team.At("08:20").Ok("orders");
        team.Expect("08:20").Resolved("inbox chat", "orders ok");
        team.ExpectNothing("12:00");
    }

    [Theory]
    [InlineData("03:12")]
    [InlineData(null)]
    public void An_alarm_deleted_while_it_flaps_ends_at_once_in_its_own_words(string? down)
    {
        var team = Team.ByService();
        FlapsAt3(team, "phone chat");
        if (down is not null)
        {
            team.At(down).Alarm("orders");
            team.Expect("03:17").Reminder("phone chat", "orders");
        }
        team.At("03:20").Deleted("orders");
        team.Expect("03:20").Resolved("phone chat", "orders ok").WithReason("Alarm deleted, not recovered.");
        team.At("03:25").Alarm("orders");
        team.Expect("03:25").Firing("phone chat", "orders");
        team.At("03:26").Deleted("orders");
        team.Expect("03:26").Resolved("phone chat", "orders ok").WithReason("Alarm deleted, not recovered.");
        team.ExpectNothing("Sat 02:00");
    }

    [Fact]
    public void A_log_error_does_not_flap_by_our_own_timer_and_is_not_called_still_down()
    {
        var team = Team.ByService();
        foreach (var (at, end) in new[] { ("03:00", "03:15"), ("03:16", "03:31"), ("03:32", "03:47") })
        {
            team.At(at).Log("boom");
            team.Expect(at).Firing("phone chat", "boom");
            team.Expect(end).Resolved("phone chat", "boom ok").WithReason("No further occurrence for 15 min.");
        }
        team.ExpectNothing("Sat 02:00");
    }

    [Fact]
    public void A_log_error_that_flaps_is_called_still_down_only_after_a_further_occurrence()
    {
        var team = Team.ByService("    flapping: { changes: 2, within: 30m }");
        team.At("03:00").Log("boom");
        team.Expect("03:00").Firing("phone chat", "boom");
        team.Expect("03:15").Resolved("phone chat", "boom ok");
        team.At("03:16").Log("boom");
        team.Expect("03:16").Flapping("phone chat", "boom");
        team.At("03:25").Log("boom");
        team.Expect("03:25").Reminder("phone chat", "boom");
        team.Expect("03:40").Resolved("phone chat", "boom ok").WithReason("No further occurrence for 15 min.");
        team.ExpectNothing("Sat 02:00");
    }

    /// <summary>Four changes from 03:00 to 03:09.</summary>
    private static void FlapsAt3(Scenario team, string receivers)
    {
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing(receivers, "orders");
        team.At("03:03").Ok("orders");
        team.Expect("03:03").Resolved(receivers, "orders ok");
        team.At("03:06").Alarm("orders");
        team.Expect("03:06").Firing(receivers, "orders");
        team.At("03:09").Ok("orders");
        team.Expect("03:09").Flapping(receivers, "orders ok").WithReason(
            "Flapping: 4 changes in 30 min. Next notification if it fires for 5 min, or when it is stable.");
    }

    private static void Toggle(Scenario team, string from, int every, int times, bool says)
    {
        var start = TimeOnly.Parse(from, null);
        for (var i = 0; i < times; i++)
        {
            var at = start.AddMinutes(i * every).ToString("HH:mm", null);
            if (i % 2 == 0)
                team.At(at).Alarm("orders");
            else
                team.At(at).Ok("orders");
            if (says && i % 2 == 0)
                team.Expect(at).Firing("phone chat", "orders");
            else if (says)
                team.Expect(at).Resolved("phone chat", "orders ok");
        }
    }
}
