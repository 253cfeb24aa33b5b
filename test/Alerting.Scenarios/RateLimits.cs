using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>A phone with a rate limit beside an inbox without one.</summary>
public sealed class RateLimits
{
    private static Scenario With(string to, string phone = "budget: 2/10m, fallback: inbox") => new($$"""
        timezone: Europe/London
        receivers:
          phone: { sms: ["+442079460000"], {{phone}} }
          inbox: { sns: "arn:aws:sns:eu-west-1:123456789012:alerts" }
        routes: [{ name: all, to: {{to}}, group_by: [name] }]
        """);

    [Fact]
    public void The_first_message_over_the_rate_limit_says_so_and_the_rest_go_elsewhere()
    {
        var team = With("[phone, inbox]");
        team.At("03:00").Alarm("a").Alarm("b").Alarm("c").Alarm("d").Alarm("e");
        team.Expect("03:00").Firing("phone inbox", "a").Firing("phone inbox", "b").Firing("phone inbox", "c")
            .Firing("inbox", "d").Firing("inbox", "e");
        team.AllNotified[^4].Note.ShouldBe(
            "Rate limit 2 per 10 min reached. Further messages are dropped until 03:10 GMT; see inbox.");
        team.At("03:05").Ok("a").Ok("d");
        team.Expect("03:05").Resolved("phone inbox", "a ok").Resolved("inbox", "d ok");
        team.AllNotified[^3].Note.ShouldBe("Rate limit 2 per 10 min was reached; 2 messages were dropped (see inbox). " +
            "Further messages are dropped until 03:10 GMT.");
        team.At("03:12").Alarm("f");
        team.Expect("03:12").Firing("phone inbox", "f");
        team.AllNotified[^2].Note.ShouldBeNull("the resolved notification said how many were dropped");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void Dropped_messages_and_their_resolutions_go_to_the_fallback()
    {
        var team = With("[phone]");
        team.At("03:00").Alarm("a").Alarm("b").Alarm("c").Alarm("d");
        team.Expect("03:00").Firing("phone", "a").Firing("phone", "b").Firing("phone", "c").Firing("inbox", "d")
            .WithReason("Not sent to phone: rate limit 2 per 10 min reached; 1 dropped so far.");
        team.At("03:05").Ok("c").Ok("d");
        team.Expect("03:05").Resolved("phone", "c ok").Resolved("inbox", "d ok");
        team.Traces[3].Alerts[0].Decisions.Select(decision => (decision.Receiver, decision.Action))
            .ShouldBe([("phone", DecisionAction.Notify), ("phone", DecisionAction.Suppress),
                ("inbox", DecisionAction.Notify)]);
    }

    [Fact]
    public void An_alert_dropped_for_every_receiver_is_recorded_as_suppressed()
    {
        var team = With("[phone]", "budget: 1/10m");
        team.At("03:00").Alarm("a").Alarm("b").Alarm("c");
        team.Expect("03:00").Firing("phone", "a").Firing("phone", "b");

        team.Traces.Select(trace => trace.Alerts[0].OutcomeAt(team.Now))
            .ShouldBe([DecisionAction.Notify, DecisionAction.Notify, DecisionAction.Suppress]);
        team.Traces[2].Alerts[0].Decisions[^1].Reason.Text.ShouldBe(
            "Rate limit 1 per 10 min reached; 1 dropped so far.");
        team.ExpectNothing("03:59");
    }
}
