using System.Globalization;
using System.Text;
using Alerting.Alerts;
using Alerting.InProcess;
using Alerting.Scenarios.Script;
using Alerting.Sources;

namespace Alerting.Scenarios;

/// <summary>What is recorded about an event is what happened to it, and explain promises nothing else.</summary>
public sealed class Reasons
{
    [Fact]
    public void An_end_of_what_has_ended_is_not_called_one_that_nobody_was_notified_of()
    {
        var team = Team.AsShipped();
        team.At("03:00").Alarm("orders");
        team.Expect("03:00").Firing("phone inbox chat", "orders");
        team.At("03:10").Ok("orders");
        team.Expect("03:10").Resolved("phone inbox chat", "orders ok");
        team.At("03:20").Ok("orders").Ok("mail");
        team.ExpectNothing("04:00");

        Last(team, 2).ShouldBe("Suppressed: it had already ended in this group.");
        Last(team, 3).ShouldBe("Suppressed: resolved, but this group never notified anyone of the alert.");
    }

    [Fact]
    public void A_warning_that_falls_out_of_all_routes_is_not_left_to_another_group()
    {
        var team = Team.With("""
            routes:
              - { name: pages, match: ['severity = "error"'], to: [phone] }
              - { name: warnings, match: ['severity = "warning"'], to: [chat], hold: business-hours }
              - { name: nobody, to: [] }
            """);
        team.At("03:00").Alarm("orders", Severity.Warning);
        team.At("03:10").Alarm("orders", Severity.Info);
        team.At("03:20").Alarm("mail", Severity.Warning);
        team.At("03:30").Alarm("mail");
        team.Expect("03:30").Firing("phone", "mail");
        team.ExpectNothing("07:20");

        Last(team, 0).ShouldBe("Severity is now info; no route notifies anyone of it.");
        team.Traces[1].Alerts[0].Decisions.Select(decision => decision.Reason.Text).ShouldContain(
            "Suppressed: route \"nobody\" notifies nobody.");
        Last(team, 2).ShouldBe("Severity is now error; another group takes over.");
    }

    [Fact]
    public void A_warning_that_waits_and_is_inhibited_meanwhile_says_so()
    {
        var team = Team.With("""
            routes: [{ name: all, to: [phone] }]
            inhibit: [{ when: ['severity = "critical"'], mute: ['severity = "warning"'], equal: [service] }]
            """);
        team.At("03:00").Alarm("orders-disk", Severity.Warning);
        team.At("03:00:10").Alarm("orders-down", Severity.Critical);
        team.Expect("03:00:10").Firing("phone", "orders-down");
        team.ExpectNothing("03:59");

        team.Traces[0].Alerts[0].Decisions.Select(decision => decision.Reason.Text).ShouldBe(
        [
            "First alert of a new incident, after waiting 30 s for others to join.",
            "Inhibited by orders-down (inhibit rule 1).",
        ]);
    }

    [Theory]
    [InlineData("null", "error", "firing", "Suppress Suppressed: route \"null\" notifies nobody.")]
    [InlineData("other", "info", "firing", "Suppress Suppressed: no route matches.")]
    [InlineData("held", "warning", "firing", "Hold Held: outside business-hours.")]
    [InlineData("held", "warning", "resolved", "Hold Held: outside business-hours, if it was notified that it fired.")]
    [InlineData("page", "error", "firing", "Notify First alert of a new incident.")]
    [InlineData("page", "error", "resolved", "Notify Resolved, if it was notified that it fired.")]
    [InlineData("quiet", "error", "resolved", "Suppress Suppressed: send_resolved is false for quiet.")]
    public async Task Explain_promises_only_what_happens(string name, string severity, string status, string expected)
    {
        var trace = await ExplainAsync($$"""{"name":"{{name}}","severity":"{{severity}}","status":"{{status}}"}""");

        trace.Alerts.Single().Decisions.Select(decision => $"{decision.Action} {decision.Reason.Text}")
            .ShouldBe([expected]);
    }

