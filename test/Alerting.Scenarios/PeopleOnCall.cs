using Alerting.Alerts;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>Receivers that stand for people. The scenarios start on Friday 13 November 2026.</summary>
public sealed class PeopleOnCall
{
    private const string People = """
        timezone: Europe/London
        smtp: { host: localhost, from: a@example.com }
        people:
          ann: { sms: "+447700900001", email: ann@example.com, by: { critical: [sms, email], error: [sms], other: [email] } }
          bob: { sms: "+447700900002", by: { error: [sms] } }
          cy: { sms: "+447700900003", email: cy@example.com }
        time_intervals: { nights: { from: "22:00", to: "07:00" }, day: { from: "07:00", to: "22:00" } }
        receivers:
          oncall: { on_call: primary }
          all: { people: [ann, bob] }
          chat: { slack: "https://example.com/hook" }

        """;

    private const string Daily = """
        schedules: { primary: { layers: { rotation: [ann, bob], every: 1d, handover: "09:00", from: 2026-11-12 } } }
        routes: [{ name: pages, to: [oncall], repeat: 4h }]
        """;

    private const string AtNight = """
        schedules: { primary: { layers: { rotation: [ann], during: nights } } }
        routes: [{ name: pages, to: [oncall, chat], repeat: 4h }]

        """;

    [Theory]
    [InlineData(Severity.Critical, "oncall@ann/sms oncall@ann/email")]
    [InlineData(Severity.Error, "oncall@ann/sms")]
    [InlineData(Severity.Info, "oncall@ann/email")]
    public void Whoever_is_on_call_is_notified_on_the_channels_of_their_rules(Severity severity, string receivers)
    {
        var team = new Scenario(People + Daily);
        team.At("08:00").Alarm("orders", severity);
        team.Expect(severity.IsPage() ? "08:00" : "08:00:30").Firing(receivers, "orders");
        team.At("08:10").Ok("orders");
        team.Expect("08:10").Resolved(receivers, "orders ok");
    }

    [Fact]
    public void After_a_handover_reminders_go_to_the_next_person_and_the_end_to_both()
    {
        var team = new Scenario(People + Daily);
        team.At("08:00").Alarm("orders");
        team.Expect("08:00").Firing("oncall@ann/sms", "orders");
        team.Expect("09:00").Digest("primary@bob/sms primary@ann/email", "orders");
        team.Expect("12:00").Firing("oncall@bob/sms", "orders")
            .WithReason("Already fires: first notification of whoever is on call now.");
        team.Expect("16:00").Reminder("oncall@bob/sms", "orders");
        team.At("17:00").Ok("orders");
        team.Expect("17:00").Resolved("oncall@ann/sms oncall@bob/sms", "orders ok");
    }

    [Fact]
    public void The_handover_is_to_the_second_and_half_open()
    {
        var team = new Scenario(People + Daily);
        team.At("08:59:59").Alarm("orders");
        team.Expect("08:59:59").Firing("oncall@ann/sms", "orders");
        team.At("09:00").Alarm("site");
        team.Expect("09:00").Firing("oncall@bob/sms", "site");
    }

    [Fact]
    public void In_a_gap_the_fallback_is_notified_and_the_reason_is_told()
    {
        var team = new Scenario(People + AtNight + "fallback: all");
        team.At("12:00").Alarm("orders");
        team.Expect("12:00").Firing("chat all@ann/sms all@bob/sms", "orders").WithReason(
            "First alert of a new incident. Nobody is on call in primary: all is notified instead.");
        team.At("12:10").Ok("orders");
        team.Expect("12:10").Resolved("chat all@ann/sms all@bob/sms", "orders ok");
    }

    [Fact]
    public void In_a_gap_without_a_fallback_everybody_is_notified()
    {
        var team = new Scenario(People + AtNight);
        team.At("12:00").Alarm("orders");
        team.Expect("12:00").Firing("chat ann@ann/sms bob@bob/sms cy@cy/sms cy@cy/email", "orders").WithReason(
            "First alert of a new incident. Nobody is on call in primary: everybody is notified instead.");
    }

    [Fact]
    public void An_override_is_on_call_until_it_ends()
    {
        var team = new Scenario(People + Daily);
        team.At("07:00").TakesOver("cy", "primary", TimeSpan.FromHours(1));
        team.At("07:30").Alarm("orders");
        team.Expect("07:30").Firing("oncall@cy/sms oncall@cy/email", "orders");
        team.At("08:00").Alarm("site");
        team.Expect("08:00").Firing("oncall@ann/sms", "site");
    }

    [Fact]
    public void A_person_who_is_removed_while_on_call_is_replaced_by_whoever_is_on_call_now()
    {
        var team = new Scenario(People + Daily);
        team.At("08:00").Alarm("orders");
        team.Expect("08:00").Firing("oncall@ann/sms", "orders");
        team.At("08:10");
        team.Configure((People + Daily).Replace("ann", "dee", StringComparison.Ordinal));
        team.Expect("08:10").Digest("primary@dee/email", "orders");
        team.At("08:20").Alarm("orders", Severity.Critical);
        team.Expect("08:20").Firing("oncall@dee/sms oncall@dee/email", "orders");
        team.At("08:30").Ok("orders");
        team.Expect("08:30").Resolved("oncall@dee/sms oncall@dee/email", "orders ok");
    }

    [Fact]
    public void A_rise_in_severity_uses_the_channels_of_the_new_severity_and_the_end_all()
    {
        var team = new Scenario(People + Daily);
        team.At("02:00").Alarm("orders");
        team.Expect("02:00").Firing("oncall@ann/sms", "orders");
        team.At("02:10").Alarm("orders", Severity.Critical);
        team.Expect("02:10").Firing("oncall@ann/sms oncall@ann/email", "orders");
        team.At("02:20").Ok("orders");
        team.Expect("02:20").Resolved("oncall@ann/sms oncall@ann/email", "orders ok");
    }

    [Fact]
    public void The_end_comes_on_the_channels_of_the_beginning_whatever_the_hour()
    {
        var team = new Scenario((People + Daily).Replace(
            "error: [sms], other", "error: [{ channels: sms, during: nights }, email], other", StringComparison.Ordinal));
        team.At("06:59").Alarm("orders");
        team.Expect("06:59").Firing("oncall@ann/sms", "orders");
        team.At("07:10").Ok("orders");
        team.Expect("07:10").Resolved("oncall@ann/sms", "orders ok");
    }

    [Fact]
    public void Repeated_events_notify_nobody_again()
    {
        var team = new Scenario(People + Daily);
        team.At("02:00").Log("orders");
        team.Expect("02:00").Firing("oncall@ann/sms", "orders");
        team.At("02:05").Log("orders");
        team.ExpectNothing("02:09");
    }
}
