using Alerting.Alerts;
using Alerting.InProcess;

namespace Alerting.Tests.Pipeline;

/// <summary>Decisions about an event under a configuration like the shipped one.</summary>
public sealed class AlertPipelineTests
{
    private const string Yaml = """
        time_intervals: { business-hours: { days: mon-fri, from: "08:00", to: "18:00" } }
        receivers:
          phone: { sms: ["+442079460000"] }
          chat: { slack: "https://hooks.slack.com/services/x" }
        routes:
          - { name: pages, match: ['severity =~ "error|critical"'], to: [phone, chat] }
          - { name: warnings, match: ['severity = "warning"'], to: chat, hold: business-hours }
        """;

    private static readonly DateTimeOffset Saturday = Some.Time;
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_page_is_sent_at_once_at_any_hour() =>
        (await DecisionsAsync(Severity.Error, Saturday)).ShouldBe(
            [("phone", DecisionAction.Notify, Saturday), ("chat", DecisionAction.Notify, Saturday)]);

    [Fact]
    public async Task A_warning_is_held_until_business_hours_begin() =>
        (await DecisionsAsync(Severity.Warning, Saturday)).ShouldBe([("chat", DecisionAction.Hold, Monday)]);

    [Fact]
    public async Task A_warning_within_business_hours_waits_briefly_for_others() =>
        (await DecisionsAsync(Severity.Warning, Monday.AddHours(1)))
            .ShouldBe([("chat", DecisionAction.Notify, Monday.AddHours(1).AddSeconds(30))]);

    [Fact]
    public async Task An_alert_without_a_route_is_recorded_as_suppressed() =>
        (await DecisionsAsync(Severity.Info, Saturday)).ShouldBe([("", DecisionAction.Suppress, Saturday)]);

    private static async Task<IEnumerable<(string, DecisionAction, DateTimeOffset)>> DecisionsAsync(Severity severity,
        DateTimeOffset now)
    {
        var signal = Some.Signal() with { Claims = [new SeverityClaim(severity, "test")] };
        var trace = await ExplainPreview.OfAsync(Some.Config(Yaml), [signal], now,
            TestContext.Current.CancellationToken);
        return trace.Alerts.ShouldHaveSingleItem().Decisions.Select(
            decision => (decision.Receiver, decision.Action, decision.At));
    }
}
