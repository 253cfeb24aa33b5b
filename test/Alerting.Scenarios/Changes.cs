using Alerting.Alerts;

namespace Alerting.Scenarios;

/// <summary>The configuration is edited while things fire.</summary>
public sealed class Changes
{
    private const string Before = "routes: [{ name: old, to: [phone, inbox] }]";
    private const string After = "routes: [{ name: new, to: [inbox, chat] }]";

    [Fact]
    public void A_group_whose_route_is_gone_hands_what_fires_to_the_route_that_takes_it_now()
    {
        var team = Team.With(Before);
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone inbox", "orders");
        team.At("03:30").Configure("routes: [{ name: new, to: [inbox, chat] }]");
        // The reminder of the old route is its next wake-up.
        team.Expect("07:00").Firing("chat", "orders");
        team.At("08:00").Ok("orders");
        team.Expect("08:00").Resolved("phone", "orders ok").Resolved("inbox", "orders ok").Resolved("chat", "orders ok");
        team.Quiet("12:00");
    }

    [Fact]
    public void Where_no_route_takes_it_those_who_knew_hear_a_last_word()
    {
        var team = Team.With(Before);
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone inbox", "orders");
        team.At("03:30").Configure("routes: [{ name: new, match: ['name = \"site\"'], to: [chat] }]");
        team.Expect("07:00").Resolved("phone inbox", "orders ok").Because("its route is gone from the configuration, and no other takes it");
        team.Quiet("12:00");
    }

    [Fact]
    public void What_a_pager_opened_for_a_route_that_is_gone_is_closed_and_opened_anew()
    {
        const string Pager = "  pager: { pagerduty: { routing_key: example-routing-key-example-r } }\n";
        var team = Team.With(Pager + "routes: [{ name: old, to: [pager, inbox] }]");
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("pager inbox", "orders");
        team.At("03:30").Configure(Pager + "routes: [{ name: new, to: [pager, inbox] }]");
        team.Expect("07:00").Resolved("pager", "orders ok").Because("its route is gone from the configuration; another group tells it from now on")
            .Firing("pager", "orders");
        team.At("08:00").Ok("orders");
        team.Expect("08:00").Resolved("pager", "orders ok").Resolved("inbox", "orders ok");
        team.Quiet("12:00");
    }

    [Fact]
    public void A_route_that_only_moves_in_the_file_keeps_its_groups()
    {
        var team = Team.With(Before);
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone inbox", "orders");
        team.At("03:30").Configure("routes: [{ name: site, match: ['name = \"site\"'], to: [chat] }, { name: old, to: [phone, inbox] }]").Ok("orders");
        team.Expect("03:30").Resolved("phone inbox", "orders ok");
        team.Quiet("12:00");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_comes_by_a_route_of_the_other_configuration_is_told_at_once(bool isNewer)
    {
        var team = Team.With(Before);
        team.At("03:00").Deploying(ingest: isNewer ? After : Before, groups: isNewer ? Before : After).Alarm("orders");
        team.Expect("03:00").Firing(isNewer ? "phone inbox" : "inbox chat", "orders");
        team.At("03:05").Configure(isNewer ? Before : After).Ok("orders");
        team.Expect("03:05").Resolved(isNewer ? "phone inbox" : "inbox chat", "orders ok");
        team.Quiet("12:00");
    }

    [Fact]
    public void Who_was_told_by_a_route_that_is_gone_meanwhile_hears_the_end_though_it_came_first()
    {
        var team = Team.With(Before);
        team.At("03:00").Deploying(ingest: After, groups: Before).Alarm("orders");
        team.Expect("03:00").Firing("phone inbox", "orders");
        team.At("03:05").Configure(After).Ok("orders");
        // The reminder of the old route is its next wake-up.
        team.Expect("07:00").Resolved("phone inbox", "orders ok");
        team.Quiet("12:00");
    }

    [Fact]
    public void An_end_that_comes_first_by_a_route_of_the_other_configuration_ends_what_comes_late()
    {
        var team = Team.With(Before);
        team.At("03:00").Deploying(ingest: After, groups: Before).Ok("orders").LateAlarm("orders", Severity.Error, TimeSpan.FromSeconds(5));
        team.Quiet("12:00");
    }

    [Fact]
    public void Two_configurations_that_do_not_know_each_others_routes_lose_nothing()
    {
        var team = Team.With(Before);
        team.At("03:00").Deploying(ingest: After, groups: Before).Alarm("orders");
        team.Expect("03:00").Firing("phone inbox", "orders");
        // One that is still of the other configuration takes the group over, and then the first again.
        team.At("03:01").Configure(After);
        team.Expect("07:00").Firing("chat", "orders");
        team.At("07:10").Configure(Before);
        team.At("08:00").Ok("orders");
        team.At("13:00");
        foreach (var receiver in (string[])["phone", "inbox", "chat"])
            team.AllTold.Last(notified => notified.Receiver == receiver).IsResolved.ShouldBeTrue(receiver);
    }

    [Fact]
    public void What_no_route_takes_any_more_says_so()
    {
        var team = Team.With(Before);
        team.At("03:00").Deploying(ingest: Before, groups: "routes: [{ name: site, match: ['name = \"site\"'], to: [chat] }]").Alarm("orders");
        team.Traces.Single().Alerts.Single().Decisions.Single().Reason.ShouldBe("its route is gone from the configuration, and no other takes it");
        team.Quiet("12:00");
    }

    [Fact]
    public void A_receiver_of_two_routes_hears_once_of_what_a_route_that_is_gone_hands_over()
    {
        var team = Team.With(Before);
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone inbox", "orders");
        team.At("03:30").Configure("routes: [{ name: one, to: [chat], continue: true }, { name: two, to: [chat, phone, inbox] }]");
        team.Expect("07:00").Firing("chat", "orders");
        team.At("08:00").Ok("orders");
        team.Expect("08:00").Resolved("chat", "orders ok").Resolved("phone inbox", "orders ok");
        team.Quiet("12:00");
    }
}
