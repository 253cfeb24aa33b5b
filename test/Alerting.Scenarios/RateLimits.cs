using Alerting.Notifications;
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

    /// <summary>The phone's limit is as shipped; the inbox is on the route, and the pager has a limit of its own.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(530)]
    [InlineData(700)]
    [InlineData(2800)]
    public void After_a_storm_a_limited_receiver_is_notified_of_the_ends_of_what_it_was_notified_of(int alarms)
    {
        var team = new Scenario("""
            timezone: Europe/London
            receivers:
              phone: { sms: ["+442079460000"], rate_limit: 20/h, fallback: inbox }
              inbox: { sns: "arn:aws:sns:eu-west-1:123456789012:alerts" }
              pager: { pagerduty: "0123456789abcdef0123456789abcdef", rate_limit: 5/10m }
            routes: [{ name: pages, to: [phone, inbox, pager], group_by: [name] }]
            """);
        team.At("02:00").Alarms(alarms, "mon-");
        team.At("02:20").Oks(alarms, "mon-");

        foreach (var (receiver, sent) in (IEnumerable<(string, int)>)[("phone", 21), ("inbox", alarms), ("pager", 6)])
        {
            var notified = team.AllNotified.Where(each => each.Receiver == receiver).ToLookup(each => each.IsResolved);
            notified[false].Count().ShouldBe(sent);
            notified[true].SelectMany(Names).Order().ShouldBe(notified[false].SelectMany(Names).Order(), receiver);
        }
        team.AllNotified.First(each => each is { Receiver: "phone", IsResolved: true }).Note.ShouldBe(
            $"Rate limit 20/h was reached; {alarms - 21} messages were dropped (see inbox). " +
            "Further messages are dropped until 03:00 GMT.");
    }

    private static IEnumerable<string> Names(Notification notified) => notified.Alerts.Select(alert => alert.Name);

    [Fact]
    public void A_pager_whose_last_alert_was_dropped_is_closed_and_nobody_is_told_of_that_alert()
    {
        var team = new Scenario("""
            timezone: Europe/London
            receivers:
              oncall:
                sms: ["+442079460000"]
                pagerduty: "0123456789abcdef0123456789abcdef"
                rate_limit: 1/10m
            routes: [{ name: all, to: [oncall], group_by: [source], interval: 1s }]
            """);
        team.At("03:00").Alarm("a");
        team.At("03:01").Alarm("b");
        team.At("03:02").Alarm("c");
        team.At("03:03").Ok("a").Ok("b");
        team.At("03:05").Ok("c");
        team.At("03:30");

        team.AllNotified.Select(each => (each.IsResolved, string.Join(' ', Names(each)), each.IsForPagers)).ShouldBe(
            [(false, "a", false), (false, "b", false), (true, "a b", false), (true, "c", true)]);
    }

    [Fact]
    public void A_fallback_that_got_a_dropped_reminder_gets_the_end_as_well()
    {
        var team = With("[phone]", "rate_limit: 1/10m, fallback: inbox");
        team.At("03:00").Alarm("a");
        team.Expect("03:00").Firing("phone", "a");
        team.At("06:59").Alarm("b").Alarm("c");
        team.Expect("06:59").Firing("phone", "b").Firing("phone", "c");
        team.Expect("07:00").Reminder("inbox", "a");
        team.At("07:05").Ok("a");
        team.Expect("07:05").Resolved("phone", "a ok").Resolved("inbox", "a ok");
        team.AllNotified[^1].Note.ShouldBe(
            "The rate limit of phone dropped an earlier message about this. Sent to inbox too.");
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
