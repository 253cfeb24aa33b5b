using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>A schedule is handed over while incidents are open. The scenarios start on Friday 13 November 2026.</summary>
public sealed class Handovers
{
    private const string Ann = "primary@ann/sms";
    private const string AnnsMail = "primary@ann/email";
    private const string BobsMail = "primary@bob/email";

    private const string People = """
        timezone: Europe/London
        smtp: { host: localhost, from: a@example.com }
        people:
          ann: { name: Ann, sms: "+442079460001", email: ann@example.com, by: { error: [sms], critical: [sms] } }
          bob: { name: Bob, sms: "+442079460002", email: bob@example.com, by: { error: [sms], critical: [sms] } }
          cy: { name: Cy, sms: "+442079460003" }
        receivers:
          chat: { slack: "https://hooks.slack.com/services/T/B/x" }
        escalations:
          production: [{ notify: [primary] }, { after: 10m, notify: [cy] }, { after: 4h, notify: [backup] }]
        routes: [{ name: pages, to: [chat], escalate: production }]

        """;

    private const string Schedules = """
        schedules:
          primary: { layers: { rotation: [ann, bob], every: 1d, handover: "09:00", from: 2026-11-12 } }
          backup: { layers: { rotation: [cy, bob], every: 1d, handover: "08:30", from: 2026-11-12 } }
        """;

    [Fact]
    public void Whoever_takes_over_reads_which_incidents_are_open_and_whoever_is_relieved_too()
    {
        var team = new Scenario(People + Schedules);
        team.At("Sat 08:40").Alarm("orders", Severity.Critical);
        team.Expect("08:40").Firing("chat primary@bob/sms", "orders");
        team.At("08:45").Answer("ack", "orders", "bob");
        team.Expect("08:45").Acknowledged("chat primary@bob/sms", "orders");
        var code = team.Groups.Single().Incident!.Code;
        team.Expect("09:00")
            .Digest(AnnsMail, "orders").WithReason("You are on call in primary now. 1 incident is open.")
            .Digest(BobsMail, "orders").WithReason(
                "You are no longer on call in primary: Ann is. 1 incident is open.");
        team.AllNotified[^2].Note.ShouldBe("You are on call in primary now. 1 incident is open. " +
            $"{code}: Acknowledged by Bob (08:45 GMT) until 09:45 GMT.");
        (team.AllNotified[^2].IsQuiet, team.AllNotified[^1].IsQuiet).ShouldBe((false, true));
        team.AllNotified[^1].IsPage.ShouldBeFalse();
        team.ExpectNothing("09:39");
    }

    [Fact]
    public void Without_an_open_incident_nobody_reads_of_a_handover()
    {
        var team = new Scenario(People + Schedules);
        team.At("Sat 08:40").Alarm("orders", Severity.Critical);
        team.Expect("08:40").Firing("chat primary@bob/sms", "orders");
        team.At("08:48").Ok("orders");
        team.Expect("08:48").Resolved("chat primary@bob/sms", "orders ok");
        team.ExpectNothing("Mon 12:00");
    }

    [Fact]
    public void Several_incidents_come_in_one_notice_the_worst_first()
    {
        var team = new Scenario(People + Schedules);
        team.At("Sat 08:55").Alarm("mail").Alarm("orders", Severity.Critical);
        team.Expect("08:55").Firing("chat primary@bob/sms", "mail").Firing("chat primary@bob/sms", "orders");
        team.Expect("09:00").Digest($"{AnnsMail} {BobsMail}", "orders", "mail");
        var notice = team.AllNotified[^1];
        notice.IncidentOf!.Count.ShouldBe(2);
        var message = new MessageWriter(team.Config).Write(notice);
        message.Word.ShouldBe("HANDOVER");
        var codes = team.Groups.ToDictionary(group => group.Entries.Single().Alert.Name, group => group.Incident!.Code);
        message.Title.ShouldBe($"2 open incidents: orders {codes["orders"]}, mail {codes["mail"]} (error)");
    }

    [Fact]
    public void A_step_that_was_not_taken_yet_is_not_handed_over()
    {
        var team = new Scenario(People + Schedules);
        team.At("Sat 08:25").Alarm("orders", Severity.Critical);
        team.Expect("08:25").Firing("chat primary@bob/sms", "orders");
        // At 08:30 the backup changes, who would be asked at 12:35.
        team.Expect("08:35").Escalation("cy@cy/sms", "orders");
        team.Expect("09:00").Digest($"{AnnsMail} {BobsMail}", "orders");
    }

    [Fact]
    public void An_override_is_a_handover_and_so_is_its_end()
    {
        var team = new Scenario(People + Schedules);
        team.At("Sat 12:00").Alarm("orders", Severity.Critical);
        team.Expect("12:00").Firing($"chat {Ann}", "orders");
        team.At("12:02").Answer("snooze", "orders", "ann", TimeSpan.FromHours(5));
        team.Expect("12:02").Acknowledged($"chat {Ann}", "orders");
        team.At("12:03").TakesOver("bob", "primary", TimeSpan.FromHours(1));
        team.Expect("12:03").Digest($"{BobsMail} {AnnsMail}", "orders");
        team.Expect("13:03").Digest($"{AnnsMail} {BobsMail}", "orders");
        team.ExpectNothing("17:01");
    }

