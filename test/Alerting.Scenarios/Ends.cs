using Alerting.Alerts;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>An end finds whoever was notified, although its labels lead to another group or route.</summary>
public sealed class Ends
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void An_end_with_another_title_finds_whoever_was_notified()
    {
        var team = Team.AsShipped();
        team.At("03:00").Event("disk is full", Keyed("disk is full", "disk", team, 3));
        team.Expect("03:00").Firing("phone inbox chat", "disk is full");
        team.At("03:20").Event("disk has space", End("disk has space", "disk", team, 3.4));
        team.Expect("03:20").Resolved("phone inbox chat", "disk is full ok").WithReason("Resolved.");
        team.ExpectNothing("Sat 12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Theory]
    [InlineData("tag_team = \"shop\"")]
    [InlineData("service = \"shop\"")]
    [InlineData("severity = \"error\"")]
    public void An_end_that_matches_another_route_finds_whoever_was_notified(string matcher)
    {
        var team = Team.With($$"""
            routes:
              - { name: shop, match: ['{{matcher}}'], to: [phone] }
              - { name: others, to: [chat] }
            """);
        var firing = Keyed("disk", "disk", team, 3) with
            { Service = "shop", Labels = new Dictionary<string, string> { ["tag_team"] = "shop" } };
        team.At("03:00").Event("disk", firing);
        team.Expect("03:00").Firing("phone", "disk");
        team.At("03:20").Event("disk ok", End("disk", "disk", team, 3.4) with { Claims = [new(Severity.Info, "x")] });
        team.Expect("03:20").Resolved("phone", "disk ok");
        team.ExpectNothing("Sat 12:00");
    }

    [Fact]
    public void An_end_that_matches_no_route_finds_whoever_was_notified()
    {
        var team = Team.With("routes: [{ match: ['name = \"disk\"'], to: [phone] }]");
        team.At("03:00").Event("disk", Keyed("disk", "disk", team, 3));
        team.Expect("03:00").Firing("phone", "disk");
        var end = End("disk has space", "disk", team, 3.4);
        team.At("03:20").Event("disk has space", end).Event("the same again", end);
        team.Expect("03:20").Resolved("phone", "disk ok");
        team.ExpectNothing("Sat 12:00");
    }

    [Fact]
    public void An_alert_that_fires_in_two_groups_ends_in_both()
    {
        var team = Team.With("routes: [{ match: ['name = \"disk 91%\"'], to: [phone] }, { to: [chat] }]");
        team.At("03:00").Event("disk 91%", Keyed("disk 91%", "disk", team, 3));
        team.Expect("03:00").Firing("phone", "disk 91%");
        team.At("03:10").Event("disk 95%", Keyed("disk 95%", "disk", team, 3.2));
        team.Expect("03:10").Firing("chat", "disk 95%");
        team.At("03:20").Event("disk 95% ok", End("disk 95%", "disk", team, 3.4));
        team.Expect("03:20").Resolved("phone", "disk 91% ok").Resolved("chat", "disk 95% ok");
        team.ExpectNothing("Sat 12:00");
    }

    [Fact]
    public void An_alert_that_fires_with_another_title_is_no_second_incident()
    {
        var team = Team.With("routes: [{ to: [phone], group_by: [name] }]");
        team.At("03:00").Event("disk 91%", Keyed("disk 91%", "disk", team, 3));
        team.Expect("03:00").Firing("phone", "disk 91%");
        team.At("03:10").Event("disk 95%", Keyed("disk 95%", "disk", team, 3.1));
        team.At("03:15").Event("disk 99%",
            Keyed("disk 99%", "disk", team, 3.2) with { Claims = [new(Severity.Critical, "x")] });
        team.Expect("03:15").Firing("phone", "disk 99%").WithReason("Severity raised from error to critical.");
        team.At("03:30").Event("disk 10%", End("disk 10%", "disk", team, 3.4));
        team.Expect("03:30").Resolved("phone", "disk 99% ok");
        team.At("05:00").Event("disk 95%", Keyed("disk 95%", "disk", team, 5));
        team.Expect("05:00").Firing("phone", "disk 95%");
        team.At("05:10").Event("disk 91%", Keyed("disk 91%", "disk", team, 5.1));
        team.At("05:20").Event("disk 10%", End("disk 10%", "disk", team, 5.3));
        team.Expect("05:20").Resolved("phone", "disk 91% ok");
        team.ExpectNothing("Sat 12:00");
    }

    [Fact]
    public void An_alert_that_changes_title_and_severity_moves_to_the_group_of_its_severity()
    {
        var team = Team.With("routes: [{ to: [phone], group_by: [severity] }]");
        team.At("03:00").Event("disk 91%", Keyed("disk 91%", "disk", team, 3));
        team.Expect("03:00").Firing("phone", "disk 91%");
        team.At("03:15").Event("disk 99%",
            Keyed("disk 99%", "disk", team, 3.2) with { Claims = [new(Severity.Critical, "x")] });
        team.Expect("03:15").Firing("phone", "disk 99%");
        team.At("03:30").Event("disk 10%", End("disk 10%", "disk", team, 3.4));
        team.Expect("03:30").Resolved("phone", "disk 99% ok");
        team.ExpectNothing("Sat 12:00");
    }

    [Fact]
    public void An_alert_that_flaps_under_many_titles_flaps_in_one_group()
    {
        var team = Team.With("routes: [{ to: [phone], group_by: [name] }]");
        team.At("03:00").Event("down", Keyed("disk", "disk", team, 3));
        team.Expect("03:00").Firing("phone", "disk");
        team.At("03:03").Event("up", End("disk", "disk", team, 3.05));
        team.Expect("03:03").Resolved("phone", "disk ok");
        team.At("03:06").Event("down", Keyed("disk", "disk", team, 3.1));
        team.Expect("03:06").Firing("phone", "disk");
        team.At("03:09").Event("up", End("disk fine", "disk", team, 3.15));
        team.Expect("03:09").Flapping("phone", "disk ok");
        team.At("03:12").Event("down again", Keyed("disk down again", "disk", team, 3.2));
        team.Expect("03:17").Reminder("phone", "disk down again");
        team.At("03:20").Event("up", End("disk is well", "disk", team, 3.33));
        team.Expect("03:39").Resolved("phone", "disk down again ok").WithReason("No longer flapping: resolved.");
        team.ExpectNothing("Sat 12:00");
    }

    [Fact]
    public void A_held_alert_that_ends_with_another_title_has_recovered()
    {
        var team = Team.AsShipped();
        team.At("03:00").Event("disk", Keyed("disk", "disk", team, 3) with { Claims = [new(Severity.Warning, "x")] });
        team.At("03:20").Event("disk has space", End("disk has space", "disk", team, 3.4));
        team.Expect("08:00").Digest("inbox chat", "disk ok");
        team.ExpectNothing("Sat 12:00");
    }

    [Fact]
    public void An_end_with_another_title_within_the_wait_suppresses_both()
    {
        var team = Team.AsShipped();
        team.At("10:00").Event("disk", Keyed("disk", "disk", team, 10) with { Claims = [new(Severity.Warning, "x")] });
        team.At("10:00:20").Event("disk has space", End("disk has space", "disk", team, 10.001));
        team.ExpectNothing("Sat 12:00");
    }

    [Fact]
    public void An_older_end_with_another_title_changes_nothing()
    {
        var team = Team.AsShipped();
        team.At("03:00").Event("disk", Keyed("disk", "disk", team, 3));
        team.Expect("03:00").Firing("phone inbox chat", "disk");
        team.At("03:20").Event("an end from before", End("disk has space", "disk", team, 2.9));
        team.ExpectNothing("06:59");
    }

    [Fact]
    public void After_its_end_the_alert_fires_anew()
    {
        var team = Team.AsShipped();
        team.At("03:00").Event("disk", Keyed("disk", "disk", team, 3));
        team.Expect("03:00").Firing("phone inbox chat", "disk");
        team.At("03:20").Event("disk has space", End("disk has space", "disk", team, 3.3));
        team.Expect("03:20").Resolved("phone inbox chat", "disk ok");
        team.At("05:00").Event("disk", Keyed("disk", "disk", team, 5));
        team.Expect("05:00").Firing("phone inbox chat", "disk");
        team.At("05:20").Event("disk has space", End("disk has space", "disk", team, 5.3));
        team.Expect("05:20").Resolved("phone inbox chat", "disk ok");
        team.ExpectNothing("Sat 12:00");
    }

    /// <summary>An alert with a key, which identifies it whatever its title.</summary>
    private static Signal Keyed(string title, string key, Scenario team, double hours)
    {
        var midnight = new DateTimeOffset(team.Now.Date, TimeSpan.Zero);
        return Some.Alarm(title, Severity.Error, midnight + hours * Hour) with
            { Source = "generic", Identity = $"generic|{key}" };
    }

    private static Signal End(string title, string key, Scenario team, double hours) =>
        Keyed(title, key, team, hours) with
        {
            EventKey = $"{title}|{hours}|end", State = "resolved", Status = AlertStatus.Resolved,
        };
}