    [Fact]
    public async Task Explain_takes_back_a_promise_that_another_alert_of_the_event_breaks()
    {
        var trace = await ExplainAsync("""
            {"version":"4","status":"firing","receiver":"w","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"alerts":[
              {"status":"firing","labels":{"alertname":"late","severity":"warning","noise":"yes"},"startsAt":"2026-11-13T03:00:00Z"},
              {"status":"firing","labels":{"alertname":"down","severity":"critical"},"startsAt":"2026-11-13T03:00:00Z"}]}
            """);

        trace.Alerts[0].Decisions.Select(decision => decision.Reason.Text).ShouldBe(["Inhibited by down (inhibit rule 1)."]);
        trace.Notifications.Select(notification => notification.Alerts[0].Name).Distinct().ShouldBe(["down"]);
    }

    [Theory]
    [InlineData("hold: business-hours", "2026-11-13T03:00:00Z", "Hold 08:00:00 Held: outside business-hours.")]
    [InlineData("hold: business-hours", "2026-11-13T17:59:00Z", "Hold 08:00:00 Held: outside business-hours.")]
    [InlineData("hold: business-hours", "2026-11-13T11:00:00Z",
        "Notify 11:02:00 Waits 2 min for an alert that may inhibit it (inhibit rule 1).")]
    [InlineData("wait: 5m", "2026-11-13T11:00:00Z",
        "Notify 11:05:00 First alert of a new incident, after waiting 5 min for others to join.")]
    [InlineData("wait: 1m", "2026-11-13T11:00:00Z",
        "Notify 11:02:00 Waits 2 min for an alert that may inhibit it (inhibit rule 1).")]
    public async Task A_wait_or_a_hold_that_goes_on_after_a_grace_is_what_explain_promises(
        string option, string at, string expected)
    {
        var trace = await ExplainAsync($$"""
            routes: [{ name: all, to: [chat], {{option}} }]
            inhibit: [{ when: ['severity = "critical"'], mute: ['severity = "warning"'], grace: 2m }]
            """, """{"name":"disk","severity":"warning","status":"firing"}""", at);

        trace.Alerts.Single().Decisions
            .Select(decision => $"{decision.Action} {decision.At:HH:mm:ss} {decision.Reason.Text}").ShouldBe([expected]);
    }

    [Fact]
    public async Task Explain_does_not_promise_what_a_rate_limit_drops()
    {
        var trace = await ExplainAsync("""
              limited: { sms: ["+442079460001"], rate_limit: 1/h }
            routes: [{ name: all, to: [limited] }]
            """, """
            {"version":"4","status":"firing","receiver":"w","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"alerts":[
              {"status":"firing","labels":{"alertname":"a","severity":"error"},"startsAt":"2026-11-13T03:00:00Z"},
              {"status":"firing","labels":{"alertname":"b","severity":"error"},"startsAt":"2026-11-13T03:00:00Z"},
              {"status":"firing","labels":{"alertname":"c","severity":"error"},"startsAt":"2026-11-13T03:00:00Z"}]}
            """, "2026-11-13T03:00:00Z");

        trace.Alerts.ShouldAllBe(alert => alert.Decisions.Count == 1);
        trace.Alerts[^1].Decisions[0].Reason.Code.ShouldBe(ReasonCode.RateLimited);
    }

    private static string Last(Scenario team, int trace) =>
        team.Traces[trace].Alerts[0].Decisions[^1].Reason.Text;

    private static Task<Trace> ExplainAsync(string body) => ExplainAsync("""
          quiet: { sms: ["+442079460001"], send_resolved: false }
        routes:
          - { name: "null", match: ['name = "null"'], to: [] }
          - { name: quiet, match: ['name = "quiet"'], to: [quiet] }
          - { name: noise, match: ['noise = "yes"'], to: [phone] }
          - { name: held, match: ['severity = "warning"'], to: [phone], hold: business-hours }
          - { name: all, match: ['severity != "info"'], to: [phone] }
        inhibit: [{ when: ['severity = "critical"'], mute: ['noise = "yes"'] }]
        """, body, "2026-11-14T03:00:00Z");

    private static async Task<Trace> ExplainAsync(string yaml, string body, string at)
    {
        var config = Scenario.Load(Team.People + yaml);
        var signals = new EventIntake(config.Logs).Read(Encoding.UTF8.GetBytes(body));
        return await ExplainPreview.OfAsync(config, signals, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture),
            TestContext.Current.CancellationToken);
    }
}
