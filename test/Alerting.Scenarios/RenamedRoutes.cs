using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>A route is renamed while its incident is open: the incident goes on, with its answer and its escalation.</summary>
public sealed class RenamedRoutes
{
    private const string Ann = "ann@ann/sms";
    private const string Bob = "bob@bob/sms";

    private const string People = """
        timezone: Europe/London
        people: { ann: { name: Ann, sms: "+442079460001" }, bob: { name: Bob, sms: "+442079460002" } }
        receivers: { chat: { slack: "https://hooks.slack.com/services/T/B/x" } }
        escalations: { production: [{ notify: [ann] }, { after: 10m, notify: [bob] }] }

        """;

    private static string Old => People + "routes: [{ name: old, to: [chat], escalate: production }]";

    private static string New => People + "routes: [{ name: new, to: [chat], escalate: production }]";

    [Fact]
    public void An_acknowledged_incident_of_a_renamed_route_pages_nobody()
    {
        var team = Acknowledged();
        var before = OpenGroup(team).Incident!;
        // Its source sends it again, which leads to the new route.
        team.At("02:30").ConfigureAll(New).Alarm("db-1", Severity.Critical);
        team.ExpectNothing("02:59");
        OpenGroup(team).RouteId.ShouldBe("new");
        var incident = OpenGroup(team).Incident!;
        (incident.Id, incident.State, incident.By, incident.Until)
            .ShouldBe((before.Id, IncidentState.Acknowledged, before.By, before.Until));
        team.Expect("03:00").Reminder(Ann, "db-1").WithReason(
            "Still on it? The acknowledgement expires at 03:05 GMT. Acknowledge again to extend it.");
        team.Expect("03:05").Reminder("chat", "db-1")
            .WithReason("Acknowledgement by Ann (02:05 GMT) expired; still firing.")
            .Escalation(Ann, "db-1");
    }

    [Fact]
    public void Unless_its_source_sends_it_the_group_goes_on_until_its_next_look()
    {
        var team = Acknowledged();
        team.At("02:30").ConfigureAll(New);
        team.Expect("03:00").Reminder(Ann, "db-1");
        team.Expect("03:05").Reminder("chat", "db-1").Escalation(Ann, "db-1");
        OpenGroup(team).RouteId.ShouldBe("new");
        team.Expect("03:15").Escalation(Bob, "db-1");
    }

    [Fact]
    public void A_repeated_log_error_does_not_page_again_either()
    {
        var team = new Scenario(Old);
        team.At("Sat 02:00").Log("disk full");
        team.Expect("02:00").Firing($"chat {Ann}", "disk full");
        team.At("02:05").Answer("ack", "disk full", "ann");
        team.Expect("02:05").Acknowledged($"chat {Ann}", "disk full");
        team.At("02:06").ConfigureAll(New).Log("disk full");
        team.At("02:07").Log("disk full");
        team.ExpectNothing("02:15");
        OpenGroup(team).Incident!.State.ShouldBe(IncidentState.Acknowledged);
    }

    [Fact]
    public void A_rise_in_severity_pages_all_the_same()
    {
        var team = new Scenario(Old);
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.At("02:05").Answer("ack", "db-1", "ann");
        team.Expect("02:05").Acknowledged($"chat {Ann}", "db-1");
        team.At("02:30").ConfigureAll(New).Alarm("db-1", Severity.Critical);
        team.Expect("02:30").Firing($"chat {Ann}", "db-1");
        team.AllNotified[^1].Note.ShouldBe("Acknowledged by Ann (02:05 GMT), before this.");
    }

    [Fact]
    public void An_unanswered_page_of_a_renamed_route_goes_on_where_its_policy_was()
    {
        var team = new Scenario(Old);
        team.At("Sat 02:00").Alarm("db-1", Severity.Critical);
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.At("02:05").ConfigureAll(New).Alarm("db-1", Severity.Critical);
        team.Expect("02:10").Escalation(Bob, "db-1").WithReason(
            "Nobody answered for 10 min. Asked before: Ann (02:00 GMT). Next step at 02:15 GMT.");
    }

    [Fact]
    public void An_answer_that_comes_before_the_group_has_noticed_counts()
    {
        var team = new Scenario(Old);
        team.At("Sat 02:00").Alarm("db-1", Severity.Critical);
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.At("02:05").ConfigureAll(New).Answer("ack", "db-1", "bob");
        team.Expect("02:05").Acknowledged($"chat {Ann}", "db-1").WithReason("Acknowledged by Bob (02:05 GMT).");
        team.ExpectNothing("03:04");
        OpenGroup(team).RouteId.ShouldBe("new");
    }

    [Fact]
    public void The_end_is_one_for_everybody_notified()
    {
        var team = Acknowledged();
        team.At("02:30").ConfigureAll(New).Ok("db-1");
        team.Expect("02:30").Resolved($"chat {Ann}", "db-1 ok");
        team.ExpectNothing("06:00");
    }

