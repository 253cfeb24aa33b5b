using Alerting.Alerts;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>
/// A receiver on several matching routes is notified by the first; which one that is depends on the severity.
/// </summary>
public sealed class OverlappingRoutes
{
    [Fact]
    public void When_severity_rises_the_page_route_takes_over_from_the_warning_route()
    {
        var team = PhoneAnd("phone, chat");
        team.At("Fri 10:00").Alarm("x", Severity.Warning);
        team.Expect("10:00:30").Firing("phone chat", "x");
        team.At("10:10").Alarm("x");
        team.Expect("10:10").Firing("phone", "x").Firing("chat", "x")
            .WithReason("Severity raised from warning to error.");
        team.At("10:20").Ok("x");
        team.Expect("10:20").Resolved("phone", "x ok").Resolved("chat", "x ok");
        team.ExpectNothing("18:00");
    }

    [Fact]
    public void When_severity_drops_the_general_route_takes_over_from_the_page_route()
    {
        var team = PhoneAnd("phone, chat");
        team.At("Fri 10:00").Alarm("x");
        team.Expect("10:00").Firing("phone", "x").Firing("chat", "x");
        team.At("10:10").Alarm("x", Severity.Warning);
        team.Expect("10:10").Resolved("phone", "x ok").WithReason("Severity is now warning.").Firing("phone chat", "x");
        team.Expect("14:10").Reminder("chat phone", "x");
        team.At("15:00").Ok("x");
        team.Expect("15:00").Resolved("chat phone", "x ok");
        team.ExpectNothing("18:00");
    }

    [Fact]
    public void A_receiver_notified_of_the_warning_gets_the_resolution_of_a_silenced_page()
    {
        var team = PhoneAnd("phone, chat");
        team.At("Fri 10:00").Alarm("x", Severity.Warning);
        team.Expect("10:00:30").Firing("phone chat", "x");
        team.At("10:05").Silence("s1", TimeSpan.FromHours(1), "severity = \"error\"").Alarm("x");
        team.At("10:20").Ok("x");
        team.Expect("10:20").Resolved("phone", "x ok").Resolved("chat", "x ok");
        team.ExpectNothing("18:00");
    }

    [Fact]
    public void A_route_hands_over_when_another_route_covers_all_its_receivers()
    {
        var team = PhoneAnd("phone");
        team.At("Fri 10:00").Alarm("x", Severity.Warning);
        team.Expect("10:00:30").Firing("phone", "x");
        team.At("10:10").Alarm("x");
        team.Expect("10:10").Firing("phone", "x");
        team.At("10:20").Ok("x");
        team.Expect("10:20").Resolved("phone", "x ok");
        team.At("11:00").Alarm("x");
        team.Expect("11:00").Firing("phone", "x");
        team.At("11:10").Alarm("x", Severity.Warning);
        team.Expect("11:10").Resolved("phone", "x ok").WithReason("Severity is now warning.");
        team.Expect("11:10:30").Firing("phone", "x");
        team.At("11:20").Ok("x");
        team.Expect("11:20").Resolved("phone", "x ok");
        team.ExpectNothing("18:00");
    }

    private static Scenario PhoneAnd(string to) => Team.With($$"""
        routes:
          - { name: pages, match: ['severity =~ "error|critical"'], to: [phone], continue: true }
          - { name: team, match: ['name =~ "x.*"'], to: [{{to}}] }
        """);
}
