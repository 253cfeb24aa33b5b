using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Functions.Tests;

/// <summary>Groups in the memory of one process, which may be frozen at any moment.</summary>
public sealed class LocalModeTests
{
    private readonly SimulatedTime _time = new(new DateTimeOffset(2026, 11, 14, 3, 0, 0, TimeSpan.Zero));
    private readonly LocalMode _local;

    public LocalModeTests() => _local = new LocalMode(ConfigFile.Load("""
        time_intervals: { hours: { days: mon-fri, from: "08:00", to: "18:00" } }
        receivers: { chat: { slack: "https://hooks.slack.com/services/T/B/x" } }
        routes:
          - { name: warnings, match: ['severity = "warning"'], to: [chat], hold: hours }
          - { name: all, to: [chat], group_by: [service] }
        """, "alerting.yaml", _ => null).Config!, _time);

    [Fact]
    public async Task An_OK_in_the_same_process_says_for_how_long_it_fired()
    {
        (await ReceiveAsync(Alarm("orders"))).ShouldBe(["Firing orders"]);
        _time.MoveTo(_time.GetUtcNow().AddMinutes(25));
        var resolved = (await _local.TakeAsync([Ok("orders")], CancellationToken.None)).Notifications.ShouldHaveSingleItem();

        resolved.Alerts[0].FiredFor.ShouldBe(TimeSpan.FromMinutes(25));
    }

    [Fact]
    public async Task An_OK_of_what_another_process_may_have_told_is_told() =>
        (await ReceiveAsync(Ok("orders"))).ShouldBe(["Resolved orders"]);

    [Fact]
    public async Task A_duplicate_changes_nothing()
    {
        var alarm = Alarm("orders");

        (await ReceiveAsync(alarm)).ShouldBe(["Firing orders"]);
        (await ReceiveAsync(alarm)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_would_wait_is_told_at_once_and_says_why()
    {
        (await ReceiveAsync(Alarm("disk", Severity.Warning))).ShouldBe(["Firing disk"]);
        (await ReceiveAsync(Alarm("orders-1"))).ShouldBe(["Firing orders-1"]);
        var trace = await _local.TakeAsync([Alarm("orders-2")], CancellationToken.None);

        trace.Notifications.ShouldHaveSingleItem().Reason.ShouldBe(
            "Sent at once: there is no queue to wait in.");
    }

    [Fact]
    public async Task A_repeated_event_brings_back_what_was_not_delivered_and_another_event_does_not()
    {
        var alarm = Alarm("orders-1");
        var trace = await _local.TakeAsync([alarm], CancellationToken.None);
        _local.Remember(trace, [.. trace.Notifications.Select(Failed)]);

        (await ReceiveAsync(Alarm("mail-1"))).ShouldBe(["Firing mail-1"]);
        (await ReceiveAsync(alarm)).ShouldBe(["Firing orders-1"]);
        (await ReceiveAsync(alarm)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_failed_is_told_when_a_web_request_is_sent_again_though_that_has_another_id()
    {
        var alarm = Alarm("orders-1");
        var trace = await _local.TakeAsync([alarm], CancellationToken.None);
        _local.Remember(trace, [.. trace.Notifications.Select(Failed)]);

        (await ReceiveAsync(alarm with { EventKey = "request 2" })).ShouldBe(["Firing orders-1"]);
        (await ReceiveAsync(alarm with { EventKey = "request 3" })).ShouldBeEmpty();
    }

    private static DeliveryOutcome Failed(Notification notification) => new(
        new Delivery("id", notification, new Target("slack", Setting.Empty), new TextPayload("")), new Verdict.Retry("HTTP 503"));

    private async Task<string[]> ReceiveAsync(Signal signal) =>
        [.. (await _local.TakeAsync([signal], CancellationToken.None)).Notifications.Select(notified => $"{notified.Kind} {notified.Alerts[0].Name}")];

    private Signal Alarm(string name, Severity severity = Severity.Error) => new()
    {
        Source = "cloudwatch-alarm",
        Name = name,
        Title = name,
        Identity = name,
        EventKey = $"{name}|{_time.GetUtcNow():O}|ALARM",
        Service = name.Split('-')[0],
        Recovers = true,
        OccurredAt = _time.GetUtcNow(),
        Claims = [new SeverityClaim(severity, "test")],
    };

    private Signal Ok(string name) => Alarm(name) with { EventKey = $"{name}|{_time.GetUtcNow():O}|OK", Status = AlertStatus.Resolved };
}
