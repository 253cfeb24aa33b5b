using Alerting.Alerts;

namespace Alerting.Scenarios;

/// <summary>Routes that notify nobody, groups of one alert each, and pages that wait because their route asks.</summary>
public sealed class RouteChoices
{
    [Fact]
    public void A_null_route_takes_its_alerts_and_records_why_nobody_is_notified()
    {
        var team = Team.With("""
            routes:
              - { name: dev, match: ['name =~ "dev-.*"'], to: [] }
              - { name: all, to: [phone] }
            """);
        team.At("03:00").Alarm("dev-errors", Severity.Critical).Alarm("errors");
        team.Expect("03:00").Firing("phone", "errors");
        team.At("03:10").Ok("dev-errors").Ok("errors");
        team.Expect("03:10").Resolved("phone", "errors ok");
        team.ExpectNothing("12:00");
        team.Traces[0].Alerts[0].Decisions.Single().Reason.ShouldBe(
            new Reason(ReasonCode.NullRoute, "Suppressed: route \"dev\" notifies nobody."));
        team.Traces[2].Alerts[0].Decisions.Single().Reason.Code.ShouldBe(ReasonCode.NullRoute);
    }

    [Fact]
    public void Whoever_a_route_notified_before_it_became_a_null_route_gets_a_last_notification()
    {
        var team = Team.With("routes: [{ name: dev, match: ['name = \"dev\"'], to: [phone] }, { name: all, to: [chat] }]");
        team.At("03:00").Alarm("dev");
        team.Expect("03:00").Firing("phone", "dev");
        team.At("03:10").Configure("routes: [{ name: dev, match: ['name = \"dev\"'], to: [] }, { name: all, to: [chat] }]");
        // The group's next wake-up is the reminder.
        team.Expect("07:00").Resolved("phone", "dev ok").WithReason("Route \"dev\" takes it now and notifies nobody.");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void An_alert_that_falls_into_a_null_route_ends_for_those_notified()
    {
        var team = Team.With("routes: [{ match: ['severity = \"warning\"'], to: [] }, { name: all, to: [phone] }]");
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone", "orders");
        team.At("03:10").Alarm("orders", Severity.Warning);
        team.Expect("03:10").Resolved("phone", "orders ok").WithReason("Severity is now warning.");
        team.At("03:20").Alarm("orders");
        team.Expect("03:20").Firing("phone", "orders");
        team.ExpectNothing("05:00");
    }

    [Fact]
    public void Each_alert_by_itself_waits_for_no_other()
    {
        var team = Team.With("routes: [{ name: all, to: [phone], group_by: ['...'] }]");
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone", "orders");
        team.At("03:01").Alarm("mail");
        team.Expect("03:01").Firing("phone", "mail");
        team.At("03:02").Ok("orders").Ok("mail");
        team.Expect("03:02").Resolved("phone", "orders ok").Resolved("phone", "mail ok");
        team.ExpectNothing("05:00");
    }

    [Fact]
    public void A_page_waits_for_others_where_its_route_asks_for_it()
    {
        var team = Team.ByService("    wait: { pages: 30s, other: 2m }");
        team.At("03:00").Alarm("shop-disk", Severity.Warning);
        team.At("03:01").Alarm("shop-cpu");
        team.At("03:01:01").Alarm("shop-composite", Severity.Critical);
        team.Expect("03:01:30").Firing("phone chat", "shop-composite", "shop-cpu", "shop-disk")
            .WithReason("First alert of a new incident, after waiting 30 s for others to join.");
        team.ExpectNothing("04:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_plain_wait_is_not_for_pages()
    {
        var team = Team.ByService("    wait: 2m");
        team.At("03:00").Alarm("mail-disk", Severity.Warning).Alarm("shop-cpu");
        team.Expect("03:00").Firing("phone chat", "shop-cpu");
        team.Expect("03:02").Firing("phone chat", "mail-disk");
        team.ExpectNothing("04:00");
    }

    [Fact]
    public void A_composite_alarm_and_its_child_are_one_page_if_the_page_waits()
    {
        var team = Team.ByService("""
                wait: { pages: 30s }
            inhibit: [{ when: ['name = "shop-composite"'], mute: ['name = "shop-cpu"'], equal: [service] }]
            """);
        team.At("03:00").Alarm("shop-cpu");
        team.At("03:00:01").Alarm("shop-composite", Severity.Critical);
        team.Expect("03:00:31").Firing("phone chat", "shop-composite");
        team.At("03:10").Ok("shop-cpu");
        team.At("03:10:01").Ok("shop-composite");
        team.Expect("03:10:01").Resolved("phone chat", "shop-composite ok");
        team.ExpectNothing("05:00");
    }

    [Fact]
    public void A_page_that_resolves_while_its_route_lets_it_wait_is_not_notified()
    {
        var team = Team.ByService("    wait: { pages: 30s }");
        team.At("03:00").Alarm("shop-cpu");
        team.At("03:00:20").Ok("shop-cpu");
        team.ExpectNothing("04:00");
    }
}
