using Alerting.Alerts;

namespace Alerting.Scenarios;

/// <summary>Inhibit rules: who mutes whom, and the grace on both sides.</summary>
public sealed class Inhibition
{
    private const string Routes = "routes: [{ name: all, to: [phone] }]\n";

    private const string Critical = """
        inhibit:
          - when: ['severity = "critical"']
            mute: ['severity =~ "error|warning"']
            equal: [service]

        """;

    [Fact]
    public void A_critical_alert_inhibits_lesser_alerts_of_its_service()
    {
        var team = Team.With(Routes + Critical);
        team.At("03:00").Alarm("orders-down", Severity.Critical);
        team.Expect("03:00").Firing("phone", "orders-down");
        team.At("03:01").Alarm("orders-errors").Alarm("orders-latency").Alarm("mail-errors");
        team.Expect("03:01").Firing("phone", "mail-errors");
        team.At("03:20").Ok("orders-latency");
        team.At("03:30:20").Ok("orders-down");
        team.Expect("03:30:20").Resolved("phone", "orders-down ok");
        // Noticed within a minute, and a grace of a minute.
        team.Expect("03:32").Firing("phone", "orders-errors")
            .WithReason("No longer inhibited by orders-down; still firing.");
        team.At("03:40").Ok("orders-errors").Ok("mail-errors");
        team.Expect("03:40").Resolved("phone", "orders-errors ok").Resolved("phone", "mail-errors ok");
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_composite_alarm_inhibits_its_children()
    {
        var team = Team.With("""
            routes: [{ name: all, to: [phone], wait: 1m, group_by: [service] }]
            severity: [{ match: ['name =~ "shop-(cpu|disk|errors)"'], severity: warning, override: true }]
            inhibit:
              - when: ['name = "shop-composite"']
                mute: ['name =~ "shop-(cpu|disk|errors)"']
                equal: [service]
            """);
        team.At("03:00").Alarm("shop-cpu").Alarm("shop-errors").Alarm("shop-composite", Severity.Critical);
        team.Expect("03:00").Firing("phone", "shop-composite");
        team.At("03:10").Ok("shop-cpu").Ok("shop-errors").Ok("shop-composite");
        team.Expect("03:10").Resolved("phone", "shop-composite ok");
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void What_recovers_within_the_grace_after_its_inhibitor_is_not_notified()
    {
        var team = Team.With(Routes + Critical);
        team.At("03:00").Alarm("orders-down", Severity.Critical).Alarm("orders-errors");
        team.Expect("03:00").Firing("phone", "orders-down");
        team.At("03:30").Ok("orders-down");
        team.Expect("03:30").Resolved("phone", "orders-down ok");
        team.At("03:30:50").Ok("orders-errors");
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Theory]
    [InlineData("0s", "03:31")]
    [InlineData("30s", "03:31:30")]
    [InlineData("5m", "03:36")]
    public void A_grace_decides_how_long_an_alert_waits_after_its_inhibition(string grace, string notified)
    {
        var team = Team.With(Routes + Critical + $"    grace: {grace}");
        team.At("03:00").Alarm("orders-down", Severity.Critical).Alarm("orders-errors");
        team.Expect("03:00").Firing("phone", "orders-down");
        // The inhibited alert looks once a minute whether it still is.
        team.At("03:30:10").Ok("orders-down");
        team.Expect("03:30:10").Resolved("phone", "orders-down ok");
        team.Expect(notified).Firing("phone", "orders-errors");
        team.ExpectNothing("04:00");
    }

    [Fact]
    public void A_written_grace_holds_back_an_alert_so_that_its_inhibitor_may_come_after_it()
    {
        var team = Team.With(Routes + Critical + "    grace: 1m");
        team.At("03:00").Alarm("orders-errors").Alarm("mail-errors");
        team.At("03:00:20").Alarm("orders-down", Severity.Critical);
        team.Expect("03:00:20").Firing("phone", "orders-down");
        team.Expect("03:01").Firing("phone", "mail-errors").WithReason("First alert of a new incident.");
        team.At("03:10").Ok("orders-errors").Ok("orders-down").Ok("mail-errors");
        team.Expect("03:10").Resolved("phone", "orders-down ok").Resolved("phone", "mail-errors ok");
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_rise_out_of_a_rule_ends_its_grace()
    {
        var team = Team.With(Routes + Critical + "    grace: 5m");
        team.At("03:00").Alarm("orders-errors", Severity.Warning);
        team.At("03:01").Alarm("orders-errors", Severity.Critical);
        team.Expect("03:01").Firing("phone", "orders-errors");
        team.ExpectNothing("03:59");
    }

    [Fact]
    public void A_rise_of_an_inhibited_alert_that_the_rule_does_not_mute_is_notified_at_once()
    {
        var team = Team.With(Routes + """
            inhibit: [{ when: ['name = "orders-down"'], mute: ['severity = "warning"'], equal: [service] }]
            """);
        team.At("03:00").Alarm("orders-down", Severity.Critical).Alarm("orders-disk", Severity.Warning);
        team.Expect("03:00").Firing("phone", "orders-down");
        team.At("03:10").Alarm("orders-disk");
        team.Expect("03:10").Firing("phone", "orders-disk")
            .WithReason("Severity raised from warning to error; orders-down does not inhibit it.");
        team.ExpectNothing("03:59");
    }

    [Fact]
    public void A_second_inhibitor_takes_over_and_the_grace_begins_when_the_last_one_ends()
    {
        var team = Team.With(Routes + Critical);
        team.At("03:00").Alarm("orders-down", Severity.Critical).Alarm("orders-api", Severity.Critical)
            .Alarm("orders-errors");
        team.Expect("03:00").Firing("phone", "orders-down").Firing("phone", "orders-api");
        team.At("03:10").Ok("orders-down");
        team.Expect("03:10").Resolved("phone", "orders-down ok");
        team.At("03:20").Ok("orders-api");
        team.Expect("03:20").Resolved("phone", "orders-api ok");
        team.Expect("03:21").Firing("phone", "orders-errors")
            .WithReason("No longer inhibited by orders-api; still firing.");
        team.ExpectNothing("04:10");
    }

    [Fact]
    public void A_reminder_that_an_inhibition_delayed_waits_for_the_grace_as_well()
    {
        var team = Team.With("routes: [{ name: all, to: [phone], repeat: 1h }]\n" + Critical);
        team.At("03:00").Alarm("orders-errors");
        team.Expect("03:00").Firing("phone", "orders-errors");
        team.At("03:10").Alarm("orders-down", Severity.Critical);
        team.Expect("03:10").Firing("phone", "orders-down");
        team.At("04:05:30").Ok("orders-down");
        team.Expect("04:05:30").Resolved("phone", "orders-down ok");
        team.At("04:06:10").Ok("orders-errors");
        team.Expect("04:06:10").Resolved("phone", "orders-errors ok");
        team.ExpectNothing("08:00");
    }

    [Fact]
    public void A_reminder_after_an_inhibition_says_how_long_it_really_is()
    {
        var team = Team.With("routes: [{ name: all, to: [phone], repeat: 1h }]\n" + Critical);
        team.At("03:00").Alarm("orders-errors");
        team.Expect("03:00").Firing("phone", "orders-errors");
        team.At("03:10").Alarm("orders-down", Severity.Critical);
        team.Expect("03:10").Firing("phone", "orders-down");
        team.At("04:05:30").Ok("orders-down");
        team.Expect("04:05:30").Resolved("phone", "orders-down ok");
        team.Expect("04:07").Reminder("phone", "orders-errors")
            .WithReason("Reminder: still firing 1 h 7 min after the last notification.");
        team.ExpectNothing("05:00");
    }

    [Fact]
    public void A_silenced_alert_still_inhibits()
    {
        var team = Team.With(Routes + Critical);
        team.At("03:00").Silence("s1", TimeSpan.FromHours(1), "name = \"orders-down\"")
            .Alarm("orders-down", Severity.Critical).Alarm("orders-errors");
        team.At("03:30").Ok("orders-errors").Ok("orders-down");
        team.ExpectNothing("05:00");
    }

    [Fact]
    public void An_alert_of_a_null_route_still_inhibits()
    {
        var team = Team.With("""
            routes:
              - { name: nobody, match: ['name = "orders-deploying"'], to: [] }
              - { name: all, to: [phone] }
            inhibit: [{ when: ['name = "orders-deploying"'], mute: ['name != "orders-deploying"'], equal: [service] }]
            """);
        team.At("03:00").Alarm("orders-deploying", Severity.Warning).Alarm("orders-errors").Alarm("mail-errors");
        team.Expect("03:00").Firing("phone", "mail-errors");
        team.At("03:20").Ok("orders-deploying");
        team.Expect("03:21").Firing("phone", "orders-errors");
        team.ExpectNothing("04:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_rule_without_a_source_lets_any_other_alert_inhibit()
    {
        var team = Team.With(Routes + "inhibit: [{ mute: ['name =~ \".*-info\"'], equal: [service] }]");
        team.At("03:00").Alarm("orders-info").Alarm("mail-errors").Alarm("mail-info").Alarm("mail2-info");
        team.Expect("03:00").Firing("phone", "orders-info").Firing("phone", "mail-errors")
            .Firing("phone", "mail2-info");
        team.ExpectNothing("03:59");
    }

    [Fact]
    public void Labels_under_unequal_must_differ()
    {
        var team = Team.With(Routes + """
            inhibit: [{ when: ['severity = "critical"'], mute: ['severity != "critical"'], equal: [account], unequal: [service] }]
            """);
        team.At("03:00").Alarm("vpc-down", Severity.Critical).Alarm("vpc-errors").Alarm("orders-errors");
        team.Expect("03:00").Firing("phone", "vpc-down").Firing("phone", "vpc-errors");
        team.ExpectNothing("03:59");
    }
}
