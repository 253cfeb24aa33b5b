using Alerting.Alerts;

namespace Alerting.Scenarios;

/// <summary>What happens at one moment: first its events and commands, then its timers.</summary>
public sealed class Ties
{
    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);

    [Fact]
    public void An_alert_that_resolves_when_its_reminder_is_due_gets_no_reminder()
    {
        var team = Team.ByService();
        team.At("03:00").Alarm("db-1", Severity.Critical);
        team.Expect("03:00").Firing("phone chat", "db-1");
        team.At("04:00").Ok("db-1");
        team.Expect("04:00").Resolved("phone chat", "db-1 ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_page_leaves_the_timers_of_its_moment_to_the_wake_up()
    {
        var team = Team.ByService();
        team.At("03:00").Alarm("db-1", Severity.Critical);
        team.Expect("03:00").Firing("phone chat", "db-1");
        team.At("04:00").Alarm("db-2", Severity.Critical).Ok("db-1");
        team.Expect("04:00").Firing("phone chat", "db-2");
        team.Expect("04:05").Resolved("phone chat", "db-1 ok");
    }

    [Fact]
    public void A_page_and_the_reminders_of_its_moment_are_both_sent()
    {
        var team = Team.ByService();
        team.At("03:00").Alarm("db-1", Severity.Critical);
        team.Expect("03:00").Firing("phone chat", "db-1");
        team.At("04:00").Alarm("db-2", Severity.Critical);
        team.Expect("04:00").Firing("phone chat", "db-2").Reminder("phone chat", "db-1", "db-2");
    }

    [Fact]
    public void A_silence_that_begins_when_the_wait_is_over_suppresses()
    {
        var team = Team.ByService();
        team.At("03:00").Alarm("db-1", Severity.Warning);
        team.At("03:00:30").Silence("s1", HalfAnHour, "name = \"db-1\"");
        team.At("03:20").Ok("db-1");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void An_alert_that_resolves_when_its_silence_ends_is_not_notified()
    {
        var team = Team.ByService();
        team.At("03:00").Silence("s1", HalfAnHour, "service = \"db\"");
        team.At("03:10").Alarm("db-1").Alarm("db-2");
        team.At("03:30").Ok("db-1");
        team.Expect("03:30").Firing("phone chat", "db-2");
        team.At("03:40").Ok("db-2");
        team.Expect("03:40").Resolved("phone chat", "db-2 ok");
    }

    [Fact]
    public void An_alert_that_fires_when_the_silence_ends_is_notified_at_once()
    {
        var team = Team.ByService();
        team.At("03:00").Silence("s1", HalfAnHour, "service = \"db\"");
        team.At("03:30").Alarm("db-1");
        team.Expect("03:30").Firing("phone chat", "db-1").WithReason("First alert of a new incident.");
    }

    [Fact]
    public void An_occurrence_when_a_log_error_would_resolve_keeps_it_firing()
    {
        var team = Team.ByService();
        team.At("03:00").Log("cannot connect");
        team.Expect("03:00").Firing("phone chat", "cannot connect");
        team.At("03:15").Log("cannot connect");
        team.Expect("03:30").Resolved("phone chat", "cannot connect ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_warning_that_resolves_when_the_hours_begin_has_recovered()
    {
        var team = Team.AsShipped();
        team.At("03:00").Alarm("db-1", Severity.Warning);
        team.At("08:00").Ok("db-1");
        team.Expect("08:00").Digest("inbox chat", "db-1 ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void What_ends_when_the_hours_begin_is_in_the_digest_of_the_others()
    {
        var team = Team.AsShipped();
        team.At("03:00").Alarm("db-1", Severity.Warning).Alarm("db-2", Severity.Warning).Alarm("db-3", Severity.Warning);
        team.At("08:00").Ok("db-1").Ok("db-2");
        team.Expect("08:00").Digest("inbox", "db-3", "db-1 ok", "db-2 ok").Digest("chat", "db-3", "db-1 ok", "db-2 ok")
            .WithReason("Held outside business-hours: 1 still firing, 2 recovered.");
        team.ExpectNothing("11:00");
    }
}
