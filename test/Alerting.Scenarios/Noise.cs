using Alerting.Alerts;

namespace Alerting.Scenarios;

/// <summary>Storms, batches and duplicates.</summary>
public sealed class Noise
{
    [Fact]
    public void Five_hundred_alarms_become_one_page_and_one_storm()
    {
        var team = Team.ByService();
        team.At("03:00").Alarms(500, "db-");
        team.Expect("03:00").Firing("phone chat", "db-001");
        team.Expect("03:05").Storm("phone chat", "db-002", "db-003", "…", "+474");
        team.At("03:20").Oks(500, "db-");
        team.Expect("03:20").Resolved("phone chat", "db-001 ok", "db-002 ok", "…", "+475");
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void An_overflow_alert_that_fires_again_once_there_is_room_is_counted_once()
    {
        var team = Team.ByService();
        team.At("03:00").Alarms(201, "db-");
        team.Expect("03:00").Firing("phone chat", "db-001");
        team.Expect("03:05").Storm("phone chat", "db-002", "db-003", "…", "+175");
        team.At("03:06").Ok("db-001");
        team.Expect("03:10").Resolved("phone chat", "db-001 ok");
        team.At("03:20").Alarm("db-201");
        team.At("03:30").Oks(201, "db-");
        team.Expect("03:30").Resolved("phone chat", "db-002 ok", "…", "+175");
        team.ExpectNothing("12:00");
        team.Groups.Single().Overflow.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_more_severe_alert_in_a_storm_is_notified_at_once()
    {
        var team = Team.ByService();
        team.At("03:00").Alarms(250, "db-", Severity.Warning);
        team.At("03:00:10").Alarm("db-master", Severity.Critical);
        team.Expect("03:00:10").Storm("phone chat", "db-master", "db-001", "…", "+226");
        team.At("03:01").Alarm("db-replica", Severity.Error);
        team.Expect("03:05:10").Firing("phone chat", "db-replica");
        team.ExpectNothing("03:59");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void New_alerts_of_a_group_come_in_batches()
    {
        var team = Team.ByService();
        team.At("03:00").Alarm("db-1");
        team.Expect("03:00").Firing("phone chat", "db-1");
        team.At("03:01").Alarm("db-2");
        team.At("03:02").Ok("db-1").Alarm("db-3");
        team.Expect("03:05").Firing("phone chat", "db-2", "db-3").Resolved("phone chat", "db-1 ok");
        team.At("03:20").Alarm("db-4");
        team.Expect("03:20").Firing("phone chat", "db-4").WithReason("New alert in an open incident.");
        team.At("03:21").Ok("db-2").Ok("db-3").Ok("db-4");
        team.Expect("03:21").Resolved("phone chat", "db-2 ok", "db-3 ok", "db-4 ok");
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_receiver_on_two_routes_is_notified_once()
    {
        var team = Team.With("""
            routes:
              - { name: payments, match: ['service = "payments"'], to: [chat], continue: true }
              - { name: all, to: [phone, chat] }
            """);
        team.At("03:00").Alarm("payments-down");
        team.Expect("03:00").Firing("chat", "payments-down").Firing("phone", "payments-down");
        team.At("03:05").Ok("payments-down");
        team.Expect("03:05").Resolved("chat", "payments-down ok").Resolved("phone", "payments-down ok");
        team.ExpectNothing("12:00");
    }
}
