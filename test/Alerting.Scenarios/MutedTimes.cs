using Alerting.Alerts;

namespace Alerting.Scenarios;

/// <summary>Times at which a route notifies nobody, maintenance windows, and silences until resolved.</summary>
public sealed class MutedTimes
{
    private const string People = """
        timezone: Europe/London
        time_intervals:
          business-hours: { days: mon-fri, from: "08:00", to: "18:00" }
          office: { days: mon-fri, from: "08:00", to: "18:00", except: [holidays] }
          holidays: { dates: ["12-25:12-26"] }
          nights: { from: "22:00", to: "06:00" }
          patch-night: { days: sun, from: "00:30", to: "03:00" }
        receivers:
          phone: { sms: ["+442079460000"] }
          inbox: { sns: "arn:aws:sns:eu-west-1:123456789012:alerts" }

        """;

    [Fact]
    public void A_muted_route_notifies_of_what_still_fires_when_it_ends()
    {
        var team = With("routes: [{ name: all, to: [phone], mute: [nights] }]");
        team.At("Fri 21:59:59").Alarm("before");
        team.Expect("21:59:59").Firing("phone", "before");
        team.At("22:00").Alarm("orders").Alarm("cart");
        team.At("Sat 01:00").Ok("before").Ok("cart");
        team.Expect("01:00").Resolved("phone", "before ok");
        team.Expect("06:00").Firing("phone", "orders").WithReason("No longer muted by nights; still firing.");
        team.At("06:10").Ok("orders");
        team.Expect("06:10").Resolved("phone", "orders ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_route_notifies_only_while_one_of_its_intervals_is_active()
    {
        var team = With("routes: [{ name: all, to: [phone], active: [business-hours] }]");
        team.At("Fri 17:59:59").Alarm("before");
        team.Expect("17:59:59").Firing("phone", "before");
        team.At("18:00").Alarm("orders");
        team.Expect("Mon 08:00").Firing("phone", "orders")
            .WithReason("No longer muted outside business-hours; still firing.")
            .Reminder("phone", "before");
        team.ExpectNothing("08:30");
    }

    [Fact]
    public void A_hold_skips_the_holidays_that_its_interval_leaves_out()
    {
        var team = With("routes: [{ name: all, to: [inbox], hold: office }]", "2026-12-24");
        team.At("Thu 19:00").Alarm("disk", Severity.Warning);
        team.Expect("Mon 08:00").Digest("inbox", "disk");
        team.ExpectNothing("08:30");
    }

    [Fact]
    public void A_child_mutes_as_its_parent_unless_it_says_otherwise()
    {
        var team = With("""
            routes:
              - name: all
                to: [phone]
                mute: [nights]
                routes: [{ name: always, match: ['name = "orders"'], mute: [] }, { name: rest, match: ['name = "cart"'] }]
            """);
        team.At("Fri 23:00").Alarm("orders").Alarm("cart");
        team.Expect("23:00").Firing("phone", "orders");
        team.At("23:30").Ok("orders").Ok("cart");
        team.Expect("23:30").Resolved("phone", "orders ok");
        team.ExpectNothing("Sat 09:00");
    }

    // 2026-10-25 01:00 UTC: London's clocks go back, so the window lasts an hour longer.
    [Fact]
    public void A_maintenance_window_is_a_silence_at_its_local_time()
    {
        var team = With("""
            routes: [{ name: all, to: [phone] }]
            maintenance: [{ name: patching, during: patch-night, match: ['name =~ "db-.*"'] }]
            """, "2026-10-24");
        team.At("Sun 00:29:59").Alarm("db-before");
        team.Expect("00:29:59").Firing("phone", "db-before");
        team.At("00:30").Alarm("db-1").Alarm("db-2").Alarm("orders");
        team.Expect("00:30").Firing("phone", "orders");
        team.At("01:40").Ok("db-before").Ok("db-2");
        team.Expect("01:40").Resolved("phone", "db-before ok");
        team.Expect("03:00").Firing("phone", "db-1").WithReason("Silence patching ended; still firing.");
        team.At("03:10").Alarm("db-3");
        team.Expect("03:10").Firing("phone", "db-3");
        team.At("03:20").Ok("orders").Ok("db-1").Ok("db-3");
        team.Expect("03:20").Resolved("phone", "orders ok").Resolved("phone", "db-1 ok").Resolved("phone", "db-3 ok");
        team.ExpectNothing("12:00");
    }

    [Fact]
    public void A_silence_until_resolved_ends_with_the_alert()
    {
        var team = With("routes: [{ name: all, to: [phone], repeat: 1h }]");
        team.At("Fri 03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone", "orders");
        team.At("03:10").SilenceUntilResolved("s1", "name =~ \"orders|cart\"");
        team.At("05:00").Alarm("cart");
        team.Expect("05:00").Firing("phone", "cart");
        team.At("05:30").Ok("cart");
        team.Expect("05:30").Resolved("phone", "cart ok");
        team.At("09:00").Ok("orders");
        team.Expect("09:00").Resolved("phone", "orders ok");
        team.At("11:00").Alarm("orders");
        team.Expect("11:00").Firing("phone", "orders");
        team.ExpectNothing("11:30");
    }

    [Fact]
    public void A_resolution_goes_to_those_who_want_it_at_the_severity_that_was_notified()
    {
        var team = With("""
            routes:
              - { name: pages, match: ['severity =~ "critical|error"'], to: [phone, inbox], send_resolved: { error: false } }
              - { name: rest, to: [inbox], wait: 0, send_resolved: false }
            """);
        team.At("Fri 03:00").Alarm("orders").Alarm("cart", Severity.Critical).Alarm("disk", Severity.Warning);
        team.Expect("03:00").Firing("phone inbox", "orders").Firing("phone inbox", "cart").Firing("inbox", "disk");
        team.At("03:10").Ok("orders").Ok("cart").Ok("disk");
        team.Expect("03:10").Resolved("phone inbox", "cart ok");
        team.ExpectNothing("12:00");
    }

    private static Script.Scenario With(string routes, string start = "2026-11-13") => new(People + routes, start);
}
