using Alerting.Alerts;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.Scenarios.Script;
using CsCheck;

namespace Alerting.Scenarios;

/// <summary>A page asks one after the other until somebody answers.</summary>
public sealed class Escalations
{
    private const string Ann = "ann@ann/sms";
    private const string Bob = "bob@bob/sms";
    private const string Cy = "cy@cy/sms";

    private const string People = """
        timezone: Europe/London
        people:
          ann: { name: Ann, sms: "+442079460001" }
          bob: { name: Bob, sms: "+442079460002" }
          cy: { name: Cy, sms: "+442079460003" }
        schedules:
          primary:
            layers:
              - { rotation: [ann, bob], every: 1d, handover: "02:10", from: 2026-11-13 }
          late:
            layers:
              - { rotation: [cy], during: noon }
        time_intervals:
          noon: { from: "11:00", to: "13:00" }
        receivers:
          chat: { slack: "https://hooks.slack.com/services/T/B/x" }
          oncall: { on_call: primary }
          asleep: { on_call: late }

        """;

    private const string Policy = """
        escalations:
          production:
            - notify: [ann]
            - { after: 5m, notify: [bob] }
            - { after: 10m, notify: [bob, cy] }
            - { after: 15m, repeat: 1 }
        """;

    private const string Routes = """

        routes:
          - { name: pages, match: ['severity =~ "critical|error"'], to: [chat], escalate: production, group_by: [service] }
          - { name: others, to: [chat] }
        """;

