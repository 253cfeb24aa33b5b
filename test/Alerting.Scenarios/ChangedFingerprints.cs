using Alerting.Alerts;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>
/// An upgrade while alerts are open: the new release reads another identity from the same event, and its reader names
/// the earlier one.
/// </summary>
public sealed class ChangedFingerprints
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void An_alert_whose_fingerprint_a_release_changed_goes_on_and_ends()
    {
        var team = Team.AsShipped();
        team.At("03:00").Event("disk, before the upgrade", Before("disk", team));
        team.Expect("03:00").Firing("phone inbox chat", "disk");
        team.At("03:05").Event("disk, after it", After("disk", team));
        team.At("03:20").Event("disk has space", End("disk", team));
        team.Expect("03:20").Resolved("phone inbox chat", "disk ok");
        team.ExpectNothing("Sat 12:00");
    }

    /// <summary>The new release may read another name, source or service, so the labels lead to another group.</summary>
    [Theory]
    [InlineData("{ to: [phone], group_by: [name] }")]
    [InlineData("{ to: [phone], group_by: [source, name] }")]
    [InlineData("{ to: [phone], group_by: ['...'] }")]
    public void It_goes_on_although_its_labels_changed_as_well(string route)
    {
        var team = Team.With($"routes: [{route}]");
        team.At("03:00").Event("before the upgrade", Before("Monitor disk", team));
        team.Expect("03:00").Firing("phone", "Monitor disk");
        team.At("03:05").Event("after it", After("disk", team));
        team.At("03:20").Event("ends", End("disk", team));
        team.Expect("03:20").Resolved("phone", "disk ok");
        team.At("05:00").Event("fires anew", After("disk", team));
        team.Expect("05:00").Firing("phone", "disk");
        team.At("05:10").Event("ends", End("disk", team));
        team.Expect("05:10").Resolved("phone", "disk ok");
        team.ExpectNothing("Sat 12:00");
    }

    [Fact]
    public void Its_end_finds_whoever_was_notified_by_a_route_that_no_longer_matches()
    {
        var team = Team.With("routes: [{ match: ['source = \"generic\"'], to: [phone] }]");
        team.At("03:00").Event("before the upgrade", Before("disk", team));
        team.Expect("03:00").Firing("phone", "disk");
        team.At("03:20").Event("ends", End("disk", team));
        team.Expect("03:20").Resolved("phone", "disk ok");
        team.ExpectNothing("Sat 12:00");
    }

    [Fact]
    public void It_moves_with_its_severity()
    {
        var team = Team.With(
            "routes: [{ match: ['severity = \"critical\"'], to: [phone] }, { to: [chat] }]");
        team.At("03:00").Event("before the upgrade", Before("disk", team));
        team.Expect("03:00").Firing("chat", "disk");
        team.At("03:05").Event("worse, after it",
            After("disk", team) with { Claims = [new(Severity.Critical, "x")] });
        team.Expect("03:05").Firing("phone", "disk");
        team.At("03:20").Event("ends", End("disk", team));
        team.Expect("03:20").Resolved("phone chat", "disk ok");
        team.ExpectNothing("Sat 12:00");
    }

    [Fact]
    public void A_new_alert_and_an_event_seen_before_the_upgrade_stay_what_they_are()
    {
        var team = Team.AsShipped();
        team.At("03:00").Event("disk, before the upgrade", Before("disk", team));
        team.Expect("03:00").Firing("phone inbox chat", "disk");
        team.At("03:01").Event("the same event, redelivered",
            After("disk", team) with { EventKey = Before("disk", team, -Minute).EventKey });
        team.At("03:06").Event("memory", After("memory", team));
        team.Expect("03:06").Firing("phone inbox chat", "memory");
        team.At("03:20").Event("memory ends", End("memory", team));
        team.Expect("03:20").Resolved("phone inbox chat", "memory ok");
        team.ExpectNothing("03:59");
    }

    [Fact]
    public void One_that_is_only_counted_ends_too()
    {
        var team = Team.With("routes: [{ to: [phone], group_by: [account] }]");
        var moment = team.At("03:00").Alarms(200, "node-");
        for (var i = 1; i <= 30; i++)
            moment.Event("disk, before the upgrade", Before($"disk-{i}", team));
        team.At("03:30");
        var counted = team.Groups.Single(group => !group.Overflow.IsEmpty).Overflow.Firing;
        counted.ShouldBe(30);
        moment = team.At("03:31");
        for (var i = 1; i <= 30; i++)
            moment.Event("ends", End($"disk-{i}", team));
        team.Groups.Single(group => group.OpenCount > 0).Overflow.Firing.ShouldBe(0);
    }

    [Fact]
    public void Decisions_are_on_record_under_either_fingerprint()
    {
        var team = Team.AsShipped();
        team.At("03:00").Event("before the upgrade", Before("disk", team));
        team.Expect("03:00").Firing("phone inbox chat", "disk");
        team.At("03:05").Event("after it", After("disk", team));
        team.At("03:20").Event("ends", End("disk", team));
        team.Expect("03:20").Resolved("phone inbox chat", "disk ok");

        team.Traces[^1].Alerts.ShouldHaveSingleItem().Decisions.ShouldNotBeEmpty();
    }

    private static Signal Before(string name, Scenario team, TimeSpan since = default) =>
        Some.Alarm(name, Severity.Error, team.Now + since) with
        {
            Source = "generic",
            Identity = $"generic|{name.Split(' ')[^1]}",
            EventKey = $"{name.Split(' ')[^1]}|{team.Now + since:O}",
        };

    private static Signal After(string name, Scenario team) => Before(name, team) with
    {
        Source = "datadog",
        Identity = $"datadog|{name}",
        EarlierIdentities = [$"generic|title|{name}", $"generic|{name}"],
    };

    private static Signal End(string name, Scenario team) => After(name, team) with
    {
        EventKey = $"{name}|{team.Now:O}|end",
        State = "resolved",
        Status = AlertStatus.Resolved,
    };
}
