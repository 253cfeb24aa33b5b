using Alerting.Alerts;
using Alerting.Deliveries;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>People answer an incident: rule 15 without an escalation policy.</summary>
public sealed class Answers
{
    [Fact]
    public void An_acknowledged_incident_gets_no_reminder_until_the_acknowledgement_expires()
    {
        var team = Team.AsShipped();
        team.At("Sat 02:00").Alarm("db-1", Severity.Critical);
        team.Expect("02:00").Firing("phone inbox chat", "db-1");
        team.At("02:14").Answer("ack", "db-1", "Ann");
        team.Expect("02:14").Acknowledged("phone inbox chat", "db-1")
            .WithReason("Acknowledged by Ann (02:14 GMT).");
        team.Expect("03:14").Reminder("phone inbox chat", "db-1")
            .WithReason("Acknowledgement by Ann (02:14 GMT) expired; still firing.");
        team.Expect("04:14").Reminder("phone inbox chat", "db-1");
        team.At("04:20").Ok("db-1");
        team.Expect("04:20").Resolved("phone inbox chat", "db-1 ok");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void What_is_not_critical_stays_acknowledged_for_eight_hours()
    {
        var team = Team.AsShipped();
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing("phone inbox chat", "db-1");
        team.At("02:14").Answer("ack", "db-1", "ann");
        team.Expect("02:14").Acknowledged("phone inbox chat", "db-1");
        // Pressed again, it lasts longer, and nobody needs to know.
        team.At("05:00").Answer("ack", "db-1", "ann");
        team.ExpectNothing("12:59");
        team.Expect("13:00").Reminder("phone inbox chat", "db-1");
    }

    [Fact]
    public void A_rise_in_severity_ends_the_acknowledgement()
    {
        var team = Team.ByService();
        team.At("02:00").Alarm("db-1");
        team.Expect("02:00").Firing("phone chat", "db-1");
        team.At("02:10").Answer("ack", "db-1", "Ann");
        team.Expect("02:10").Acknowledged("phone chat", "db-1");
        team.At("02:20").Alarm("db-1", Severity.Critical);
        team.Expect("02:20").Firing("phone chat", "db-1").WithReason("Severity raised from error to critical.");
        team.AllNotified[^1].Note.ShouldBe("Acknowledged by Ann (02:10 GMT), before this.");
        IncidentOf(team).State.ShouldBe(IncidentState.Open);
        team.Expect("03:20").Reminder("phone chat", "db-1");
    }

    [Fact]
    public void A_new_page_ends_the_acknowledgement_and_a_warning_does_not()
    {
        var team = Team.ByService();
        team.At("02:00").Alarm("db-1");
        team.Expect("02:00").Firing("phone chat", "db-1");
        team.At("02:10").Answer("ack", "db-1", "ann");
        team.Expect("02:10").Acknowledged("phone chat", "db-1");
        team.At("02:20").Alarm("db-2", Severity.Warning);
        team.Expect("02:20").Firing("phone chat", "db-2");
        IncidentOf(team).State.ShouldBe(IncidentState.Acknowledged);
        team.At("02:30").Alarm("db-3");
        team.Expect("02:30").Firing("phone chat", "db-3");
        IncidentOf(team).State.ShouldBe(IncidentState.Open);
        team.Expect("06:00").Reminder("phone chat", "db-1", "db-3", "db-2");
    }

    [Fact]
    public void An_alert_that_comes_back_in_an_acknowledged_incident_does_not_end_it()
    {
        var team = Team.ByService();
        team.At("02:00").Together(Severity.Error, "db-1", "db-2");
        team.Expect("02:00").Firing("phone chat", "db-1", "db-2");
        team.At("02:10").Answer("ack", "db-1", "ann");
        team.Expect("02:10").Acknowledged("phone chat", "db-1", "db-2");
        team.At("02:20").Ok("db-2");
        team.Expect("02:25").Resolved("phone chat", "db-2 ok");
        team.At("02:40").Alarm("db-2");
        team.Expect("02:40").Firing("phone chat", "db-2");
        IncidentOf(team).State.ShouldBe(IncidentState.Acknowledged);
    }

    [Fact]
    public void A_snoozed_incident_is_quiet_until_then()
    {
        var team = Team.AsShipped();
        team.At("Sat 02:00").Alarm("db-1", Severity.Critical);
        team.Expect("02:00").Firing("phone inbox chat", "db-1");
        team.At("02:10").Answer("snooze", "db-1", "Ann", TimeSpan.FromHours(5));
        team.Expect("02:10").Acknowledged("phone inbox chat", "db-1")
            .WithReason("Snoozed by Ann (02:10 GMT) until 07:10 GMT.");
        team.Expect("07:10").Reminder("phone inbox chat", "db-1")
            .WithReason("Snooze by Ann (02:10 GMT) ended; still firing.");
    }

    [Theory]
    [InlineData("02:30", "chat phone")]
    [InlineData("02:31", "chat")]
    public void A_phone_does_not_ring_for_an_acknowledgement_long_after_the_page(string time, string told)
    {
        var team = Team.ByService();
        team.At("02:00").Alarm("db-1");
        team.Expect("02:00").Firing("phone chat", "db-1");
        team.At(time).Answer("ack", "db-1", "ann");
        team.Expect(time).Acknowledged("phone chat", "db-1");
        var writer = new DeliveryWriter(team.Config);
        var receivers = team.AllNotified.Where(each => each.Kind == NotificationKind.Acknowledged)
            .SelectMany(writer.Write).Select(delivery => delivery.Notification.Receiver);
        string.Join(' ', receivers.Order()).ShouldBe(told);
    }

    [Fact]
    public void An_acknowledgement_that_is_withdrawn_is_told_to_those_who_rely_on_it()
    {
        var team = Team.AsShipped();
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing("phone inbox chat", "db-1");
        team.At("02:10").Answer("unack", "db-1", "ann");
        team.ExpectNothing("02:11");
        team.At("02:12").Answer("ack", "db-1", "ann");
        team.Expect("02:12").Acknowledged("phone inbox chat", "db-1");
        team.At("02:13").Answer("unack", "db-1", "ann");
        team.Expect("02:13").Reminder("phone inbox chat", "db-1")
            .WithReason("Acknowledgement withdrawn by ann (02:13 GMT): nobody is on it.");
    }

    [Fact]
    public void Closed_by_hand_it_ends_for_everybody_notified_and_opens_anew_only_for_what_starts_later()
    {
        var team = Team.AsShipped();
        var alarm = Some.Alarm("db-1", Severity.Error, new(2026, 11, 14, 2, 0, 0, TimeSpan.Zero)) with
            { StartsAt = new(2026, 11, 14, 2, 0, 0, TimeSpan.Zero) };
        team.At("Sat 02:00").Event("db-1", alarm);
        team.Expect("02:00").Firing("phone inbox chat", "db-1");
        team.At("02:10").Answer("close", "db-1", "Ann", comment: "a known fault");
        team.Expect("02:10").Resolved("phone inbox chat", "db-1 ok").WithReason("Closed by Ann: a known fault.");
        var first = IncidentOf(team);
        (first.State, first.Comment).ShouldBe((IncidentState.Closed, "a known fault"));

        // Its source sends the same one again, for days.
        foreach (var time in (string[])["03:00", "04:00", "Mon 04:00"])
            team.At(time).Event("again", alarm with { EventKey = $"again {time}", OccurredAt = team.Now });
        team.Traces[^1].Alerts[0].Decisions[^1].Reason.ShouldBe(new Reason(ReasonCode.Closed,
            "Suppressed: closed by Ann (02:10 GMT). It opens again only if it starts anew."));
        team.ExpectNothing("Mon 05:00");

        team.At("06:00").Event("a later one", alarm with
            { EventKey = "later", StartsAt = team.Now, OccurredAt = team.Now });
        team.Expect("06:00").Firing("phone inbox chat", "db-1");
        IncidentOf(team).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public void A_closed_alert_of_a_source_without_starts_opens_anew_after_its_end()
    {
        var team = Team.AsShipped();
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing("phone inbox chat", "db-1");
        team.At("02:10").Answer("close", "db-1", "ann");
        team.Expect("02:10").Resolved("phone inbox chat", "db-1 ok").WithReason("Closed by ann.");
        // With no state in between, or none that is recovery, it is the same one.
        team.At("02:20").Event("again", Some.Alarm("db-1", Severity.Error, team.Now) with { PreviousState = "ALARM" });
        team.At("02:25").Event("again", Some.Alarm("db-1", Severity.Error, team.Now) with
            { PreviousState = "INSUFFICIENT_DATA" });
        team.At("02:30").Ok("db-1");
        team.ExpectNothing("02:39");
        team.At("02:40").Alarm("db-1");
        team.Expect("02:40").Firing("phone inbox chat", "db-1");
    }

    [Theory]
    [InlineData("cloudwatch-alarm", null)]
    [InlineData("cloudwatch-alarm", "OK")]
    [InlineData("monit", "OK")]
    public void A_closed_alert_whose_end_was_lost_opens_anew(string source, string? previous)
    {
        var team = Team.AsShipped();
        team.At("Sat 02:00").Event("db-1", Some.Alarm("db-1", Severity.Error, team.Now) with { Source = source });
        team.Expect("02:00").Firing("phone inbox chat", "db-1");
        team.At("02:10").Answer("close", "db-1", "ann");
        team.Expect("02:10").Resolved("phone inbox chat", "db-1 ok");
        team.At("02:40").Event("db-1", Some.Alarm("db-1", Severity.Error, team.Now) with
            { Source = source, PreviousState = previous });
        team.Expect("02:40").Firing("phone inbox chat", "db-1");
    }

    [Fact]
    public void A_closed_log_error_is_new_after_a_time_without_it()
    {
        var team = Team.AsShipped();
        team.At("Sat 02:00").Log("timeout");
        team.Expect("02:00").Firing("phone inbox chat", "timeout");
        team.At("02:10").Answer("close", "timeout", "ann");
        team.Expect("02:10").Resolved("phone inbox chat", "timeout ok");
        team.At("02:20").Log("timeout");
        team.At("02:30").Log("timeout");
        team.ExpectNothing("02:45");
        team.At("02:46").Log("timeout");
        team.Expect("02:46").Firing("phone inbox chat", "timeout");
    }

    [Fact]
    public void A_closed_alert_that_gets_worse_opens_anew()
    {
        var team = Team.ByService();
        team.At("02:00").Alarm("db-1");
        team.Expect("02:00").Firing("phone chat", "db-1");
        team.At("02:10").Answer("close", "db-1", "ann");
        team.Expect("02:10").Resolved("phone chat", "db-1 ok");
        team.At("02:20").Alarm("db-1", Severity.Critical);
        team.Expect("02:20").Firing("phone chat", "db-1");
    }

    [Fact]
    public void Closing_a_storm_ends_all_of_it()
    {
        var team = Team.ByService();
        team.At("02:00").Alarms(300, "db-");
        team.Expect("02:00").Firing("phone chat", "db-001");
        team.Expect("02:05").Storm("phone chat", "db-002", "db-003", "…", "+274");
        team.At("02:10").Answer("close", "db-001", "ann");
        team.Expect("02:10").Resolved("phone chat", "db-001 ok", "db-002 ok", "…", "+275");
        // The same ones again, those that were only counted, too.
        foreach (var name in (string[])["db-001", "db-150", "db-299"])
            team.At("02:20").Event("again", Some.Alarm(name, Severity.Error, team.Now) with { PreviousState = "ALARM" });
        team.At("02:30").Oks(300, "db-");
        team.ExpectNothing("03:00");
        team.At("03:01").Alarm("db-299");
        team.Expect("03:01").Firing("phone chat", "db-299");
    }

    [Fact]
    public void An_answer_after_the_end_opens_nothing()
    {
        var team = Team.AsShipped();
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing("phone inbox chat", "db-1");
        team.At("02:05").Answer("ack", "db-1", "Ann");
        team.Expect("02:05").Acknowledged("phone inbox chat", "db-1");
        team.At("02:10").Ok("db-1");
        team.Expect("02:10").Resolved("phone inbox chat", "db-1 ok");
        foreach (var kind in (string[])["ack", "snooze", "escalate", "unack", "close"])
            team.At("02:20").Answer(kind, "db-1", "bob");
        team.ExpectNothing("Sun 02:00");
        var incident = IncidentOf(team);
        (incident.State, incident.By!.Person).ShouldBe((IncidentState.Resolved, "Ann"));
    }

    private static Incident IncidentOf(Scenario team) =>
        team.Groups.Select(group => group.Incident).OfType<Incident>().MaxBy(incident => incident.OpenedAt)!;
}
