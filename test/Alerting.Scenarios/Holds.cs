using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Channels.Opsgenie;
using Alerting.Notifications;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>Warnings sleep with the team and wake with it.</summary>
public sealed class Holds
{
    [Fact]
    public void Over_a_weekend_warnings_become_one_digest()
    {
        var team = Team.AsShipped("2026-11-13");
        team.At("Fri 17:30").Alarm("cert", Severity.Warning);
        team.Expect("17:30:30").Firing("inbox chat", "cert");
        team.At("22:00").Alarm("disk", Severity.Warning).Alarm("queue", Severity.Warning);
        team.At("Sat 03:00").Ok("queue");
        team.At("04:00").Ok("cert");
        team.At("Sun 12:00").Alarm("memory", Severity.Warning);
        team.Expect("Mon 08:00")
            .Digest("inbox", "disk", "memory", "cert ok", "queue ok").Because("held outside business-hours: 2 still fire, 2 healed")
            .Digest("chat", "disk", "memory", "cert ok", "queue ok");
        team.At("08:30").Ok("disk");
        team.Expect("08:30").Resolved("inbox chat", "disk ok");
        team.Quiet("11:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void Who_was_told_a_digest_in_anothers_place_is_found_when_one_of_it_ends_and_when_the_same_fires_anew_it_is_not()
    {
        var team = Team.AsShipped("2026-11-13");
        team.At("Fri 22:00").Alarm("disk", Severity.Warning).Alarm("memory", Severity.Warning);
        team.Expect("Mon 08:00").Digest("inbox", "disk", "memory").Digest("chat", "disk", "memory");
        var fallbacks = new FallbackRecipients();
        fallbacks.Remember(team.AllTold.Single(notified => notified.Receiver == "inbox"), "phone");
        team.At("08:30").Ok("disk");
        team.Expect("08:30").Resolved("inbox chat", "disk ok");
        var ends = team.AllTold.Where(notified => notified.IsResolved).ToDictionary(notified => notified.Receiver, fallbacks.Find);
        team.At("11:00").Alarm("disk", Severity.Warning);
        team.Expect("11:00:30").Firing("inbox chat", "disk");
        team.At("11:30").Ok("disk");
        team.Expect("11:30").Resolved("inbox chat", "disk ok");

        ends.ShouldBe(new Dictionary<string, string?> { ["inbox"] = "phone", ["chat"] = null }, ignoreOrder: true);
        fallbacks.Find(team.AllTold.Last(notified => notified.Receiver == "inbox")).ShouldBeNull();
    }

    [Fact]
    public void What_is_still_on_in_the_evening_is_reminded_of_in_the_morning()
    {
        var team = Team.AsShipped("2026-11-12");
        team.At("Thu 16:00").Alarm("disk", Severity.Warning);
        team.Expect("16:00:30").Firing("inbox chat", "disk");
        team.Expect("Fri 08:00").Digest("inbox", "disk").Digest("chat", "disk");
        team.Expect("12:00").Reminder("inbox chat", "disk");
        team.At("13:00").Ok("disk");
        team.Expect("13:00").Resolved("inbox chat", "disk ok");
        team.Quiet("Sat 12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_rise_to_error_breaks_the_hold()
    {
        var team = Team.AsShipped();
        team.At("Fri 22:00").InsufficientData("orders").Alarm("disk", Severity.Warning);
        team.At("Sat 02:00").Alarm("orders");
        team.Expect("02:00").Firing("phone inbox chat", "orders");
        team.At("03:00").Ok("orders");
        team.Expect("03:00").Resolved("phone inbox chat", "orders ok");
        team.Expect("Mon 08:00").Digest("inbox", "disk").Digest("chat", "disk");
        team.Quiet("08:30");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_page_on_a_route_that_holds_is_told_at_once_and_so_is_its_end()
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
        team.Quiet("08:30");
        team.Timeline.ShouldBeAccepted();
    }

    [Theory]
    [InlineData("2026-03-28", "spring")]
    [InlineData("2026-10-24", "autumn")]
    public void Hours_begin_when_the_wall_says_so_though_the_clocks_change(string saturday, string season)
    {
        var team = Team.AsShipped(saturday);
        team.At("Sat 22:00").Alarm("disk", Severity.Warning);
        team.At("Sun 00:30").Ok("disk");
        team.At("Sun 03:00").Alarm("queue", Severity.Warning);
        team.Expect("Mon 08:00").Digest("inbox", "queue", "disk ok").Digest("chat", "queue", "disk ok");
        team.Quiet("11:00");
        team.Timeline.ShouldBeAccepted($"Clocks_change_in_{season}");
    }

    [Fact]
    public void At_the_edges_of_the_hours_nothing_is_lost()
    {
        var team = Team.AsShipped("2026-11-12");
        team.At("Thu 07:59:50").Alarm("early", Severity.Warning);
        team.Expect("08:00:20").Firing("inbox chat", "early");
        team.At("08:10").Ok("early");
        team.Expect("08:10").Resolved("inbox chat", "early ok");
        team.At("17:59:50").Alarm("late", Severity.Warning);
        team.Expect("17:59:50").Firing("inbox chat", "late")
            .Because("first firing of the group, told after 30 s so that others can join; at once, since business-hours ends before that");
        team.At("18:00").Alarm("after", Severity.Warning);
        team.At("Fri 07:59:59").Ok("late").Ok("after");
        team.Expect("08:00").Digest("inbox", "after ok", "late ok").Digest("chat", "after ok", "late ok");
        team.Quiet("12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void A_held_warning_that_is_silenced_at_the_opening_is_told_when_the_silence_ends()
    {
        var team = Team.AsShipped();
        team.At("Fri 22:00").Alarm("disk", Severity.Warning);
        team.At("Mon 07:00").Silence("s1", TimeSpan.FromHours(4), "name = \"disk\"");
        team.Expect("11:00").Firing("inbox chat", "disk").Because("silence s1 by ann (maintenance) is over, and it still fires");
        team.Quiet("12:00");
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
    public void What_a_pager_is_told_in_the_morning_the_later_end_closes_and_what_healed_opens_nothing()
    {
        var team = new Scenario(WithPager);
        team.At("Fri 17:00").Alarm("cert", Severity.Warning);
        team.Expect("17:00:30").Firing("pager ops", "cert");
        team.At("22:00").Alarm("disk", Severity.Warning).Alarm("queue", Severity.Warning);
        team.At("Sat 03:00").Ok("queue").Ok("cert");
        team.Expect("Mon 08:00")
            .Resolved("pager ops", "cert ok").Firing("pager ops", "disk").Because("held until business-hours began")
            .Digest("ops", "disk", "cert ok", "queue ok");
        team.At("08:30").Ok("disk");
        team.Expect("08:30").Resolved("pager ops", "disk ok");
        team.Quiet("11:00");
        team.Timeline.ShouldBeAccepted();

        Opened(team, "pagerduty").ShouldBeEmpty();
        Opened(team, "opsgenie").ShouldBeEmpty();
        Written(team, "slack").Select(delivery => delivery.Notification.Kind).ShouldBe(
            [NotificationKind.Firing, NotificationKind.Digest, NotificationKind.Resolved], "the others have it in their digest");
        team.Traces[2].Alerts.Single().Decisions.ShouldContain(decision => decision.Receiver == "pager" && decision.Action == DecisionAction.Suppress
            && decision.Reason == "healed by itself while it was held, so no incident was opened and there is none to close");
    }

    [Fact]
    public void A_storm_in_the_night_opens_one_incident_of_the_group_and_the_last_end_closes_it()
    {
        var team = new Scenario(WithPager.Replace("[name]", "[service]"));
        team.At("Fri 22:00").Alarms(30, "disk-", Severity.Warning);
        team.At("Sat 03:00").Oks(10, "disk-");
        team.At("Mon 09:00").Oks(30, "disk-");
        team.At("12:00");

        team.AllTold.ShouldContain(notified => notified.Receiver == "pager" && notified.Kind == NotificationKind.Storm);
        Written(team, "pagerduty").Select(delivery => Key(delivery)).Distinct().ShouldHaveSingleItem();
        Opened(team, "pagerduty").ShouldBeEmpty();
    }

    [Fact]
    public void What_gets_worse_closes_the_warning_s_incident_when_the_page_has_opened_its_own()
    {
        var team = new Scenario(WithPager.Replace("routes: [", """routes: [{ name: pages, match: ['severity = "error"'], to: [pager] }, """)
            .Replace("[pager, ops]", "[pager]"));
        team.At("Fri 12:00").InsufficientData("disk");
        team.Expect("12:00:30").Firing("pager", "disk");
        team.At("13:00").Alarm("disk");
        team.Expect("13:00").Firing("pager", "disk").Resolved("pager", "disk ok").Because("now an error, which another group tells");
        Opened(team, "pagerduty").ShouldHaveSingleItem();
        team.At("14:00").Ok("disk");
        team.Expect("14:00").Resolved("pager", "disk ok");
        team.Quiet("20:00");

        Opened(team, "pagerduty").ShouldBeEmpty();
    }

    /// <summary>The incidents that are open at the end.</summary>
    private static HashSet<string> Opened(Scenario team, string channel)
    {
        var open = new HashSet<string>();
        foreach (var delivery in Written(team, channel))
            if (delivery.Payload is OpsgenieAction { Action: "close" } || delivery.Payload.ToString()!.Contains("\"event_action\":\"resolve\""))
                open.Remove(Key(delivery)).ShouldBeTrue("what is closed was opened");
            else
                open.Add(Key(delivery));
        return open;
    }

    private static IEnumerable<Delivery> Written(Scenario team, string channel) =>
        team.AllTold.SelectMany(new DeliveryWriter(team.Config).Write).Where(delivery => delivery.Target.Channel == channel);

    private static string Key(Delivery delivery) => delivery.Payload is OpsgenieAction act ? act.Alias
        : System.Text.RegularExpressions.Regex.Match(delivery.Payload.ToString()!, "alerting-[0-9a-f]{16}").Value;

    [Fact]
    public void Of_a_restless_night_the_digest_names_the_worst_and_counts_all()
    {
        var team = Team.With("""
            routes: [{ name: all, to: [inbox, chat], hold: business-hours, group_by: [service] }]
            """);
        team.At("Fri 22:00").Alarms(150, "disk-", Severity.Warning);
        team.At("Sat 03:00").Oks(30, "disk-");
        team.Expect("Mon 08:00")
            .Digest("inbox", "disk-031", "…", "+100").Because("held outside business-hours: 120 still fire, 30 healed")
            .Digest("chat", "disk-031", "…", "+100");
        team.Quiet("08:30");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void What_flaps_at_night_and_heals_is_in_the_digest()
    {
        var team = Team.AsShipped();
        team.At("Fri 22:00").Alarm("disk", Severity.Warning);
        team.At("22:02").Ok("disk");
        team.At("22:04").Alarm("disk", Severity.Warning);
        team.At("22:06").Ok("disk");
        team.Expect("Mon 08:00").Digest("inbox", "disk ok").Because("held outside business-hours: 0 still fire, 1 healed").Digest("chat", "disk ok");
        team.Quiet("12:00");
    }
}
