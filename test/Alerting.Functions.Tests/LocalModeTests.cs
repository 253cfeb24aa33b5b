using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.InProcess;
using Alerting.Notifications;

namespace Alerting.Functions.Tests;

/// <summary>Groups in the memory of a process that can be frozen at any time.</summary>
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
    public async Task An_OK_in_the_same_process_includes_how_long_it_fired()
    {
        (await NotificationsAsync(Alarm("orders"))).ShouldBe(["Firing orders"]);
        _time.MoveTo(_time.GetUtcNow().AddMinutes(25));
        var resolved =
            (await _local.TakeAsync([Ok("orders")], CancellationToken.None)).Notifications.ShouldHaveSingleItem();

        resolved.Alerts[0].FiredFor.ShouldBe(TimeSpan.FromMinutes(25));
    }

    [Fact]
    public async Task An_OK_without_a_known_firing_alert_notifies() =>
        (await NotificationsAsync(Ok("orders"))).ShouldBe(["Resolved orders"]);

    [Fact]
    public async Task A_duplicate_changes_nothing()
    {
        var alarm = Alarm("orders");

        (await NotificationsAsync(alarm)).ShouldBe(["Firing orders"]);
        (await NotificationsAsync(alarm)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_alert_that_would_be_held_notifies_at_once_with_the_reason()
    {
        (await NotificationsAsync(Alarm("disk", Severity.Warning))).ShouldBe(["Firing disk"]);
        (await NotificationsAsync(Alarm("orders-1"))).ShouldBe(["Firing orders-1"]);
        var trace = await _local.TakeAsync([Alarm("orders-2")], CancellationToken.None);

        trace.Notifications.ShouldHaveSingleItem().Reason.ShouldBe(
            "Sent at once: there is no queue to wait in.");
    }

    [Fact]
    public async Task Only_the_retried_event_sends_the_failed_notification_again()
    {
        var alarm = Alarm("orders-1");
        var trace = await _local.TakeAsync([alarm], CancellationToken.None);
        _local.Remember(trace, [.. trace.Notifications.Select(Failed)]);

        (await NotificationsAsync(Alarm("mail-1"))).ShouldBe(["Firing mail-1"]);
        (await NotificationsAsync(alarm)).ShouldBe(["Firing orders-1"]);
        (await NotificationsAsync(alarm)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_repeated_web_request_with_a_new_id_sends_the_failed_notification_again()
    {
        var alarm = Alarm("orders-1");
        var trace = await _local.TakeAsync([alarm], CancellationToken.None);
        _local.Remember(trace, [.. trace.Notifications.Select(Failed)]);

        (await NotificationsAsync(alarm with { EventKey = "request 2" })).ShouldBe(["Firing orders-1"]);
        (await NotificationsAsync(alarm with { EventKey = "request 3" })).ShouldBeEmpty();
    }

    private static DeliveryOutcome Failed(Notification notification) => new(
        new Delivery("id", notification, new Target("slack", Setting.Empty), new TextPayload("")),
        new Verdict.Retry("HTTP 503"));

    private async Task<string[]> NotificationsAsync(Signal signal) =>
        [.. (await _local.TakeAsync([signal], CancellationToken.None)).Notifications.Select(
            notified => $"{notified.Kind} {notified.Alerts[0].Name}")];

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

    private Signal Ok(string name) =>
        Alarm(name) with { EventKey = $"{name}|{_time.GetUtcNow():O}|OK", Status = AlertStatus.Resolved };
}
