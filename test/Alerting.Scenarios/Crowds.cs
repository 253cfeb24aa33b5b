using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Grouping;

namespace Alerting.Scenarios;

/// <summary>Groups of more alerts than are kept in detail: what is only counted keeps the same promises.</summary>
public sealed class Crowds
{
    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);

    [Fact]
    public void A_silenced_crowd_is_told_when_the_silence_ends()
    {
        var team = Team.ByService();
        team.At("03:00").Silence("s1", HalfAnHour, "name =~ \"db-.*\"").Alarms(250, "db-");
        team.Expect("03:30").Storm("phone chat", "db-001", "…", "+225").Because("silence s1 by ann (maintenance) is over, and it still fires");
        team.At("03:40").Oks(250, "db-");
        team.Expect("03:40").Resolved("phone chat", "db-001 ok", "…", "+225");
        team.Quiet("12:00");
        team.Groups.Single().Overflow.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_silenced_crowd_that_is_over_before_the_silence_is_not_told()
    {
        var team = Team.ByService();
        team.At("03:00").Silence("s1", HalfAnHour, "name =~ \"db-.*\"").Alarms(250, "db-");
        team.At("03:20").Oks(250, "db-");
        team.Quiet("12:00");
        team.Traces.SelectMany(trace => trace.Alerts).ShouldAllBe(alert => alert.OutcomeAt(team.Now) == DecisionAction.Suppress);
    }

    [Fact]
    public void A_silence_that_begins_before_the_counted_are_told_keeps_them_quiet()
    {
        var team = Team.ByService();
        team.At("03:00").Alarms(250, "db-");
        team.Expect("03:00").Firing("phone chat", "db-001");
        team.At("03:01").Silence("s1", HalfAnHour, "name =~ \"db-.*\"");
        team.Expect("03:31").Storm("phone chat", "db-002", "…", "+224");
        team.Quiet("03:59");
    }

    [Fact]
    public void An_inhibited_crowd_is_told_when_what_inhibits_it_is_over()
    {
        var team = Team.With("""
            routes: [{ name: all, to: [phone], group_by: [service, severity] }]
            inhibit: [{ when: ['severity = "critical"'], mute: ['severity = "error"'], equal: [service] }]
            """);
        team.At("03:00").Alarm("db-master", Severity.Critical);
        team.Expect("03:00").Firing("phone", "db-master");
        team.At("03:01").Alarms(250, "db-");
        team.At("03:10").Ok("db-master");
        team.Expect("03:10").Resolved("phone", "db-master ok");
        team.Expect("03:11").Storm("phone", "db-001", "…", "+225");
        team.Quiet("03:59");
    }

    [Fact]
    public void A_crowd_that_is_kept_quiet_leaves_room_for_what_is_not()
    {
        var team = Team.ByService();
        team.At("03:00").Silence("s1", 3 * HalfAnHour, "name =~ \"db-[0-9]+\"").Alarms(210, "db-");
        team.At("03:10").Alarm("db-outage");
        team.Expect("03:10").Firing("phone chat", "db-outage").Because("first firing of the group");
        team.At("03:20").Ok("db-outage");
        team.Expect("03:25").Resolved("phone chat", "db-outage ok");
        team.Expect("04:30").Storm("phone chat", "db-001", "…", "+185");
        team.Quiet("06:00");
    }

    [Fact]
    public void What_comes_on_top_of_a_crowd_is_named_and_so_is_its_end()
    {
        var team = Team.ByService();
        team.At("03:00").Alarms(200, "db-");
        team.Expect("03:00").Firing("phone chat", "db-001");
        team.Expect("03:05").Storm("phone chat", "db-002", "…", "+174");
        team.At("03:20").Alarm("db-outage");
        team.Expect("03:20").Firing("phone chat", "db-outage").Because("the group has too many alerts to keep each; it is counted");
        team.At("03:31").Ok("db-outage");
        team.Expect("03:35").Resolved("phone chat", "db-outage ok");
        team.Quiet("06:00");
    }

    [Fact]
    public void Ends_of_what_is_only_counted_are_told_with_the_next_batch()
    {
        var team = Team.ByService();
        team.At("03:00").Alarms(250, "db-");
        team.Expect("03:00").Firing("phone chat", "db-001");
        team.Expect("03:05").Storm("phone chat", "db-002", "…", "+224");
        for (var i = 201; i <= 250; i++)
            team.At("03:21").Ok($"db-{i}");
        team.Expect("03:25").Resolved("phone chat", "db-201 ok", "db-202 ok", "db-203 ok", "+47");
        team.Quiet("06:00");
        team.Traces.SelectMany(trace => trace.Alerts).ShouldAllBe(alert => alert.OutcomeAt(team.Now) == DecisionAction.Notify);
        team.Groups.Single().Entries.Length.ShouldBeLessThanOrEqualTo(GroupState.MaxEntries + 3);
    }

    [Fact]
    public void Of_a_held_crowd_the_digest_counts_what_healed()
    {
        var team = Team.With("""
            routes: [{ name: all, to: [inbox], hold: business-hours, group_by: [service] }]
            """);
        team.At("Fri 22:00").Alarms(250, "disk-", Severity.Warning);
        for (var i = 201; i <= 250; i++)
            team.At("23:00").Ok($"disk-{i}");
        team.Expect("Mon 08:00").Digest("inbox", "disk-001", "…", "+200").Because("held outside business-hours: 200 still fire, 50 healed");
        team.Quiet("08:30");
        team.Traces.SelectMany(trace => trace.Alerts).ShouldAllBe(alert => alert.OutcomeAt(team.Now) == DecisionAction.Notify);
    }

    [Fact]
    public void Counted_log_errors_are_over_when_they_do_not_come_again()
    {
        var team = Team.ByService();
        var at = team.At("03:00");
        for (var i = 0; i < 250; i++)
            at.Log($"timeout in shop {(char)('a' + i / 26)}{(char)('a' + i % 26)}");
        team.At("03:16");

        foreach (var receiver in (string[])["phone", "chat"])
        {
            var ends = team.AllTold.Where(notified => notified.Receiver == receiver && notified.IsResolved).ToArray();
            ends.Sum(notified => notified.Alerts.Count + notified.More).ShouldBe(250);
        }
    }

    [Fact]
    public void A_state_of_before_what_is_counted_had_names_can_be_read()
    {
        var state = GroupState.New(new GroupAddress("key", "all")) with { Overflow = OverflowAlerts.Empty with { Resolved = 2 } };
        var json = JsonNode.Parse(JsonSerializer.Serialize(state, GroupJson.Compact.GroupState))!;
        json["counted"]!.AsObject().Remove("muted").ShouldBeTrue();
        json["counted"]!.AsObject().Remove("examples").ShouldBeTrue();
        var overflow = JsonSerializer.Deserialize(json.ToJsonString(), GroupJson.Compact.GroupState)!.Overflow;

        overflow.Resolved.ShouldBe(2);
        overflow.Firing.ShouldBe(0);
        overflow.Examples.ShouldBeEmpty();
    }
}
