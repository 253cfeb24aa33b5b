using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Channels.Opsgenie;
using Alerting.Deliveries;
using Alerting.Notifications;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>Warnings are held outside business hours and sent as a digest when they begin.</summary>
public sealed class Holds
{
    [Fact]
    public void Warnings_of_a_weekend_become_one_digest()
    {
        var team = Team.AsShipped("2026-11-13");
        team.At("Fri 17:30").Alarm("cert", Severity.Warning);
        team.Expect("17:30:30").Firing("inbox chat", "cert");
        team.At("22:00").Alarm("disk", Severity.Warning).Alarm("queue", Severity.Warning);
        team.At("Sat 03:00").Ok("queue");
        team.At("04:00").Ok("cert");
        team.At("Sun 12:00").Alarm("memory", Severity.Warning);
        team.Expect("Mon 08:00")
            .Digest("inbox", "disk", "memory", "cert ok", "queue ok")
            .WithReason("Held outside business-hours: 2 still firing, 2 recovered.")
            .Digest("chat", "disk", "memory", "cert ok", "queue ok");
        team.At("08:30").Ok("disk");
        team.Expect("08:30").Resolved("inbox chat", "disk ok");
        team.ExpectNothing("11:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public async Task The_fallback_of_a_digest_gets_its_resolutions_but_no_later_incident()
    {
        var team = Team.AsShipped("2026-11-13");
        team.At("Fri 22:00").Alarm("disk", Severity.Warning).Alarm("memory", Severity.Warning);
        team.Expect("Mon 08:00").Digest("inbox", "disk", "memory").Digest("chat", "disk", "memory");
        var fallbacks = new InMemoryFallbackRecipients();
        var none = TestContext.Current.CancellationToken;
        await fallbacks.RememberAsync(team.AllNotified.Single(notified => notified.Receiver == "inbox"), "phone", none);
        team.At("08:30").Ok("disk");
        team.Expect("08:30").Resolved("inbox chat", "disk ok");
        var ends = new Dictionary<string, string?>();
        foreach (var resolved in team.AllNotified.Where(notified => notified.IsResolved))
            ends[resolved.Receiver] = await fallbacks.FindAsync(resolved, none);
        team.At("11:00").Alarm("disk", Severity.Warning);
        team.Expect("11:00:30").Firing("inbox chat", "disk");
        team.At("11:30").Ok("disk");
        team.Expect("11:30").Resolved("inbox chat", "disk ok");

        ends.ShouldBe(new Dictionary<string, string?> { ["inbox"] = "phone", ["chat"] = null }, ignoreOrder: true);
        (await fallbacks.FindAsync(team.AllNotified.Last(notified => notified.Receiver == "inbox"),
            none)).ShouldBeNull();
    }

    [Fact]
    public void A_reminder_due_in_the_evening_comes_in_the_morning_digest()
    {
        var team = Team.AsShipped("2026-11-12");
        team.At("Thu 16:00").Alarm("disk", Severity.Warning);
        team.Expect("16:00:30").Firing("inbox chat", "disk");
        team.Expect("Fri 08:00").Digest("inbox", "disk").Digest("chat", "disk");
        team.Expect("12:00").Reminder("inbox chat", "disk");
        team.At("13:00").Ok("disk");
        team.Expect("13:00").Resolved("inbox chat", "disk ok");
        team.ExpectNothing("Sat 12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_rise_to_error_ends_the_hold()
    {
        var team = Team.AsShipped();
        team.At("Fri 22:00").Alarm("orders", Severity.Warning).Alarm("disk", Severity.Warning);
        team.At("Sat 02:00").Alarm("orders");
        team.Expect("02:00").Firing("phone inbox chat", "orders");
        team.At("03:00").Ok("orders");
        team.Expect("03:00").Resolved("phone inbox chat", "orders ok");
        team.Expect("Mon 08:00").Digest("inbox", "disk").Digest("chat", "disk");
        team.ExpectNothing("08:30");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_page_on_a_holding_route_is_sent_at_once_and_so_is_its_resolution()
    {
        var team = Team.With("""
            routes: [{ name: all, to: [phone], hold: business-hours, group_by: [service] }]
            """);
        team.At("Fri 22:00").Alarm("orders-slow", Severity.Warning);
        team.At("22:10").Alarm("orders-down", Severity.Critical);
        team.Expect("22:10").Firing("phone", "orders-down");
        team.At("22:40").Ok("orders-down");
        team.Expect("22:45").Resolved("phone", "orders-down ok");
        team.Expect("Mon 08:00").Digest("phone", "orders-slow");
        team.ExpectNothing("08:30");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void The_end_of_a_page_is_not_held_although_it_fell_to_a_warning()
    {
        var team = Team.With("""
            routes: [{ name: all, to: [phone], hold: business-hours, group_by: [service] }]
            """);
        team.At("Fri 22:00").Alarm("orders", Severity.Critical);
        team.Expect("22:00").Firing("phone", "orders");
        team.At("22:10").Alarm("orders", Severity.Warning);
        team.At("22:40").Ok("orders");
        team.Expect("22:40").Resolved("phone", "orders ok");
        team.ExpectNothing("Mon 12:00");
    }

    [Theory]
    [InlineData("2026-03-28", "spring")]
    [InlineData("2026-10-24", "autumn")]
    public void Hours_follow_local_time_across_clock_changes(string saturday, string season)
    {
        var team = Team.AsShipped(saturday);
        team.At("Sat 22:00").Alarm("disk", Severity.Warning);
        team.At("Sun 00:30").Ok("disk");
        team.At("Sun 03:00").Alarm("queue", Severity.Warning);
        team.Expect("Mon 08:00").Digest("inbox", "queue", "disk ok").Digest("chat", "queue", "disk ok");
        team.ExpectNothing("11:00");
        team.Timeline.ShouldBeAccepted($"Clocks_change_in_{season}");
    }

    [Fact]
    public void Nothing_is_lost_at_the_edges_of_the_hours()
    {
        var team = Team.AsShipped("2026-11-12");
        team.At("Thu 07:59:50").Alarm("early", Severity.Warning);
        team.Expect("08:00:20").Firing("inbox chat", "early");
        team.At("08:10").Ok("early");
        team.Expect("08:10").Resolved("inbox chat", "early ok");
        team.At("17:59:50").Alarm("late", Severity.Warning);
        team.Expect("17:59:50").Firing("inbox chat", "late")
            .WithReason("Sent at once: business-hours ends before the wait is over.");
        team.At("18:00").Alarm("after", Severity.Warning);
        team.At("Fri 07:59:59").Ok("late").Ok("after");
        team.Expect("08:00").Digest("inbox", "after ok", "late ok").Digest("chat", "after ok", "late ok");
        team.ExpectNothing("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_held_warning_silenced_when_hours_begin_is_notified_when_the_silence_ends()
    {
        var team = Team.AsShipped();
        team.At("Fri 22:00").Alarm("disk", Severity.Warning);
        team.At("Mon 07:00").Silence("s1", TimeSpan.FromHours(4), "name = \"disk\"");
        team.Expect("11:00").Firing("inbox chat", "disk").WithReason("Silence s1 ended; still firing.");
        team.ExpectNothing("12:00");
    }

    private const string WithPager = """
        timezone: Europe/London
        time_intervals:
          business-hours: { days: mon-fri, from: "08:00", to: "18:00" }
        receivers:
          pager: { pagerduty: { routing_key: 0123456789abcdef0123456789abcdef } }
          ops: { opsgenie: { key: k }, slack: "https://hooks.slack.com/services/T/B/x" }
        routes: [{ name: all, to: [pager, ops], hold: business-hours, group_by: [name] }]
        """;

    [Fact]
    public void A_pager_incident_opened_in_the_morning_is_closed_later_and_recovered_alerts_open_none()
    {
        var team = new Scenario(WithPager);
        team.At("Fri 17:00").Alarm("cert", Severity.Warning);
        team.Expect("17:00:30").Firing("pager ops", "cert");
        team.At("22:00").Alarm("disk", Severity.Warning).Alarm("queue", Severity.Warning);
        team.At("Sat 03:00").Ok("queue").Ok("cert");
        team.Expect("Mon 08:00")
            .Resolved("pager ops", "cert ok").Firing("pager ops", "disk").WithReason("Held until business-hours began.")
            .Digest("ops", "disk", "cert ok", "queue ok");
        team.At("08:30").Ok("disk");
        team.Expect("08:30").Resolved("pager ops", "disk ok").Resolved("ops", "disk ok");
        team.ExpectNothing("11:00");
        team.Timeline.ShouldBeAccepted();

        OpenIncidents(team, "pagerduty").ShouldBeEmpty();
        OpenIncidents(team, "opsgenie").ShouldBeEmpty();
        Deliveries(team, "slack").Select(delivery => delivery.Notification.Kind).ShouldBe(
            [NotificationKind.Firing, NotificationKind.Digest, NotificationKind.Resolved],
            "other channels get it in their digest");
        team.Traces[2].Alerts.Single().Decisions.ShouldContain(
            decision => decision.Receiver == "pager" && decision.Action == DecisionAction.Suppress
            && decision.Reason.Text == "Suppressed: recovered while held, so no incident was opened.");
    }

    [Fact]
    public void A_held_storm_opens_one_pager_incident_and_the_last_resolution_closes_it()
    {
        var team = new Scenario(WithPager.Replace("[name]", "[service]"));
        team.At("Fri 22:00").Alarms(30, "disk-", Severity.Warning);
        team.At("Sat 03:00").Oks(10, "disk-");
        team.At("Mon 09:00").Oks(30, "disk-");
        team.At("12:00");

        team.AllNotified.ShouldContain(
            notified => notified.Receiver == "pager" && notified.Kind == NotificationKind.Storm);
        Deliveries(team, "pagerduty").Select(delivery => Key(delivery)).Distinct().ShouldHaveSingleItem();
        OpenIncidents(team, "pagerduty").ShouldBeEmpty();
    }

    [Fact]
    public void A_rise_in_severity_closes_the_warnings_pager_incident_once_the_page_has_its_own()
    {
        var team = new Scenario(
            WithPager.Replace("routes: [", """routes: [{ name: pages, match: ['severity = "error"'], to: [pager] }, """)
            .Replace("[pager, ops]", "[pager]"));
        team.At("Fri 12:00").Alarm("disk", Severity.Warning);
        team.Expect("12:00:30").Firing("pager", "disk");
        team.At("13:00").Alarm("disk");
        team.Expect("13:00").Firing("pager", "disk").Resolved("pager", "disk ok")
            .WithReason("Severity is now error; another group takes over.");
        OpenIncidents(team, "pagerduty").ShouldHaveSingleItem();
        team.At("14:00").Ok("disk");
        team.Expect("14:00").Resolved("pager", "disk ok");
        team.ExpectNothing("20:00");

        OpenIncidents(team, "pagerduty").ShouldBeEmpty();
    }

    /// <summary>The pager incidents still open at the end.</summary>
    private static HashSet<string> OpenIncidents(Scenario team, string channel)
    {
        var open = new HashSet<string>();
        foreach (var delivery in Deliveries(team, channel))
        {
            if (delivery.Payload is OpsgenieAction { Action: "close" }
                || delivery.Payload.ToString()!.Contains("\"event_action\":\"resolve\""))
            {
                open.Remove(Key(delivery)).ShouldBeTrue("only an open incident can be closed");
            }
            else
            {
                open.Add(Key(delivery));
            }
        }
        return open;
    }

    private static IEnumerable<Delivery> Deliveries(Scenario team, string channel) =>
        team.AllNotified.SelectMany(new DeliveryWriter(team.Config).Write)
            .Where(delivery => delivery.Target.Channel == channel);

    private static string Key(Delivery delivery) => delivery.Payload is OpsgenieAction act ? act.Alias
        : System.Text.RegularExpressions.Regex.Match(delivery.Payload.ToString()!, "alerting-[0-9a-f]{16}").Value;

    [Fact]
    public void The_digest_of_a_busy_night_names_the_most_severe_and_counts_all()
    {
        var team = Team.With("""
            routes: [{ name: all, to: [inbox, chat], hold: business-hours, group_by: [service] }]
            """);
        team.At("Fri 22:00").Alarms(150, "disk-", Severity.Warning);
        team.At("Sat 03:00").Oks(30, "disk-");
        team.Expect("Mon 08:00")
            .Digest("inbox", "disk-031", "…", "+100")
            .WithReason("Held outside business-hours: 120 still firing, 30 recovered.")
            .Digest("chat", "disk-031", "…", "+100");
        team.ExpectNothing("08:30");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void An_alert_that_flaps_and_recovers_at_night_is_in_the_digest()
    {
        var team = Team.AsShipped();
        team.At("Fri 22:00").Alarm("disk", Severity.Warning);
        team.At("22:02").Ok("disk");
        team.At("22:04").Alarm("disk", Severity.Warning);
        team.At("22:06").Ok("disk");
        team.Expect("Mon 08:00").Digest("inbox", "disk ok")
            .WithReason("Held outside business-hours: 1 recovered.").Digest("chat", "disk ok");
        team.ExpectNothing("12:00");
    }
}