    [Fact]
    public void A_closed_incident_is_not_handed_over()
    {
        var team = new Scenario(People + Schedules);
        team.At("Sat 08:55").Alarm("orders", Severity.Critical);
        team.Expect("08:55").Firing("chat primary@bob/sms", "orders");
        team.At("08:56").Answer("close", "orders", "bob");
        team.Expect("08:56").Resolved("chat primary@bob/sms", "orders ok");
        team.ExpectNothing("Mon 12:00");
    }

    /// <summary>A phone is all she has, so she gets it there; whoever is relieved is not rung up.</summary>
    [Fact]
    public void Whoever_has_only_a_phone_is_notified_there_of_what_they_take_over()
    {
        var team = new Scenario(People + """
            schedules:
              primary: { layers: { rotation: [cy, cy2], every: 1d, handover: "09:00", from: 2026-11-12 } }
              backup: { layers: { rotation: [ann] } }
            """.Replace("cy2", "bob"));
        team.At("Fri 08:55").Alarm("orders", Severity.Critical);
        team.Expect("08:55").Firing("chat primary@cy/sms", "orders");
        team.Expect("09:00").Digest(BobsMail, "orders");
        team.Expect("09:05").Escalation("cy@cy/sms", "orders");
        team.MoveTo("Sat 08:59");
        team.AllNotified.Where(each => each.Code == ReasonCode.HandedOver).Select(each => each.Receiver)
            .ShouldBe([BobsMail]);
        team.MoveTo("Sat 09:01");
        team.AllNotified.Where(each => each.Code == ReasonCode.HandedOver).Select(each => each.Receiver)
            .ShouldBe([BobsMail, "primary@cy/sms", BobsMail]);
    }

    [Fact]
    public void Whoever_was_notified_only_by_the_handover_reads_who_is_on_it_and_that_it_ended()
    {
        var team = TakenOverUnanswered();
        team.At("09:04").Answer("ack", "orders", "bob");
        team.Expect("09:04").Acknowledged("chat primary@bob/sms", "orders")
            .Acknowledged($"{AnnsMail} {BobsMail}", "orders").WithReason("Acknowledged by Bob (09:04 GMT).");
        team.At("09:10").Ok("orders");
        team.Expect("09:10").Resolved($"chat primary@bob/sms {AnnsMail} {BobsMail}", "orders ok");
        team.ExpectNothing("Mon 12:00");
    }

    [Fact]
    public void Whoever_took_over_reads_that_it_was_closed()
    {
        var team = TakenOverUnanswered();
        team.At("09:04").Answer("close", "orders", "bob");
        team.Expect("09:04").Resolved($"chat primary@bob/sms {AnnsMail} {BobsMail}", "orders ok");
    }

    [Fact]
    public void Whoever_took_over_and_acknowledged_is_asked_whether_they_are_still_on_it()
    {
        var team = TakenOverUnanswered();
        team.At("09:04").Answer("ack", "orders", "ann");
        team.Expect("09:04").Acknowledged("chat primary@bob/sms", "orders")
            .Acknowledged($"{AnnsMail} {BobsMail}", "orders");
        team.Expect("09:59").Reminder(AnnsMail, "orders").WithReason(
            "Still on it? The acknowledgement expires at 10:04 GMT. Acknowledge again to extend it.");
    }

    [Fact]
    public void Somebody_removed_after_a_handover_is_sent_nothing_more()
    {
        var team = TakenOverUnanswered();
        team.At("09:02").ConfigureAll((People + Schedules).Replace("ann: {", "dee: {").Replace("[ann,", "[dee,"));
        team.Expect("09:02").Digest("primary@dee/email", "orders");
        team.At("09:03").Ok("orders");
        team.Expect("09:03").Resolved($"chat primary@bob/sms {BobsMail} primary@dee/email", "orders ok");
    }

    [Fact]
    public void Whoever_took_over_reads_the_end_after_the_route_is_renamed()
    {
        var team = TakenOverUnanswered();
        team.At("09:02").ConfigureAll((People + Schedules).Replace("name: pages", "name: renamed"));
        team.At("09:03").Answer("ack", "orders", "bob");
        team.Expect("09:03").Acknowledged("chat primary@bob/sms", "orders")
            .Acknowledged($"{AnnsMail} {BobsMail}", "orders");
        team.At("09:10").Ok("orders");
        team.Expect("09:10").Resolved($"chat primary@bob/sms {AnnsMail} {BobsMail}", "orders ok");
    }

    /// <summary>Ann reads of it five minutes before the next step.</summary>
    private static Scenario TakenOverUnanswered()
    {
        var team = new Scenario(People + Schedules);
        team.At("Sat 08:55").Alarm("orders", Severity.Critical);
        team.Expect("08:55").Firing("chat primary@bob/sms", "orders");
        team.Expect("09:00").Digest($"{AnnsMail} {BobsMail}", "orders");
        return team;
    }
}