    [Fact]
    public void An_open_incident_of_the_new_route_that_was_answered_opens_again_for_an_unanswered_page()
    {
        const string byService = ", group_by: [service]";
        var team = new Scenario(Old.Replace("to: [chat]", "to: [chat]" + byService));
        team.At("Sat 02:00").Alarm("db-1", Severity.Critical);
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.At("02:01").ConfigureAll(New.Replace("to: [chat]", "to: [chat]" + byService)).Alarm("db-2", Severity.Critical);
        team.Expect("02:01").Firing($"chat {Ann}", "db-2");
        team.At("02:02").Answer("ack", "db-2", "ann");
        team.Expect("02:02").Acknowledged($"chat {Ann}", "db-2");
        team.At("02:03").Alarm("db-1", Severity.Critical);
        team.Expect("02:03").Escalation(Ann, "db-1", "db-2");
        team.Expect("02:13").Escalation(Bob, "db-1", "db-2");
    }

    /// <summary>Its source goes on sending it, which leads to the new route.</summary>
    [Fact]
    public void What_was_closed_before_opens_only_for_an_alert_that_starts_later()
    {
        var (team, alarm) = Closed();
        foreach (var time in (string[])["03:00", "04:00", "Mon 04:00"])
            team.At(time).Event("again", alarm with { EventKey = $"again {time}", OccurredAt = team.Now });
        team.ExpectNothing("Mon 05:00");
        team.At("06:00").Event("a later one", alarm with
            { EventKey = "later", StartsAt = team.Now, OccurredAt = team.Now });
        team.Expect("06:00").Firing($"chat {Ann}", "db-1");
        team.At("06:10").Ok("db-1");
        team.Expect("06:10").Resolved($"chat {Ann}", "db-1 ok");
    }

    [Fact]
    public void What_was_closed_before_opens_after_its_source_ended_it()
    {
        var (team, alarm) = Closed();
        team.At("02:20").Event("again", alarm with { EventKey = "again", StartsAt = null, OccurredAt = team.Now });
        team.At("02:30").Ok("db-1");
        team.ExpectNothing("02:39");
        team.At("02:40").Alarm("db-1", Severity.Critical);
        team.Expect("02:40").Firing($"chat {Ann}", "db-1");
    }

    [Fact]
    public void A_log_error_that_was_closed_before_is_new_after_a_time_without_it()
    {
        var team = new Scenario(Old);
        team.At("Sat 02:00").Log("disk full");
        team.Expect("02:00").Firing($"chat {Ann}", "disk full");
        team.At("02:05").Answer("close", "disk full", "ann");
        team.Expect("02:05").Resolved($"chat {Ann}", "disk full ok");
        team.At("02:06").ConfigureAll(New).Log("disk full");
        team.At("02:20").Log("disk full");
        team.ExpectNothing("02:35");
        team.At("02:36").Log("disk full");
        team.Expect("02:36").Firing($"chat {Ann}", "disk full");
    }

    [Fact]
    public void What_was_closed_before_and_got_worse_opens()
    {
        var team = new Scenario(Old);
        team.At("Sat 02:00").Alarm("db-1");
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.At("02:05").Answer("close", "db-1", "ann");
        team.Expect("02:05").Resolved($"chat {Ann}", "db-1 ok");
        team.At("02:10").ConfigureAll(New).Event("worse", Some.Alarm("db-1", Severity.Critical, team.Now) with
            { PreviousState = "ALARM" });
        team.Expect("02:10").Firing($"chat {Ann}", "db-1");
    }

    /// <summary>Closed by Ann, and then the route is renamed.</summary>
    private static (Scenario Team, Signal Alarm) Closed()
    {
        var team = new Scenario(Old);
        DateTimeOffset start = new(2026, 11, 14, 2, 0, 0, TimeSpan.Zero);
        var alarm = Some.Alarm("db-1", Severity.Critical, start) with { StartsAt = start, PreviousState = "ALARM" };
        team.At("Sat 02:00").Event("db-1", alarm);
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.At("02:05").Answer("close", "db-1", "ann");
        team.Expect("02:05").Resolved($"chat {Ann}", "db-1 ok");
        team.At("02:10").ConfigureAll(New);
        return (team, alarm);
    }

    private static Scenario Acknowledged()
    {
        var team = new Scenario(Old);
        team.At("Sat 02:00").Alarm("db-1", Severity.Critical);
        team.Expect("02:00").Firing($"chat {Ann}", "db-1");
        team.At("02:05").Answer("ack", "db-1", "ann");
        team.Expect("02:05").Acknowledged($"chat {Ann}", "db-1");
        return team;
    }

    private static GroupState OpenGroup(Scenario team) => team.Groups.Single(group => group.OpenCount > 0);
}
