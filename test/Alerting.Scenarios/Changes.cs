namespace Alerting.Scenarios;

/// <summary>The configuration is edited while things fire.</summary>
public sealed class Changes
{
    private const string Before = "routes: [{ name: old, to: [phone, inbox] }]";

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
    public void A_route_that_only_moves_in_the_file_keeps_its_groups()
    {
        var team = Team.With(Before);
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone inbox", "orders");
        team.At("03:30").Configure("routes: [{ name: site, match: ['name = \"site\"'], to: [chat] }, { name: old, to: [phone, inbox] }]").Ok("orders");
        team.Expect("03:30").Resolved("phone inbox", "orders ok");
        team.Quiet("12:00");
    }
}
