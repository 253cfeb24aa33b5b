using System.Text;
using System.Text.Json;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.Silencing;
using Alerting.Sources;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Tests.Pipeline;

/// <summary>The canary goes the way of a page, whatever the configuration says, and reaches nobody.</summary>
public sealed class CanaryTests
{
    /// <summary>Each rule would catch the canary if it saw it.</summary>
    private const string Hostile = """
        severity:
          - { match: ['source = "alerting-canary"'], severity: info, override: true }
          - { match: ['name =~ ".*"'], severity: warning, override: true }
        receivers:
          chat: { slack: "https://hooks.slack.com/services/T/B/x" }
          phone: { sms: "+447700900001" }
        time_intervals:
          never: { days: sun, from: "03:00", to: "03:01" }
        routes:
          - { name: canaries, match: ['source = "alerting-canary"'], to: [phone], hold: never, continue: true }
          - { name: none, match: ['name = "canary"'], to: [] }
          - { name: all, to: [chat, phone], wait: { pages: 1h }, interval: 1h, flapping: { changes: 2, within: 1d } }
        inhibit:
          - { when: ['severity = "error"'], mute: ['severity =~ ".*"'] }
          - { when: ['name = "canary"'], mute: ['name =~ ".*"'] }
        """;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 14, 2, 40, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("receivers: { chat: { slack: \"https://hooks.slack.com/services/T/B/x\" } }\nroutes: [{ to: [chat] }]")]
    [InlineData(Hostile)]
    public async Task Each_canary_is_notified_at_once_to_its_own_receiver_and_to_nobody_else(string yaml)
    {
        var config = Some.Config(yaml);
        var alerting = new LocalAlerting(config, _time);
        await alerting.SilenceAsync(new Silence("s1", ["source =~ \".*\""], _time.GetUtcNow(),
            _time.GetUtcNow().AddDays(1), "ann", "all"), CancellationToken.None);
        var writer = new DeliveryWriter(config);
        for (var hour = 0; hour < 12; hour++)
        {
            var trace = await TakeAsync(alerting, $"canary-{hour}");

            var traced = trace.Alerts.ShouldHaveSingleItem();
            (traced.Alert.Severity, traced.Alert.SeverityReason).ShouldBe((Severity.Error, "canary"));
            var notification = trace.Notifications.ShouldHaveSingleItem();
            (notification.Receiver, notification.Kind, notification.Code)
                .ShouldBe((Canary.Receiver, NotificationKind.Firing, ReasonCode.FirstAlert));
            writer.Write(notification).ShouldBeEmpty();
            (await LaterAsync(alerting, TimeSpan.FromHours(1))).ShouldBeEmpty("nor later");
            alerting.Groups.Sum(group => group.OpenCount).ShouldBe(0, "it ended by itself");
        }
    }

    [Fact]
    public async Task A_firing_canary_inhibits_no_other_alert()
    {
        var alerting = new LocalAlerting(Some.Config("""
            receivers: { chat: { slack: "https://hooks.slack.com/services/T/B/x" } }
            routes: [{ to: [chat] }]
            inhibit: [{ when: ['source = "alerting-canary"'], mute: ['source != "alerting-canary"'], grace: 0s }]
            """), _time);
        await TakeAsync(alerting, "first");

        var trace = await alerting.TakeAsync([Some.Signal() with { Claims = [new SeverityClaim(Severity.Error, "test")] }],
            CancellationToken.None);

        trace.Notifications.ShouldHaveSingleItem().Receiver.ShouldBe("chat");
    }

    /// <summary>Whoever may post to the webhook could otherwise pretend that the pipeline works.</summary>
    [Fact]
    public void A_web_request_is_no_canary_and_is_not_lost()
    {
        var signal = EventReader.Read(new EventMessage
        {
            Text = Message("x"), Json = Json(Message("x")), Transport = EventTransport.Webhook,
        }).ShouldHaveSingleItem();

        Canary.Is(signal).ShouldBeFalse();
    }

    /// <summary>Labels of a source do not replace ours.</summary>
    [Fact]
    public void A_label_makes_no_canary()
    {
        var signals = EventReader.Read(Encoding.UTF8.GetBytes("""
            {"version":"4","alerts":[{"status":"firing","labels":{"alertname":"a","source":"alerting-canary"}}]}
            """));

        signals.ShouldAllBe(signal => !Canary.Is(signal));
    }

    [Fact]
    public void It_is_timed_from_when_the_topic_got_it()
    {
        var signal = EventReader.Read(new EventMessage
        {
            Text = Message("x"), Json = Json(Message("x")), Transport = EventTransport.Sns, MessageId = "m",
            SentAt = _time.GetUtcNow(),
        }).ShouldHaveSingleItem();

        (signal.OccurredAt, signal.EventKey).ShouldBe((_time.GetUtcNow(), "m"));
    }

    [Theory]
    [InlineData("receivers: { alerting-canary: { slack: \"https://hooks.slack.com/services/T/B/x\" } }\n" +
        "routes: [{ to: [alerting-canary] }]", "receiver")]
    [InlineData("receivers: { a: { slack: \"https://hooks.slack.com/services/T/B/x\" } }\n" +
        "routes: [{ name: alerting-canary, to: [a] }]", "route")]
    public void Its_names_are_reserved(string yaml, string kind) =>
        ConfigFile.Load(yaml, "alerting.yaml", _ => null).Errors.ShouldHaveSingleItem().Text.ShouldBe("\"alerting-canary\" is reserved for the " +
            $"canary, which tests the pipeline. Name the {kind} otherwise.");

    private static async Task<Trace> TakeAsync(LocalAlerting alerting, string id) =>
        await alerting.TakeAsync(EventReader.Read(Encoding.UTF8.GetBytes(Message(id))), CancellationToken.None);

    private async Task<List<Notification>> LaterAsync(LocalAlerting alerting, TimeSpan time)
    {
        var notified = new List<Notification>();
        for (var end = _time.GetUtcNow() + time; alerting.NextWakeUp is { } next && next <= end;)
        {
            if (next > _time.GetUtcNow())
                _time.SetUtcNow(next);
            notified.AddRange(await alerting.WakeAsync(CancellationToken.None));
        }
        return notified;
    }

    private static EventJson Json(string text)
    {
        using var json = JsonDocument.Parse(text);
        return new EventJson(json.RootElement.Clone());
    }

    private static string Message(string id) =>
        $$"""{"alerting":"canary","id":"{{id}}","time":"2026-11-14T02:40:00Z"}""";
}