    [Fact]
    public void An_unanswered_page_walks_the_policy()
    {
        var team = With(Policy);
        team.At("Sat 02:00").Alarm("db-1", Severity.Critical);
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.Expect("02:05").Escalation(Bob, "db-1").WithReason(
            "Nobody answered for 5 min. Asked before: Ann (02:00 GMT). Next step at 02:15 GMT.");
        team.Expect("02:15").Escalation($"{Bob} {Cy}", "db-1").WithReason(
            "Nobody answered for 10 min. Asked before: Ann (02:00 GMT), Bob (02:05 GMT). Next step at 02:30 GMT.");
        team.Expect("02:30").Escalation(Ann, "db-1");
        team.Expect("02:35").Escalation(Bob, "db-1");
        team.Expect("02:45").Escalation($"{Bob} {Cy}", "db-1");
        team.AllNotified[^1].Reason.ShouldEndWith("This is the last step.");
        IncidentOf(team).NobodyAnswered.ShouldBeFalse("there is time to answer the last step");
        // Then each hour, those asked last, and the route.
        team.Expect("03:45").Reminder($"chat {Bob} {Cy}", "db-1")
            .WithReason("Reminder: nobody answered; still firing 1 h after the last notification.");
        IncidentOf(team).NobodyAnswered.ShouldBeTrue();
        team.Expect("04:45").Reminder($"chat {Bob} {Cy}", "db-1");
        team.At("05:00").Ok("db-1");
        team.Expect("05:00").Resolved($"chat {Ann} {Bob} {Cy}", "db-1 ok");
        team.ExpectNothing("23:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Theory]
    [InlineData("02:00", 1)]
    [InlineData("02:04:59", 1)]
    [InlineData("02:05", 1)]
    [InlineData("02:05:01", 2)]
    [InlineData("02:14", 2)]
    [InlineData("02:20", 3)]
    [InlineData("02:40", 5)]
    [InlineData("02:50", 6)]
    public void Answered_at_any_step_it_asks_nobody_else(string time, int steps)
    {
        var team = With(Policy);
        team.At("Sat 02:00").Alarm("db-1", Severity.Critical);
        team.At(time).Answer("ack", "db-1", "ann");
        team.MoveTo("02:59");
        Asked(team).ShouldBe(steps);
        var told = team.AllNotified.Where(each => each.Kind == NotificationKind.Acknowledged)
            .Select(each => each.Receiver).ToArray();
        told.Order().ShouldBe(team.AllNotified.Select(each => each.Receiver).Distinct().Order(),
            "everybody who was asked learns who is on it");
    }

    /// <summary>Against a model that knows no groups: the times at which some step with somebody is due.</summary>
    [Fact]
    public void An_unanswered_page_always_reaches_its_next_step_and_an_answered_one_never() =>
        Gen.Select(
            Gen.Select(Gen.Int[1, 20], Gen.Bool).Array[1, 5], Gen.Int[0, 3], Gen.Int[1, 20], Gen.Int[0, 120],
            (steps, repeat, repeatAfter, answer) => (steps, repeat, repeatAfter, answer))
        .Sample(plot =>
        {
            var steps = string.Join("\n", plot.steps.Select((step, i) =>
                $"    - {{ after: {(i == 0 ? 0 : step.Item1)}m, notify: [{(step.Item2 ? "ann" : "asleep")}] }}"));
            var team = With($"""
                fallback: chat
                escalations:
                  production:
                {steps}
                    - {"{"} after: {plot.repeatAfter}m, repeat: {plot.repeat} {"}"}
                """);
            team.At("Sat 02:00").Alarm("db-1");
            var began = team.Now;
            team.AtMoment(began.AddMinutes(plot.answer).AddSeconds(1)).Answer("ack", "db-1", "ann");
            team.MoveTo("08:00");
            team.AllNotified.Where(each => each.Kind == NotificationKind.Escalation)
                .Select(each => (each.At - began).TotalMinutes).ToArray()
                .ShouldBe(Due(plot.steps, plot.repeat, plot.repeatAfter).Skip(1).Where(at => at <= plot.answer).ToArray());
        }, iter: 100);

    /// <summary>In minutes; the first is the page itself.</summary>
    private static IEnumerable<double> Due((int After, bool HasSomebody)[] steps, int repeat, int repeatAfter)
    {
        var (at, isSkipping) = (0.0, true);
        for (var round = 0; round <= repeat; round++)
        {
            if (round > 0)
                (at, isSkipping) = (at + repeatAfter, true);
            if (steps.All(step => !step.HasSomebody))
            {
                yield return at;
                continue;
            }
            foreach (var (after, hasSomebody) in steps)
            {
                if (!isSkipping)
                    at += after;
                isSkipping = !hasSomebody;
                if (hasSomebody)
                    yield return at;
            }
        }
    }

    [Theory]
    [InlineData("snooze")]
    [InlineData("close")]
    public void Any_answer_stops_it(string kind)
    {
        var team = With(Policy);
        team.At("Sat 02:00").Alarm("db-1", Severity.Critical);
        team.At("02:06").Answer(kind, "db-1", "bob");
        team.MoveTo("03:00");
        Asked(team).ShouldBe(2);
    }

    [Fact]
    public void The_end_stops_it()
    {
        var team = With(Policy);
        team.At("Sat 02:00").Alarm("db-1", Severity.Critical);
        team.At("02:05").Ok("db-1");
        team.MoveTo("Sun 03:00");
        Asked(team).ShouldBe(1);
    }

    [Fact]
    public void When_the_acknowledgement_expires_it_begins_again()
    {
        var team = With(Policy);
        team.At("Sat 02:00").Alarm("db-1", Severity.Critical);
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.Expect("02:05").Escalation(Bob, "db-1");
        team.At("02:06").Answer("ack", "db-1", "bob");
        team.Expect("02:06").Acknowledged($"chat {Ann} {Bob}", "db-1");
        team.Expect("03:01").Reminder(Bob, "db-1").WithReason(
            "Still on it? The acknowledgement expires at 03:06 GMT. Acknowledge again to extend it.");
        team.Expect("03:06").Reminder("chat", "db-1");
        team.Expect("03:06").Escalation($"{Ann} {Bob}", "db-1").WithReason(
            "Acknowledgement by Bob (02:06 GMT) expired; still firing. Next step at 03:11 GMT.");
        team.Expect("03:11").Escalation(Bob, "db-1");
    }

    [Fact]
    public void Whoever_is_still_on_it_presses_once_more()
    {
        var team = With(Policy);
        team.At("Sat 02:00").Alarm("db-1", Severity.Critical);
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.At("02:04").Answer("ack", "db-1", "ann");
        team.Expect("02:04").Acknowledged($"chat {Ann}", "db-1");
        team.Expect("02:59").Reminder(Ann, "db-1");
        team.At("03:00").Answer("ack", "db-1", "ann");
        team.ExpectNothing("03:54");
        team.Expect("03:55").Reminder(Ann, "db-1");
    }

    [Fact]
    public void One_person_in_two_receivers_is_told_of_the_end_once()
    {
        var team = With("""
            escalations:
              production:
                - notify: [ann]
                - { after: 5m, notify: [everybody] }
            """, receivers: "  everybody: { people: [ann, bob] }\n");
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.Expect("02:05").Escalation("everybody@ann/sms everybody@bob/sms", "db-1");
        team.At("02:06").Ok("db-1");
        team.Expect("02:06").Resolved($"chat {Ann} everybody@bob/sms", "db-1 ok");
        team.ExpectNothing("02:10");
    }

    [Fact]
    public void Acknowledged_and_then_worse_it_begins_again_with_the_page()
    {
        var team = With(Policy);
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.Expect("02:05").Escalation(Bob, "db-1");
        team.At("02:06").Answer("ack", "db-1", "bob");
        team.Expect("02:06").Acknowledged($"chat {Ann} {Bob}", "db-1");
        team.At("02:20").Alarm("db-1", Severity.Critical);
        team.Expect("02:20").Firing($"chat {Ann} {Bob}", "db-1");
        team.AllNotified[^1].Note.ShouldBe("Acknowledged by Bob (02:06 GMT), before this.");
        team.Expect("02:25").Escalation(Bob, "db-1");
    }

    [Fact]
    public void A_new_page_of_an_unanswered_incident_reaches_whoever_was_asked_and_the_policy_goes_on()
    {
        var team = With(Policy);
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.Expect("02:05").Escalation(Bob, "db-1");
        team.At("02:07").Alarm("db-2");
        team.Expect("02:07").Firing($"chat {Ann} {Bob}", "db-2");
        team.Expect("02:15").Escalation($"{Bob} {Cy}", "db-1", "db-2");
    }

    [Fact]
    public void A_person_escalates_at_once_and_a_late_press_changes_nothing()
    {
        var team = With(Policy);
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.At("02:01").Answer("ack", "db-1", "ann");
        team.Expect("02:01").Acknowledged($"chat {Ann}", "db-1");
        team.At("02:02").Answer("escalate", "db-1", "ann", step: 1);
        team.Expect("02:02").Escalation(Bob, "db-1").WithReason(
            "Escalated by Ann (02:02 GMT). Asked before: Ann (02:00 GMT). Next step at 02:12 GMT.");
        team.At("02:03").Answer("escalate", "db-1", "bob", step: 1);
        team.ExpectNothing("02:11");
        team.Expect("02:12").Escalation($"{Bob} {Cy}", "db-1");
    }

    [Fact]
    public void Withdrawn_it_goes_on_where_it_was()
    {
        var team = With(Policy);
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.At("02:01").Answer("ack", "db-1", "ann");
        team.Expect("02:01").Acknowledged($"chat {Ann}", "db-1");
        team.At("02:03").Answer("unack", "db-1", "ann");
        team.Expect("02:03").Reminder($"chat {Ann}", "db-1");
        team.Expect("02:05").Escalation(Bob, "db-1");
    }

    [Fact]
    public void After_a_handover_the_next_step_asks_whoever_is_on_call_then()
    {
        var team = With("""
            escalations:
              production:
                - notify: [oncall]
                - { after: 15m, notify: [oncall] }
            """);
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing("chat oncall@ann/sms", "db-1");
        team.Expect("02:10").Digest("primary@bob/sms", "db-1");
        team.Expect("02:15").Escalation("oncall@bob/sms", "db-1");
        team.At("02:16").Answer("ack", "db-1", "bob");
        team.Expect("02:16").Acknowledged("chat oncall@ann/sms oncall@bob/sms", "db-1");
        team.At("02:20").Ok("db-1");
        team.Expect("02:20").Resolved("chat oncall@ann/sms oncall@bob/sms", "db-1 ok");
    }

    [Fact]
    public void A_step_without_anybody_is_skipped_at_once()
    {
        var team = With("""
            escalations:
              production:
                - notify: [asleep]
                - { after: 5m, notify: [ann] }
                - { after: 5m, notify: [asleep] }
                - { after: 5m, notify: [cy] }
                - { after: 20m, repeat: 1 }
            """);
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.Expect("02:05").Escalation(Cy, "db-1");
        team.Expect("02:25").Escalation(Ann, "db-1");
    }

    [Theory]
    [InlineData("fallback: chat", "chat")]
    [InlineData("fallback: everybody", "everybody@ann/sms everybody@bob/sms everybody@cy/sms")]
    public void Nobody_on_call_in_any_step_notifies_the_fallback(string fallback, string notified)
    {
        var team = With("""
            escalations:
              production:
                - notify: [asleep]
                - { after: 5m, notify: [asleep] }
            """ + "\n" + fallback, routes: """

            routes: [ { name: pages, escalate: production, group_by: [service] } ]
            """, receivers: "  everybody: { people: [ann, bob, cy] }\n");
        team.At("Sat 02:00").Alarm("db-1", Severity.Critical);
        team.Expect("02:00").Firing(notified, "db-1");
    }

    [Fact]
    public void A_route_with_a_policy_alone_pages_its_first_step()
    {
        var team = With(Policy, routes: """

            routes: [ { name: pages, escalate: production, group_by: [service] } ]
            """);
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing(Ann, "db-1");
        team.Expect("02:05").Escalation(Bob, "db-1");
        team.At("02:06").Ok("db-1");
        team.Expect("02:06").Resolved($"{Ann} {Bob}", "db-1 ok");
    }

    [Fact]
    public void A_warning_starts_no_escalation()
    {
        var team = With(Policy, routes: """

            routes: [ { name: pages, to: [chat], escalate: production, group_by: [service] } ]
            """);
        team.At("Sat 02:00").Alarm("db-1", Severity.Warning);
        team.Expect("02:00:30").Firing("chat", "db-1");
        team.ExpectNothing("03:00");
        team.At("03:01").Alarm("db-1", Severity.Critical);
        team.Expect("03:01").Firing($"chat {Ann}", "db-1");
    }

    [Fact]
    public void A_silence_pauses_it()
    {
        var team = With(Policy);
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.At("02:02").Silence("s1", TimeSpan.FromMinutes(30), "service = db");
        team.ExpectNothing("02:31");
        team.Expect("02:32").Escalation(Bob, "db-1");
    }

    [Fact]
    public void An_edited_policy_counts_from_the_next_step_on()
    {
        var team = With(Policy);
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.At("02:02").ConfigureAll(People + """
            escalations:
              production:
                - notify: [ann]
                - { after: 5m, notify: [cy] }
            """ + Routes);
        team.Expect("02:05").Escalation(Cy, "db-1");
    }

    [Fact]
    public void After_an_outage_one_step_is_taken_not_all_that_were_due()
    {
        var team = With(Policy);
        team.At("Sat 02:00").Alarm("db-1", Severity.Critical);
        team.Skip("08:00");
        team.At("08:00").Alarm("db-2", Severity.Critical);
        team.MoveTo("08:00:01");
        Asked(team).ShouldBe(2);
        team.MoveTo("08:11");
        Asked(team).ShouldBe(3);
    }

    [Fact]
    public void Round_robin_asks_one_of_them_for_each_incident()
    {
        var team = With("""
            escalations:
              production:
                - { notify: [ann, bob, cy], round_robin: true }
            """, routes: """

            routes: [ { name: pages, escalate: production, group_by: ["..."] } ]
            """);
        team.At("Sat 02:00").Alarms(30, "db-");
        team.MoveTo("02:01");
        var asked = team.AllNotified.GroupBy(each => each.Alerts[0].Name).ToArray();
        asked.ShouldAllBe(each => each.Count() == 1);
        team.AllNotified.Select(each => each.Receiver).Distinct().Count().ShouldBe(3);
    }

    private static Scenario With(string policy, string routes = Routes, string receivers = "") =>
        new(People + receivers + policy + routes);

    private static Incident IncidentOf(Scenario team) => team.Groups.First(group => group.Incident is not null).Incident!;

    /// <summary>How many steps were taken.</summary>
    private static int Asked(Scenario team) => IncidentOf(team).Escalation!.Number;
}
