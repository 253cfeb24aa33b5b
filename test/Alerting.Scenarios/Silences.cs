using Alerting.Alerts;

namespace Alerting.Scenarios;

/// <summary>Silences.</summary>
public sealed class Silences
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void A_silenced_alert_is_notified_if_it_still_fires_when_the_silence_ends()
    {
        var team = Team.AsShipped();
        team.At("03:00").Silence("s1", Hour, "name =~ \"orders.*\"").Alarm("orders").Alarm("orders-db");
        team.At("03:30").Ok("orders-db");
        team.Expect("04:00").Firing("phone inbox chat", "orders").WithReason("Silence s1 ended; still firing.");
        team.At("04:10").Ok("orders");
        team.Expect("04:10").Resolved("phone inbox chat", "orders ok");
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_notified_receiver_gets_the_resolution_during_a_silence()
    {
        var team = Team.AsShipped();
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone inbox chat", "orders");
        team.At("03:10").Silence("s1", 8 * Hour, "name = \"orders\"");
        team.At("09:00").Ok("orders");
        team.Expect("09:00").Resolved("phone inbox chat", "orders ok");
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_silence_ended_early_stops_at_once()
    {
        var team = Team.AsShipped();
        team.At("03:00").Silence("s1", 8 * Hour, "name = \"orders\"").Alarm("orders");
        team.At("03:20").Silence("s1", TimeSpan.Zero, "name = \"orders\"");
        team.Expect("03:20").Firing("phone inbox chat", "orders");
        team.ExpectNothing("04:00");
    }

    [Fact]
    public void A_silence_with_invalid_or_no_matchers_mutes_nothing()
    {
        var team = Team.AsShipped();
        team.At("03:00").Silence("s1", Hour, "name =~ \"(\"").Silence("s2", Hour).Alarm("orders");
        team.Expect("03:00").Firing("phone inbox chat", "orders");
        team.ExpectNothing("04:00");
    }

    [Fact]
    public void A_rise_in_severity_out_of_a_silence_is_the_reason_not_the_end_of_the_silence()
    {
        var team = Team.With("routes: [{ name: all, to: [phone] }]");
        team.At("03:00").Silence("s1", Hour, "severity = \"warning\"").Alarm("orders", Severity.Warning);
        team.At("03:10").Alarm("orders");
        team.Expect("03:10").Firing("phone", "orders")
            .WithReason("Severity raised from warning to error; silence s1 does not cover it.");
        team.ExpectNothing("05:00");
    }

    [Fact]
    public void A_fall_in_severity_out_of_a_silence_is_the_reason_not_the_end_of_the_silence()
    {
        var team = Team.With("routes: [{ name: all, to: [phone], wait: 0 }]");
        team.At("03:00").Silence("s1", Hour, "severity = \"error\"").Alarm("orders");
        team.At("03:10").Alarm("orders", Severity.Warning);
        team.Expect("03:10").Firing("phone", "orders")
            .WithReason("Severity is now warning; silence s1 does not cover it.");
        team.ExpectNothing("05:00");
    }

    [Fact]
    public void A_silence_whose_matchers_changed_has_not_ended()
    {
        var team = Team.AsShipped();
        team.At("03:00").Silence("db (eu)", Hour, "name = \"orders\"").Alarm("orders");
        team.At("03:20").Silence("db (eu)", Hour, "name = \"orders-db\"");
        team.Expect("03:20").Firing("phone inbox chat", "orders")
            .WithReason("Silence db (eu) no longer covers it; still firing.");
        team.ExpectNothing("05:00");
    }

    [Fact]
    public void The_end_of_a_silence_is_the_reason_of_what_then_waits_for_the_next_batch()
    {
        var team = Team.ByService();
        team.At("03:00").Silence("line 1", 10 * Hour / 60, "name = \"orders-b\"").Alarm("orders-b");
        team.At("03:08").Alarm("orders-a");
        team.Expect("03:08").Firing("phone chat", "orders-a");
        team.Expect("03:13").Firing("phone chat", "orders-b").WithReason("Silence line 1 ended; still firing.");
        team.ExpectNothing("05:00");
    }

    [Fact]
    public void A_reminder_that_a_silence_delayed_says_how_long_it_really_is()
    {
        var team = Team.With("routes: [{ name: all, to: [phone], repeat: 1h }]");
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone", "orders");
        team.At("03:30").Silence("s1", Hour, "name = \"orders\"");
        team.Expect("04:30").Reminder("phone", "orders")
            .WithReason("Reminder: still firing 1 h 30 min after the last notification.");
        team.Expect("05:30").Reminder("phone", "orders")
            .WithReason("Reminder: still firing 1 h after the last notification.");
        team.ExpectNothing("06:00");
    }
}
