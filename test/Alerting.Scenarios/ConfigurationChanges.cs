using Alerting.Alerts;

namespace Alerting.Scenarios;

/// <summary>The configuration changes while alerts fire.</summary>
public sealed class ConfigurationChanges
{
    private const string Before = "routes: [{ name: old, to: [phone, inbox] }]";
    private const string After = "routes: [{ name: new, to: [inbox, chat] }]";

    [Fact]
    public void A_group_of_a_removed_route_hands_firing_alerts_to_the_route_that_matches_now()
    {
        var team = Team.With(Before);
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone inbox", "orders");
        team.At("03:30").Configure("routes: [{ name: new, to: [inbox, chat] }]");
        // The group's next wake-up is the reminder of the old route.
        team.Expect("07:00").Firing("chat", "orders");
        team.At("08:00").Ok("orders");
        team.Expect("08:00").Resolved("phone", "orders ok").Resolved("inbox", "orders ok")
            .Resolved("chat", "orders ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void Reminders_go_on_when_a_route_is_renamed()
    {
        var team = Team.With("routes: [{ name: old, to: [phone] }]");
        team.At("03:00").Alarm("orders", Severity.Critical);
        team.Expect("03:00").Firing("phone", "orders");
        team.At("03:10").Configure("routes: [{ name: new, to: [phone] }]");
        team.Expect("04:00:01").Reminder("phone", "orders")
            .WithReason("Reminder: still firing 1 h after the last notification.");
        team.Expect("05:00:01").Reminder("phone", "orders");
    }

    [Fact]
    public void If_no_route_matches_any_more_everyone_notified_gets_a_resolution()
    {
        var team = Team.With(Before);
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone inbox", "orders");
        team.At("03:30").Configure("routes: [{ name: new, match: ['name = \"site\"'], to: [chat] }]");
        team.Expect("07:00").Resolved("phone inbox", "orders ok")
            .WithReason("Route removed from the configuration; no other route matches.");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_pager_incident_of_a_removed_route_is_closed_and_reopened_by_the_new_route()
    {
        const string pager = "  pager: { pagerduty: { routing_key: example-routing-key-example-r } }\n";
        var team = Team.With(pager + "routes: [{ name: old, to: [pager, inbox] }]");
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("pager inbox", "orders");
        team.At("03:30").Configure(pager + "routes: [{ name: new, to: [pager, inbox] }]");
        team.Expect("07:00").Resolved("pager", "orders ok")
            .WithReason("Route removed from the configuration; another group takes over.")
            .Firing("pager", "orders");
        team.At("08:00").Ok("orders");
        team.Expect("08:00").Resolved("pager", "orders ok").Resolved("inbox", "orders ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_route_that_moves_within_the_file_keeps_its_groups()
    {
        var team = Team.With(Before);
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone inbox", "orders");
        team.At("03:30")
            .Configure("routes: [{ name: site, match: ['name = \"site\"'], to: [chat] }, { name: old, to: [phone, " +
            "inbox] }]").Ok("orders");
        team.Expect("03:30").Resolved("phone inbox", "orders ok");
        team.ExpectNothing("12:00");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_event_routed_by_the_other_configuration_is_notified_at_once(bool isNewer)
    {
        var team = Team.With(Before);
        team.At("03:00").Deploying(ingest: isNewer ? After : Before, groups: isNewer ? Before : After).Alarm("orders");
        team.Expect("03:00").Firing(isNewer ? "phone inbox" : "inbox chat", "orders");
        team.At("03:05").Configure(isNewer ? Before : After).Ok("orders");
        team.Expect("03:05").Resolved(isNewer ? "phone inbox" : "inbox chat", "orders ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_receiver_of_a_removed_route_gets_a_resolution_that_arrived_before_the_hand_over()
    {
        var team = Team.With(Before);
        team.At("03:00").Deploying(ingest: After, groups: Before).Alarm("orders");
        team.Expect("03:00").Firing("phone inbox", "orders");
        team.At("03:05").Configure(After).Ok("orders");
        team.Expect("03:05").Resolved("phone inbox", "orders ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_resolution_routed_by_the_other_configuration_suppresses_an_older_firing_event()
    {
        var team = Team.With(Before);
        team.At("03:00").Deploying(ingest: After, groups: Before).Ok("orders")
            .LateAlarm("orders", Severity.Error, TimeSpan.FromSeconds(5));
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void Two_configurations_without_each_others_routes_lose_nothing()
    {
        var team = Team.With(Before);
        team.At("03:00").Deploying(ingest: After, groups: Before).Alarm("orders");
        team.Expect("03:00").Firing("phone inbox", "orders");
        // Processes with either configuration take turns on the group.
        team.At("03:01").Configure(After);
        team.Expect("07:00").Firing("chat", "orders");
        team.At("07:10").Configure(Before);
        team.At("08:00").Ok("orders");
        team.At("13:00");
        foreach (var receiver in (string[])["phone", "inbox", "chat"])
            team.AllNotified.Last(notified => notified.Receiver == receiver).IsResolved.ShouldBeTrue(receiver);
    }

    [Fact]
    public void An_alert_that_no_route_matches_any_more_has_a_reason()
    {
        var team = Team.With(Before);
        team.At("03:00").Deploying(ingest: Before,
            groups: "routes: [{ name: site, match: ['name = \"site\"'], to: [chat] }]").Alarm("orders");
        team.Traces.Single().Alerts.Single().Decisions.Single().Reason.Text.ShouldBe(
            "Route removed from the configuration; no other route matches.");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_receiver_of_two_routes_is_notified_once_when_a_removed_route_hands_over()
    {
        var team = Team.With(Before);
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone inbox", "orders");
        team.At("03:30")
            .Configure("routes: [{ name: one, to: [chat], continue: true }, { name: two, to: [chat, phone, inbox] }]");
        team.Expect("07:00").Firing("chat", "orders");
        team.Expect("07:00:01").Reminder("phone inbox", "orders");
        team.At("08:00").Ok("orders");
        team.Expect("08:00").Resolved("chat", "orders ok").Resolved("phone inbox", "orders ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_receiver_that_joins_a_route_is_notified_with_the_next_reminder_of_what_fires()
    {
        var team = Team.With("routes: [{ name: all, to: [chat] }]");
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("chat", "orders");
        team.At("03:10").Configure("routes: [{ name: all, to: [chat, phone] }]");
        team.Expect("07:00").Reminder("chat", "orders").Firing("phone", "orders");
        team.Expect("11:00").Reminder("chat phone", "orders");
        team.At("11:10").Ok("orders");
        team.Expect("11:10").Resolved("chat phone", "orders ok");
        team.ExpectNothing("20:00");
    }

    [Fact]
    public void A_receiver_that_left_a_route_gets_the_end_and_the_one_in_its_place_the_beginning()
    {
        var team = Team.With("routes: [{ name: all, to: [phone] }]");
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone", "orders");
        team.At("03:10").Configure("routes: [{ name: all, to: [inbox] }]");
        team.At("03:30").Alarm("orders");
        team.Expect("03:30").Firing("inbox", "orders");
        team.At("03:40").Ok("orders");
        team.Expect("03:40").Resolved("phone inbox", "orders ok");
        team.ExpectNothing("12:00");
    }

    [Theory]
    [InlineData("name: all", "07:00")]
    [InlineData("name: new", "07:00")]
    public void A_receiver_that_was_removed_is_sent_nothing_more_and_the_present_one_is_notified(
        string route, string at)
    {
        const string extra = "  old: { sms: [\"+442079460001\"] }\n";
        var team = Team.With(extra + "routes: [{ name: all, to: [old] }]");
        team.At("03:00").Alarm("orders").Alarm("mail");
        team.Expect("03:00").Firing("old", "orders").Firing("old", "mail");
        team.At("03:10").Configure($"routes: [{{ {route}, to: [inbox] }}]");
        team.At("03:20").Ok("mail");
        team.Expect(at).Firing("inbox", "orders");
        team.At("11:00").Ok("orders");
        team.Expect("11:00").Resolved("inbox", "orders ok");
        team.ExpectNothing("20:00");
    }

    [Theory]
    [InlineData("routes: [{ name: none, match: ['name = \"site\"'], to: [chat] }]", DecisionAction.Suppress)]
    [InlineData("routes: [{ name: new, to: [phone] }]", DecisionAction.Notify)]
    public void What_waited_in_a_removed_route_is_recorded_as_what_became_of_it(string after, DecisionAction outcome)
    {
        var team = Team.With("routes: [{ name: old, to: [chat], wait: 2h }]");
        team.At("03:00").Alarm("orders", Severity.Warning);
        team.At("03:10").Configure(after);
        team.At("06:00");

        team.Traces[0].Alerts[0].OutcomeAt(team.Now).ShouldBe(outcome);
        team.AllNotified.Count.ShouldBe(outcome == DecisionAction.Notify ? 1 : 0);
    }

    [Fact]
    public void What_a_renamed_route_held_comes_in_one_digest()
    {
        var team = Team.With("routes: [{ name: old, to: [chat], hold: business-hours }]");
        team.At("03:00").Alarm("orders", Severity.Warning).Alarm("mail", Severity.Warning)
            .Alarm("site", Severity.Warning);
        team.At("03:20").Ok("site");
        team.At("03:30").Configure("routes: [{ name: new, to: [chat], hold: business-hours }]");
        team.Expect("08:00").Digest("chat", "mail", "orders", "site ok");
        team.ExpectNothing("11:00");
    }

    [Fact]
    public void What_a_renamed_route_kept_silent_comes_in_one_message_with_the_reason()
    {
        var team = Team.With("routes: [{ name: old, to: [chat] }]");
        team.At("03:00").Silence("s1", TimeSpan.FromMinutes(30), "name =~ \".*\"");
        team.At("03:01").Alarm("orders").Alarm("mail");
        team.At("03:10").Configure("routes: [{ name: new, to: [chat] }]");
        team.Expect("03:30").Firing("chat", "mail", "orders").WithReason("Silence s1 ended; still firing.");
        team.ExpectNothing("07:00");
    }
}
