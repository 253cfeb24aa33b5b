using Alerting.Alerts;

namespace Alerting.Scenarios;

/// <summary>Silences and inhibit rules.</summary>
public sealed class Silences
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private const string Critical = """
        inhibit:
          - when: ['severity = "critical"']
            mute: ['severity =~ "error|warning"']
            equal: [service]
        """;

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
    public void A_critical_alert_inhibits_lesser_alerts_of_its_service()
    {
        var team = Team.With("routes: [{ name: all, to: [phone] }]\n" + Critical);
        team.At("03:00").Alarm("orders-down", Severity.Critical);
        team.Expect("03:00").Firing("phone", "orders-down");
        team.At("03:01").Alarm("orders-errors").Alarm("orders-latency").Alarm("mail-errors");
        team.Expect("03:01").Firing("phone", "mail-errors");
        team.At("03:20").Ok("orders-latency");
        team.At("03:30:20").Ok("orders-down");
        team.Expect("03:30:20").Resolved("phone", "orders-down ok");
        team.Expect("03:31").Firing("phone", "orders-errors")
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
}
