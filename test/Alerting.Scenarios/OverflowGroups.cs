using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Grouping.Storage;

namespace Alerting.Scenarios;

/// <summary>Groups with more alerts than are kept in detail: overflow alerts follow the same rules.</summary>
public sealed class OverflowGroups
{
    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);

    [Fact]
    public void Silenced_overflow_alerts_are_notified_when_the_silence_ends()
    {
        var team = Team.ByService();
        team.At("03:00").Silence("s1", HalfAnHour, "name =~ \"db-.*\"").Alarms(250, "db-");
        team.Expect("03:30").Storm("phone chat", "db-001", "…", "+225").WithReason("Silence s1 ended; still firing.");
        team.At("03:40").Oks(250, "db-");
        team.Expect("03:40").Resolved("phone chat", "db-001 ok", "…", "+225");
        team.ExpectNothing("12:00");
        team.Groups.Single(group => group.RouteId == "all").Overflow.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Overflow_alerts_that_resolve_during_a_silence_are_suppressed()
    {
        var team = Team.ByService();
        team.At("03:00").Silence("s1", HalfAnHour, "name =~ \"db-.*\"").Alarms(250, "db-");
        team.At("03:20").Oks(250, "db-");
        team.ExpectNothing("12:00");
        team.Traces.SelectMany(trace => trace.Alerts)
            .ShouldAllBe(alert => alert.OutcomeAt(team.Now) == DecisionAction.Suppress);
    }

    [Fact]
    public void A_silence_suppresses_overflow_alerts_that_are_still_pending()
    {
        var team = Team.ByService();
        team.At("03:00").Alarms(250, "db-");
        team.Expect("03:00").Firing("phone chat", "db-001");
        team.At("03:01").Silence("s1", HalfAnHour, "name =~ \"db-.*\"");
        team.Expect("03:31").Storm("phone chat", "db-002", "…", "+224");
        team.ExpectNothing("03:59");
    }

    [Fact]
    public void Inhibited_overflow_alerts_are_notified_when_the_inhibiting_alert_resolves()
    {
        var team = Team.With("""
            routes: [{ name: all, to: [phone], group_by: [service, severity] }]
            inhibit: [{ when: ['severity = "critical"'], mute: ['severity = "error"'], equal: [service] }]
            """);
        team.At("03:00").Alarm("db-master", Severity.Critical);
        team.Expect("03:00").Firing("phone", "db-master");
        team.At("03:01").Alarms(250, "db-");
        team.At("03:10:20").Ok("db-master");
        team.Expect("03:10:20").Resolved("phone", "db-master ok");
        team.Expect("03:12").Storm("phone", "db-001", "…", "+225");
        team.ExpectNothing("03:59");
    }

    [Fact]
    public void Muted_alerts_make_room_for_one_that_is_not_muted()
    {
        var team = Team.ByService();
        team.At("03:00").Silence("s1", 3 * HalfAnHour, "name =~ \"db-[0-9]+\"").Alarms(210, "db-");
        team.At("03:10").Alarm("db-outage");
        team.Expect("03:10").Firing("phone chat", "db-outage").WithReason("First alert of a new incident.");
        team.At("03:20").Ok("db-outage");
        team.Expect("03:25").Resolved("phone chat", "db-outage ok");
        team.Expect("04:30").Storm("phone chat", "db-001", "…", "+185");
        team.ExpectNothing("06:00");
    }

    [Fact]
    public void An_alert_on_top_of_a_full_group_is_named_when_it_fires_and_when_it_resolves()
    {
        var team = Team.ByService();
        team.At("03:00").Alarms(200, "db-");
        team.Expect("03:00").Firing("phone chat", "db-001");
        team.Expect("03:05").Storm("phone chat", "db-002", "…", "+174");
        team.At("03:20").Alarm("db-outage");
        team.Expect("03:20").Firing("phone chat", "db-outage")
            .WithReason("Too many alerts in the group to list each; the rest are counted.");
        team.At("03:31").Ok("db-outage");
        team.Expect("03:35").Resolved("phone chat", "db-outage ok");
        team.ExpectNothing("06:00");
    }

    [Fact]
    public void Resolved_overflow_alerts_are_notified_in_the_next_batch()
    {
        var team = Team.ByService();
        team.At("03:00").Alarms(250, "db-");
        team.Expect("03:00").Firing("phone chat", "db-001");
        team.Expect("03:05").Storm("phone chat", "db-002", "…", "+224");
        for (var i = 201; i <= 250; i++)
            team.At("03:21").Ok($"db-{i}");
        team.Expect("03:25").Resolved("phone chat", "db-201 ok", "db-202 ok", "db-203 ok", "+47");
        team.ExpectNothing("06:00");
        team.Traces.SelectMany(trace => trace.Alerts)
            .ShouldAllBe(alert => alert.OutcomeAt(team.Now) == DecisionAction.Notify);
        team.Groups.Single().Entries.Length.ShouldBeLessThanOrEqualTo(GroupState.MaxEntries + 3);
    }

    [Fact]
    public void The_digest_counts_held_overflow_alerts_that_recovered()
    {
        var team = Team.With("""
            routes: [{ name: all, to: [inbox], hold: business-hours, group_by: [service] }]
            """);
        team.At("Fri 22:00").Alarms(250, "disk-", Severity.Warning);
        for (var i = 201; i <= 250; i++)
            team.At("23:00").Ok($"disk-{i}");
        team.Expect("Mon 08:00").Digest("inbox", "disk-001", "…", "+200")
            .WithReason("Held outside business-hours: 200 still firing, 50 recovered.");
        team.ExpectNothing("08:30");
        team.Traces.SelectMany(trace => trace.Alerts)
            .ShouldAllBe(alert => alert.OutcomeAt(team.Now) == DecisionAction.Notify);
    }

    [Fact]
    public void Overflow_log_errors_resolve_without_further_occurrences()
    {
        var team = Team.ByService();
        var at = team.At("03:00");
        for (var i = 0; i < 250; i++)
            at.Log($"timeout in shop {(char)('a' + i / 26)}{(char)('a' + i % 26)}");
        team.At("03:16");

        foreach (var receiver in (string[])["phone", "chat"])
        {
            var ends = team.AllNotified.Where(notified => notified.Receiver == receiver && notified.IsResolved)
                .ToArray();
            ends.Sum(notified => notified.Alerts.Count + notified.More).ShouldBe(250);
        }
    }

    [Fact]
    public void Counted_alarms_do_not_end_with_the_log_errors_counted_beside_them()
    {
        var team = Team.ByService();
        team.At("03:00").Alarms(230, "orders-").Log("timeout in orders");
        team.At("03:10").Log("timeout in orders");

        team.At("03:24");
        Counted().ShouldBe(31, "the log error occurred again at 03:10");
        team.At("03:40");
        Counted().ShouldBe(30);
        team.AllNotified.ShouldNotContain(notified => notified.IsResolved && notified.Alerts.Count + notified.More > 1);
        team.At("03:41").Oks(230, "orders-");
        team.At("04:00");
        team.AllNotified.Where(notified => notified is { Receiver: "phone", IsResolved: true })
            .Sum(notified => notified.Alerts.Count + notified.More).ShouldBe(231);

        int Counted() => team.Groups.Sum(group => group.Overflow.Firing);
    }

    [Fact]
    public void A_state_without_overflow_examples_and_mutes_can_be_read()
    {
        var state = GroupState.New(new GroupAddress("key", "all")) with
            { Overflow = OverflowAlerts.Empty with { Resolved = 2 } };
        var json = JsonNode.Parse(JsonSerializer.Serialize(state, GroupJson.Compact.GroupState))!;
        json["counted"]!.AsObject().Remove("muted").ShouldBeTrue();
        json["counted"]!.AsObject().Remove("examples").ShouldBeTrue();
        var overflow = JsonSerializer.Deserialize(json.ToJsonString(), GroupJson.Compact.GroupState)!.Overflow;

        overflow.Resolved.ShouldBe(2);
        overflow.Firing.ShouldBe(0);
        overflow.Examples.ShouldBeEmpty();
    }
}
