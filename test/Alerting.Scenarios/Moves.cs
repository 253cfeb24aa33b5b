using Alerting.Alerts;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>Alarms whose severity changes go from group to group, and what comes late must not confuse these.</summary>
public sealed class Moves
{
    private const string Nervous = "flapping: { changes: 2, within: 30m }";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void What_moved_and_ended_stays_ended_though_an_older_event_comes()
    {
        var team = Team.AsShipped();
        team.At("Fri 13:00").Alarm("orders");
        team.Expect("13:00").Firing("phone inbox chat", "orders");
        team.At("13:40").InsufficientData("orders");
        team.Expect("13:40").Resolved("phone inbox chat", "orders ok").Because("now a warning");
        team.Expect("13:40:30").Firing("inbox chat", "orders");
        team.At("14:00").Ok("orders");
        team.Expect("14:00").Resolved("inbox chat", "orders ok");
        team.At("14:30").Ok("orders");
        team.At("14:31").LateAlarm("orders", Severity.Info, Minute + Second);
        team.Quiet("18:00");
    }

    [Fact]
    public void A_late_event_that_is_over_already_does_not_flap()
    {
        var team = Team.AsShipped(extra: Nervous);
        team.At("03:00").Alarm("orders", Severity.Critical);
        team.Expect("03:00").Firing("phone inbox chat", "orders");
        team.At("03:01").Ok("orders");
        team.Expect("03:01").Flapping("phone inbox chat", "orders ok");
        team.At("03:10").LateAlarm("orders", Severity.Info, 9 * Minute + Second);
        team.Expect("03:31").Resolved("phone inbox chat", "orders ok").Because("stable for 30 min: it is resolved");
        team.Quiet("12:00");
    }

    [Fact]
    public void What_flaps_hears_of_each_end_so_that_late_events_are_known_to_be_late()
    {
        var team = Team.AsShipped(extra: Nervous);
        team.At("03:00").Alarm("orders", Severity.Info);
        team.Expect("03:00:30").Firing("chat", "orders");
        team.At("03:10").Ok("orders");
        team.Expect("03:10").Flapping("chat", "orders ok");
        team.At("03:20").Ok("orders");
        team.At("03:21").LateAlarm("orders", Severity.Info, Minute + Second);
        team.Expect("03:40").Resolved("chat", "orders ok").Because("stable for 30 min: it is resolved");
        team.Quiet("12:00");
    }

    [Fact]
    public void Who_was_reminded_of_an_error_is_told_when_it_is_critical_again()
    {
        var team = Team.AsShipped();
        team.At("03:00").Alarm("orders", Severity.Critical);
        team.Expect("03:00").Firing("phone inbox chat", "orders");
        team.At("03:10").Alarm("orders");
        team.Expect("07:00").Reminder("phone inbox chat", "orders").Because("still fires, and nobody was told for 4 h");
        team.At("07:30").Alarm("orders", Severity.Critical);
        team.Expect("07:30").Firing("phone inbox chat", "orders").Because("rose from error to critical");
        team.Quiet("08:00");
    }

    [Fact]
    public void What_is_over_is_remembered_for_an_hour_though_others_wake_the_group()
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
        team.Quiet("04:59");
    }

    [Fact]
    public void An_end_that_calls_itself_news_ends_the_error()
    {
        var team = Team.AsShipped();
        team.At("03:00").Event("deploy: FAILED", Some.Build("deploy", succeeded: false, team.Now.AddHours(3)));
        team.Expect("03:00").Firing("phone inbox chat", "deploy");
        team.At("03:20").Event("deploy: SUCCEEDED", Some.Build("deploy", succeeded: true, team.Now.AddMinutes(20)));
        team.Expect("03:20").Resolved("phone inbox chat", "deploy ok");
        team.Quiet("12:00");
    }

    [Fact]
    public void Who_heard_last_that_it_flaps_hears_that_it_fires_though_it_is_only_news_now()
    {
        var team = Team.AsShipped(extra: Nervous);
        team.At("Fri 17:26").Alarm("orders", Severity.Warning);
        team.Expect("17:26:30").Firing("inbox chat", "orders");
        team.At("17:33").Ok("orders");
        team.Expect("17:33").Flapping("inbox chat", "orders ok");
        // Its end waits for the morning; but it does not stay ended.
        team.At("18:08").Alarm("orders", Severity.Info);
        team.Expect("18:08:30").Firing("chat", "orders");
        team.Quiet("22:00");
    }

    [Fact]
    public void And_so_it_is_where_it_was_news_before_and_that_was_told()
    {
        var team = Team.AsShipped(extra: Nervous);
        team.At("Fri 12:27").Alarm("orders", Severity.Info);
        team.Expect("12:27:30").Firing("chat", "orders");
        team.At("17:26").Alarm("orders", Severity.Warning);
        team.Expect("17:26:30").Firing("inbox chat", "orders");
        team.At("17:33").Ok("orders");
        team.Expect("17:33").Flapping("inbox chat", "orders ok");
        team.At("18:08").Alarm("orders", Severity.Info);
        team.Expect("18:08:30").Firing("chat", "orders");
        team.Quiet("22:00");
    }
}
