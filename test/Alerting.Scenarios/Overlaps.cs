using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>A receiver on several routes that take an alert is told by the first of them, whichever that is at its severity.</summary>
public sealed class Overlaps
{
    [Fact]
    public void When_it_gets_worse_the_page_takes_over_from_the_route_that_told_the_warning()
    {
        var team = PhoneAnd("phone, chat");
        team.At("Fri 10:00").InsufficientData("x");
        team.Expect("10:00:30").Firing("phone chat", "x");
        team.At("10:10").Alarm("x");
        team.Expect("10:10").Firing("phone", "x").Firing("chat", "x").Because("rose from warning to error");
        team.At("10:20").Ok("x");
        team.Expect("10:20").Resolved("phone", "x ok").Resolved("chat", "x ok");
        team.Quiet("18:00");
    }

    [Fact]
    public void When_it_gets_better_the_route_of_all_tells_those_the_page_told()
    {
        var team = PhoneAnd("phone, chat");
        team.At("Fri 10:00").Alarm("x");
        team.Expect("10:00").Firing("phone", "x").Firing("chat", "x");
        team.At("10:10").InsufficientData("x");
        team.Expect("10:10").Resolved("phone", "x ok").Because("now a warning").Firing("phone", "x");
        team.Expect("14:10").Reminder("chat phone", "x");
        team.At("15:00").Ok("x");
        team.Expect("15:00").Resolved("chat phone", "x ok");
        team.Quiet("18:00");
    }

    [Fact]
    public void Who_knew_the_warning_hears_the_end_though_the_page_was_silenced()
    {
        var team = PhoneAnd("phone, chat");
        team.At("Fri 10:00").InsufficientData("x");
        team.Expect("10:00:30").Firing("phone chat", "x");
        team.At("10:05").Silence("s1", TimeSpan.FromHours(1), "severity = \"error\"").Alarm("x");
        team.At("10:20").Ok("x");
        team.Expect("10:20").Resolved("phone", "x ok").Resolved("chat", "x ok");
        team.Quiet("18:00");
    }

    [Fact]
    public void A_route_whose_receivers_are_all_told_by_another_hands_over_what_it_told()
    {
        var team = PhoneAnd("phone");
        team.At("Fri 10:00").InsufficientData("x");
        team.Expect("10:00:30").Firing("phone", "x");
        team.At("10:10").Alarm("x");
        team.Expect("10:10").Firing("phone", "x");
        team.At("10:20").Ok("x");
        team.Expect("10:20").Resolved("phone", "x ok");
        team.At("11:00").Alarm("x");
        team.Expect("11:00").Firing("phone", "x");
        team.At("11:10").InsufficientData("x");
        team.Expect("11:10").Resolved("phone", "x ok").Because("now a warning");
        team.Expect("11:10:30").Firing("phone", "x");
        team.At("11:20").Ok("x");
        team.Expect("11:20").Resolved("phone", "x ok");
        team.Quiet("18:00");
    }

    private static Scenario PhoneAnd(string to) => Team.With($$"""
        routes:
          - { name: pages, match: ['severity =~ "error|critical"'], to: [phone], continue: true }
          - { name: team, match: ['name =~ "x.*"'], to: [{{to}}] }
        """);
}
