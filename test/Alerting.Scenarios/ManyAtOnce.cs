using Alerting.Alerts;
using Alerting.Deliveries;
using Alerting.Grouping;
using Alerting.Notifications;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>
/// Each alert is a group of its own, and one cause makes many of them notify. A receiver gets one message about all, or
/// a few.
/// </summary>
public sealed class ManyAtOnce
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void The_end_of_a_silence_over_many_alerts_is_one_message()
    {
        var team = Team.AsShipped();
        team.At("03:00").Silence("s1", Hour, "name =~ \"db-.*\"").Alarms(300, "db-");
        team.At("03:30").Oks(20, "db-");
        team.Expect("04:00").Storm("phone inbox chat", "db-021", "…", "+230").WithReason("Silence s1 ended; still firing.");
        team.At("04:20").Oks(300, "db-");
        team.Expect("04:20").Resolved("phone inbox chat", "db-021 ok");
        team.Expect("04:25").Resolved("phone inbox chat", "db-022 ok", "…", "+229").WithReason("Resolved.");
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void One_alert_released_from_a_silence_is_a_page_of_its_incident()
    {
        var team = Team.AsShipped();
        team.At("03:00").Silence("s1", Hour, "name = \"orders\"").Alarm("orders");
        team.Expect("04:00").Firing("phone inbox chat", "orders").WithReason("Silence s1 ended; still firing.");
        var page = team.AllNotified[0];
        (page.SpansGroups, page.GroupKey, page.IncidentId.Length).ShouldBe(
            (false, team.Traces[0].Alerts[0].Decisions[0].GroupKey, 16));
        team.At("04:10").Ok("orders");
        team.Expect("04:10").Resolved("phone inbox chat", "orders ok");
        team.AllNotified[^1].IncidentId.ShouldBe(page.IncidentId);
    }

    [Fact]
    public void Silences_that_end_shortly_after_each_other_keep_a_page_waiting_for_seconds_only()
    {
        var team = Team.AsShipped();
        team.At("03:00").Silence("s1", Hour, "name = \"orders\"").Alarm("orders");
        team.At("03:00:10").Silence("s2", Hour, "name =~ \"db-.*\"").Alarms(40, "db-");
        team.At("03:00:20").Silence("s3", Hour, "name = \"mail\"").Alarm("mail");
        team.Expect("04:00").Firing("phone inbox chat", "orders");
        team.Expect("04:00:30").Storm("phone inbox chat", "db-001", "…")
            .WithReason("No longer silenced or inhibited; still firing.");
        team.At("04:01").Oks(40, "db-").Ok("orders").Ok("mail");
        team.At("06:00");
        Balance(team).ShouldAllBe(each => each.Value == 0);
    }

    [Fact]
    public void A_release_is_notified_although_all_that_it_would_name_have_recovered()
    {
        var team = Team.AsShipped();
        team.At("03:00").Silence("s1", Hour, "name = \"orders\"").Alarm("orders");
        team.At("03:00:06").Silence("s2", Hour, "name =~ \"db-.*\"").Alarms(201, "db-");
        team.Expect("04:00").Firing("phone inbox chat", "orders");
        team.At("04:00:20").Oks(200, "db-");
        team.Expect("04:00:30").Firing("phone inbox chat", "db-201");
        team.At("04:20").Ok("orders");
        team.Expect("04:20").Resolved("phone inbox chat", "orders ok");
        team.At("04:40").Ok("db-201");
        team.Expect("04:40").Resolved("phone inbox chat", "db-201 ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void The_end_of_an_inhibiting_alert_is_one_message_about_those_it_inhibited()
    {
        var team = Team.With("""
            routes: [{ name: all, to: [phone] }]
            inhibit: [{ when: ['severity = "critical"'], mute: ['severity = "error"'], equal: [account] }]
            """);
        team.At("03:00").Alarm("network", Severity.Critical);
        team.Expect("03:00").Firing("phone", "network");
        for (var i = 0; i < 6; i++)
            team.At($"03:01:{10 * i:00}").Alarms(20, $"db-{i}-");
        team.At("03:10:20").Ok("network");
        team.Expect("03:10:20").Resolved("phone", "network ok");
        team.At("03:13");

        var released = team.AllNotified.Skip(2).ShouldHaveSingleItem();
        (released.Kind, released.FiringCount).ShouldBe((NotificationKind.Storm, 120));
    }

    [Fact]
    public void Alerts_named_in_a_digest_are_reminded_and_resolved_together()
    {
        var team = Team.AsShipped("2026-11-12");
        team.At("Thu 22:00").Alarms(300, "disk-", Severity.Warning);
        team.Expect("Fri 08:00").Digest("inbox", "disk-001", "…", "+250").Digest("chat", "disk-001", "…", "+250");
        team.Expect("12:00").Reminder("inbox chat", "disk-001", "…", "+250");
        team.At("13:00").Ok("disk-007");
        team.Expect("13:00").Resolved("inbox chat", "disk-007 ok");
        team.At("13:02").Oks(300, "disk-");
        team.Expect("13:05").Resolved("inbox chat", "disk-001 ok", "…", "+249");
        team.ExpectNothing("23:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void Reminders_due_at_about_the_same_time_come_together()
    {
        var team = Team.AsShipped();
        for (var i = 0; i < 60; i++)
            team.At($"03:00:{i:00}").Alarm($"db-{i:00}", Severity.Critical);
        team.At("03:59");
        var pages = team.AllNotified.Count;
        team.At("04:30");

        var reminders = team.AllNotified.Skip(pages).Where(notified => notified.Receiver == "phone").ToArray();
        reminders.ShouldAllBe(notified => notified.Kind == NotificationKind.Reminder);
        reminders.Select(notified => notified.FiringCount).ShouldBe([1, 59]);
    }

    [Fact]
    public void A_short_repeat_is_not_slowed_down()
    {
        var team = Team.With("routes: [{ name: all, to: [phone], repeat: 2m }]");
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone", "orders");
        foreach (var at in (string[])["03:02", "03:04", "03:06", "03:08"])
            team.Expect(at).Reminder("phone", "orders");
    }

    [Fact]
    public void What_waits_for_others_is_dropped_if_the_alert_fires_again()
    {
        var team = Team.AsShipped();
        team.At("Fri 22:00").Alarms(20, "disk-", Severity.Warning);
        team.At("Mon 08:00");
        team.At("09:00").Ok("disk-001").Ok("disk-002").Ok("disk-003");
        team.At("09:01").Alarm("disk-002", Severity.Warning);
        team.At("09:02").Alarm("disk-003");
        team.At("09:30");

        foreach (var name in (string[])["disk-002", "disk-003"])
        {
            var last = team.AllNotified.Last(each => each.Receiver == "inbox" && each.Alerts.Any(a => a.Name == name));
            last.Alerts.Single(alert => alert.Name == name).IsFiring.ShouldBeTrue(team.Describe(last));
        }
    }

    [Fact]
    public void A_reminder_that_waits_for_others_is_dropped_if_the_alert_resolves()
    {
        var team = Team.AsShipped();
        team.At("03:00").Alarm("orders");
        team.At("03:01").Alarm("mail");
        team.At("03:02").Alarm("disk");
        team.At("07:00");
        team.At("07:03").Ok("mail");
        team.At("07:30");
        team.AllNotified.Where(each => each is { Receiver: "phone", Kind: NotificationKind.Reminder })
            .SelectMany(each => each.Alerts).ShouldNotContain(alert => alert.Name == "mail");
        var end = team.AllNotified.Last(each => each.Receiver == "phone" && each.Alerts.Any(a => a.Name == "mail"));
        end.Kind.ShouldBe(NotificationKind.Resolved);
    }

    [Fact]
    public void A_rise_in_severity_never_waits_and_drops_what_waits()
    {
        var team = Team.AsShipped();
        team.At("Fri 10:00").Alarm("cert", Severity.Warning);
        team.At("10:01").Alarm("disk", Severity.Warning);
        team.At("14:00:31");
        team.At("14:02").Alarm("disk", Severity.Critical);
        team.AllNotified.ShouldContain(each => each.Receiver == "phone" && each.At == team.Now);
        team.At("14:10");

        team.AllNotified.Where(each => each.Kind == NotificationKind.Reminder).SelectMany(each => each.Alerts)
            .ShouldAllBe(alert => alert.Name == "cert");
    }

    [Fact]
    public void A_silence_that_begins_while_a_reminder_waits_mutes_it()
    {
        var team = Team.AsShipped();
        team.At("03:00").Alarm("orders");
        team.At("03:01").Alarm("mail");
        team.At("07:02").Silence("s1", 2 * Hour, "name = \"mail\"");
        team.At("08:00");

        team.AllNotified.Where(each => each.Kind == NotificationKind.Reminder).SelectMany(each => each.Alerts)
            .ShouldAllBe(alert => alert.Name == "orders");
    }

    /// <summary>As deployed: parts arrive for a while, and alerts go on changing meanwhile.</summary>
    [Fact]
    public void A_digest_is_true_when_it_is_sent()
    {
        var team = new Scenario(Team.People + """
            routes: [{ name: warnings, to: [inbox], hold: business-hours }]
            """, rules: config => new GroupRules(config)
            { DigestGrace = TimeSpan.FromSeconds(90), GatherTime = TimeSpan.FromSeconds(5) });
        team.At("Fri 22:00").Alarms(60, "disk-", Severity.Warning);
        team.At("Mon 08:00:30").Oks(10, "disk-");
        team.Expect("08:01:30").Digest("inbox", "disk-011", "…", "+10")
            .WithReason("Held outside business-hours: 50 still firing, 10 recovered.");
        team.At("08:30").Oks(60, "disk-");
        team.At("08:40");
        team.AllNotified.Where(each => each.Kind == NotificationKind.Resolved).Sum(each => each.ResolvedCount)
            .ShouldBe(50);
    }

    [Fact]
    public void Alerts_released_and_resolved_within_seconds_notify_nobody()
    {
        var team = new Scenario(Team.People + "routes: [{ name: all, to: [phone] }]",
            rules: config => new GroupRules(config) { GatherTime = TimeSpan.FromSeconds(5) });
        team.At("03:00").Silence("s1", Hour, "name =~ \"db-.*\"").Alarms(20, "db-");
        team.At("04:00:02").Oks(15, "db-");
        team.Expect("04:00:05").Firing("phone", "db-016", "db-017", "db-018", "db-019", "db-020");
        team.At("04:10").Oks(20, "db-");
        team.At("05:00");
        Balance(team).ShouldAllBe(each => each.Value == 0);
    }

    [Fact]
    public void Pagers_open_and_close_an_incident_for_each_alert()
    {
        var team = new Scenario("""
            receivers:
              both: { pagerduty: { routing_key: 0123456789abcdef0123456789abcdef }, sms: ["+442079460000"] }
            routes: [{ name: all, to: [both] }]
            """);
        team.At("03:00").Silence("s1", Hour, "name =~ \"db-.*\"").Alarms(30, "db-");
        team.At("04:20").Oks(30, "db-");
        team.At("05:00");

        var deliveries = team.AllNotified.SelectMany(new DeliveryWriter(team.Config).Write).ToLookup(
            delivery => delivery.Target.Channel);
        var actions = deliveries["pagerduty"].Select(delivery => delivery.Payload.ToString()!).ToArray();
        actions.Count(json => json.Contains("\"event_action\":\"trigger\"")).ShouldBe(30);
        actions.Count(json => json.Contains("\"event_action\":\"resolve\"")).ShouldBe(30);
        deliveries["sms"].Count().ShouldBe(3, "the storm, the first end, and the other ends");
    }

    /// <summary>For each receiver, what it was notified of as firing minus what as resolved.</summary>
    private static Dictionary<string, int> Balance(Scenario team) => team.AllNotified.GroupBy(each => each.Receiver)
        .ToDictionary(each => each.Key, each => each.Sum(notified => notified.Kind switch
        {
            NotificationKind.Firing or NotificationKind.Storm => notified.FiringCount,
            NotificationKind.Resolved => -notified.ResolvedCount,
            _ => 0,
        }));
}
