using Alerting.Alerts;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>Alarms whose severity changes move between groups, and late events must not confuse them.</summary>
public sealed class SeverityChanges
{
    private const string Nervous = "flapping: { changes: 2, within: 30m }";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void An_alert_that_moved_and_resolved_ignores_an_older_event()
    {
        var team = Team.AsShipped();
        team.At("Fri 13:00").Alarm("orders");
        team.Expect("13:00").Firing("phone inbox chat", "orders");
        team.At("13:40").Alarm("orders", Severity.Warning);
        team.Expect("13:40").Resolved("phone inbox chat", "orders ok").WithReason("Severity is now warning.");
        team.Expect("13:40:30").Firing("inbox chat", "orders");
        team.At("14:00").Ok("orders");
        team.Expect("14:00").Resolved("inbox chat", "orders ok");
        team.At("14:30").Ok("orders");
        team.At("14:31").LateAlarm("orders", Severity.Info, Minute + Second);
        team.ExpectNothing("18:00");
    }

    [Fact]
    public void A_late_event_of_a_resolved_alert_is_no_flapping_change()
    {
        var team = Team.AsShipped(extra: Nervous);
        team.At("03:00").Alarm("orders", Severity.Critical);
        team.Expect("03:00").Firing("phone inbox chat", "orders");
        team.At("03:01").Ok("orders");
        team.Expect("03:01").Flapping("phone inbox chat", "orders ok");
        team.At("03:10").LateAlarm("orders", Severity.Info, 9 * Minute + Second);
        team.Expect("03:30").Resolved("phone inbox chat", "orders ok").WithReason("No longer flapping: resolved.");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_flapping_alert_records_each_resolution_to_recognise_late_events()
    {
        var team = Team.AsShipped(extra: Nervous);
        team.At("03:00").Alarm("orders", Severity.Info);
        team.Expect("03:00:30").Firing("chat", "orders");
        team.At("03:10").Ok("orders");
        team.Expect("03:10").Flapping("chat", "orders ok");
        team.At("03:20").Ok("orders");
        team.At("03:21").LateAlarm("orders", Severity.Info, Minute + Second);
        team.Expect("03:30").Resolved("chat", "orders ok").WithReason("No longer flapping: resolved.");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void After_a_reminder_as_error_a_rise_to_critical_is_notified()
    {
        var team = Team.AsShipped();
        team.At("03:00").Alarm("orders", Severity.Critical);
        team.Expect("03:00").Firing("phone inbox chat", "orders");
        team.At("03:10").Alarm("orders");
        team.Expect("03:10").Firing("phone inbox chat", "orders").WithReason("Severity is now error.");
        team.Expect("07:10").Reminder("phone inbox chat", "orders")
            .WithReason("Reminder: still firing 4 h after the last notification.");
        team.At("07:30").Alarm("orders", Severity.Critical);
        team.Expect("07:30").Firing("phone inbox chat", "orders").WithReason("Severity raised from error to critical.");
        team.ExpectNothing("08:00");
    }

    [Fact]
    public void A_resolved_alert_is_remembered_for_an_hour_even_if_others_wake_the_group()
    {
        var team = Team.With("""
            routes:
              - { name: pages, match: ['severity =~ "critical|error"'], to: [phone], group_by: [service] }
              - { name: news, to: [chat], group_by: [service] }
            """);
        team.At("03:00").Alarm("shop-db", Severity.Critical);
        team.Expect("03:00").Firing("phone", "shop-db");
        team.At("03:10").Ok("shop-api");
        team.At("03:35").Ok("shop-api");
        team.Expect("04:00").Reminder("phone", "shop-db");
        team.At("04:01").LateAlarm("shop-api", Severity.Info, 26 * Minute + Second);
        team.ExpectNothing("04:59");
    }

    [Fact]
    public void A_resolution_marked_info_resolves_the_error()
    {
        var team = Team.AsShipped();
        team.At("03:00").Event("deploy: FAILED", Some.Build("deploy", succeeded: false, team.Now.AddHours(3)));
        team.Expect("03:00").Firing("phone inbox chat", "deploy");
        team.At("03:20").Event("deploy: SUCCEEDED", Some.Build("deploy", succeeded: true, team.Now.AddMinutes(20)));
        team.Expect("03:20").Resolved("phone inbox chat", "deploy ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_receiver_last_notified_of_flapping_is_notified_when_the_alert_fires_as_info()
    {
        var team = Team.AsShipped(extra: Nervous);
        team.At("Fri 17:31").Alarm("orders", Severity.Warning);
        team.Expect("17:31:30").Firing("inbox chat", "orders");
        team.At("17:38").Ok("orders");
        team.Expect("17:38").Flapping("inbox chat", "orders ok");
        // Its resolution is held until the morning, but it fires again before that.
        team.At("18:08").Alarm("orders", Severity.Info);
        team.Expect("18:08:30").Firing("chat", "orders");
        team.ExpectNothing("22:00");
    }

    [Fact]
    public void Even_if_it_was_notified_as_info_before()
    {
        var team = Team.AsShipped(extra: Nervous);
        team.At("Fri 12:27").Alarm("orders", Severity.Info);
        team.Expect("12:27:30").Firing("chat", "orders");
        team.At("17:31").Alarm("orders", Severity.Warning);
        team.Expect("17:31:30").Firing("inbox chat", "orders");
        team.At("17:38").Ok("orders");
        team.Expect("17:38").Flapping("inbox chat", "orders ok");
        team.At("18:08").Alarm("orders", Severity.Info);
        team.Expect("18:08:30").Firing("chat", "orders");
        team.ExpectNothing("22:00");
    }

    [Theory]
    [InlineData(Severity.Error, "Severity is now error.")]
    [InlineData(Severity.Warning, "Severity is now warning.")]
    [InlineData(Severity.Info, "Severity is now info.")]
    public void A_fall_in_severity_within_a_group_is_notified(Severity lower, string reason)
    {
        var team = Team.ByService();
        team.At("03:00").Alarm("db-1", Severity.Critical);
        team.Expect("03:00").Firing("phone chat", "db-1");
        team.At("03:10").Alarm("db-1", lower);
        team.Expect("03:10").Firing("phone chat", "db-1").WithReason(reason);
        team.At("03:12").Alarm("db-1", lower);
        team.At("03:13").Alarm("db-1", Severity.Critical);
        team.Expect("03:13").Firing("phone chat", "db-1")
            .WithReason($"Severity raised from {lower.Name()} to critical.");
        team.At("03:30").Ok("db-1");
        team.Expect("03:30").Resolved("phone chat", "db-1 ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_fall_comes_with_the_next_batch_unless_the_severity_rises_again_before()
    {
        var team = Team.ByService();
        team.At("03:00").Alarm("db-1", Severity.Critical);
        team.Expect("03:00").Firing("phone chat", "db-1");
        team.At("03:01").Alarm("db-1", Severity.Warning);
        team.At("03:02").Alarm("db-1", Severity.Critical);
        team.ExpectNothing("03:30");
        team.At("03:31").Alarm("db-2", Severity.Critical);
        team.Expect("03:31").Firing("phone chat", "db-2");
        team.At("03:32").Alarm("db-1", Severity.Warning);
        team.Expect("03:36").Firing("phone chat", "db-1").WithReason("Severity is now warning.");
        team.At("03:40").Ok("db-1").Ok("db-2");
        team.Expect("03:40").Resolved("phone chat", "db-2 ok", "db-1 ok");
    }

    [Fact]
    public void A_fall_breaks_no_hold_and_the_end_of_the_page_does_not_wait()
    {
        var team = Team.With("routes: [{ to: [phone, chat], hold: business-hours }]");
        team.At("03:00").Alarm("db-1", Severity.Critical).Alarm("db-2", Severity.Critical);
        team.Expect("03:00").Firing("phone chat", "db-1").Firing("phone chat", "db-2");
        team.At("03:10").Alarm("db-1", Severity.Warning).Alarm("db-2", Severity.Warning);
        team.At("04:00").Ok("db-2");
        team.Expect("04:00").Resolved("phone chat", "db-2 ok");
        team.Expect("08:00").Digest("phone chat", "db-1");
    }

    [Fact]
    public void A_fall_breaks_no_silence()
    {
        var team = Team.ByService();
        team.At("03:00").Alarm("db-1", Severity.Critical);
        team.Expect("03:00").Firing("phone chat", "db-1");
        team.At("03:05").Silence("s1", 30 * Minute, "service = \"db\"");
        team.At("03:10").Alarm("db-1", Severity.Warning);
        team.Expect("03:35").Firing("phone chat", "db-1");
        team.At("03:40").Ok("db-1");
        team.Expect("03:40").Resolved("phone chat", "db-1 ok");
    }
}
