using Alerting.Alerts;

namespace Alerting.Scenarios;

/// <summary>One event with several alerts is one step of each group.</summary>
public sealed class OneBody
{
    private static string[] Instances(int count, string suffix = "") =>
        [.. Enumerable.Range(1, count).Select(i => $"db-{i:00}{suffix}")];

    [Fact]
    public void Forty_pages_of_one_event_are_one_notification_that_counts_forty()
    {
        var team = Team.ByService();
        team.At("03:00").Together(Severity.Error, Instances(40));
        team.Expect("03:00").Storm("phone chat", "db-01", "…", "+15");
        team.ExpectNothing("03:59");
        team.At("04:00").Together(Severity.Error, Instances(40, " ok"));
        team.Expect("04:00").Resolved("phone chat", "db-01 ok", "…", "+15");
        team.ExpectNothing("12:00");
        team.Traces.ShouldAllBe(trace => trace.Alerts.All(alert => alert.Decisions.Count > 0));
    }

    [Fact]
    public void What_fires_is_notified_before_what_resolved()
    {
        var team = Team.ByService();
        team.At("03:00").Alarm("db-1");
        team.Expect("03:00").Firing("phone chat", "db-1");
        team.At("03:10").Together(Severity.Error, "db-1 ok", "db-2");
        team.Expect("03:10").Firing("phone chat", "db-2").Resolved("phone chat", "db-1 ok");
        team.AllNotified.Select(notified => notified.IncidentId).Distinct().Count().ShouldBe(1);
        team.At("03:20").Ok("db-2");
        team.Expect("03:20").Resolved("phone chat", "db-2 ok");
    }

    [Fact]
    public void All_that_resolve_in_one_event_are_one_notification()
    {
        var team = Team.ByService();
        team.At("03:00").Together(Severity.Error, "db-1", "db-2", "db-3");
        team.Expect("03:00").Firing("phone chat", "db-1", "db-2", "db-3");
        team.At("03:02").Together(Severity.Error, "db-3 ok", "db-1 ok", "db-2 ok");
        team.Expect("03:02").Resolved("phone chat", "db-1 ok", "db-2 ok", "db-3 ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void Warnings_join_the_page_of_their_event()
    {
        var team = Team.ByService();
        team.At("03:00").Event("one page, one warning",
            Script.Some.Alarm("db-1", Severity.Warning, team.Now), Script.Some.Alarm("db-2", Severity.Critical, team.Now));
        team.Expect("03:00").Firing("phone chat", "db-2", "db-1");
        team.ExpectNothing("03:59");
    }

    [Fact]
    public void Alerts_of_several_groups_are_notified_group_by_group()
    {
        var team = Team.ByService();
        team.At("03:00").Together(Severity.Error, "db-1", "web-1", "db-2");
        team.Expect("03:00").Firing("phone chat", "db-1", "db-2").Firing("phone chat", "web-1");
        team.ExpectNothing("06:59");
    }

    [Fact]
    public void An_alert_that_fires_and_resolves_within_one_event_ends_as_the_event_says()
    {
        var team = Team.ByService();
        team.At("03:00").Together(Severity.Error, "db-1", "db-1 ok", "db-2");
        team.Expect("03:00").Firing("phone chat", "db-2");
        team.At("03:10").Together(Severity.Error, "db-2 ok", "db-2");
        team.At("03:41").Ok("db-2");
        team.Expect("03:41").Resolved("phone chat", "db-2 ok");
    }

    [Fact]
    public void A_repeated_event_changes_nothing()
    {
        var team = Team.ByService();
        team.At("03:00").Together(Severity.Error, "db-1", "db-2").Together(Severity.Error, "db-2", "db-1").Alarm("db-1");
        team.Expect("03:00").Firing("phone chat", "db-1", "db-2");
        team.ExpectNothing("06:59");
    }

    [Fact]
    public void More_alerts_than_a_group_keeps_are_one_notification()
    {
        var team = Team.ByService();
        team.At("03:00").Together(Severity.Error, Instances(450));
        team.Expect("03:00").Storm("phone chat", "db-01", "…", "+425");
        team.At("03:30").Together(Severity.Error, Instances(450, " ok"));
        team.Expect("03:30").Resolved("phone chat", "db-01 ok", "…", "+425");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void Held_warnings_of_one_event_are_one_digest()
    {
        var team = Team.AsShipped();
        team.At("03:00").Together(Severity.Warning, "db-1", "db-2", "db-3");
        team.At("03:30").Together(Severity.Warning, "db-2 ok");
        team.Expect("08:00").Digest("inbox chat", "db-1", "db-3", "db-2 ok");
        team.ExpectNothing("11:00");
    }

    [Fact]
    public void Several_alerts_of_a_removed_route_are_sent_on()
    {
        const string both = """
            routes:
              - { name: db, match: ['service = "db"'], to: [phone], group_by: [service] }
              - { name: rest, to: [chat], group_by: [service] }
            """;
        const string one = "routes: [{ name: rest, to: [chat], group_by: [service] }]";
        var team = Team.With(both);
        team.At("03:00").Deploying(ingest: both, groups: one).Together(Severity.Error, "db-1", "db-2");
        team.Expect("03:00").Firing("chat", "db-1", "db-2");
        team.ExpectNothing("03:59");
    }
}
