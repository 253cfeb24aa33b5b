using System.Globalization;
using System.Text.RegularExpressions;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Delivering;
using Alerting.Notifications;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Aws.Tests.Specifications;

/// <summary>
/// A storm of alarms, each an incident of its own, through the delivery engine: all fire within five minutes, all end
/// half an hour later. Afterwards every channel must show what is true.
/// </summary>
internal sealed partial class RateLimitStorm : ISender
{
    private static readonly AlertingConfig Config = ConfigFile.Load("""
        receivers:
          phone: { sms: ["+447700900123", "+447700900124"], rate_limit: 20/h, fallback: inbox }
          team: { slack: "https://example.com/hook", pagerduty: "0123456789abcdef0123456789abcdef", rate_limit: 5/10m }
          inbox: { sns: "arn:aws:sns:eu-west-1:123456789012:oncall", rate_limit: 40/h, fallback: archive }
          archive: { email: archive@example.com }
        smtp: { host: localhost, from: alerts@example.com }
        routes: [{ to: [phone, team] }]
        """, "alerting.yaml", _ => null).Config!;

    private readonly Lock _gate = new();
    private readonly FakeTimeProvider _time;
    private readonly DeliveryEngine _engine;
    private readonly HashSet<string> _dropped = new(StringComparer.Ordinal);

    public RateLimitStorm(DeliveryState state, FakeTimeProvider time)
    {
        _time = time;
        var noSecrets = new Secrets((name, _) => throw new SecretException($"There is no {name}."), time);
        _engine = new DeliveryEngine(Config, new TargetSender([this], noSecrets, time, retriesAtOnce: false), state,
            () => 0.5);
    }

    /// <summary>Everything that was sent, by receiver and channel.</summary>
    public List<Delivery> Sent { get; } = [];

    public bool Serves(string channel) => true;

    public Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
    {
        lock (_gate)
            Sent.Add(delivery);
        return Task.FromResult<Verdict>(new Verdict.Delivered("ok"));
    }

    public async Task RunAsync(int alarms, CancellationToken cancellation)
    {
        await AllAsync(alarms, TimeSpan.FromMinutes(5), NotificationKind.Firing, cancellation);
        _time.Advance(TimeSpan.FromMinutes(30));
        await AllAsync(alarms, TimeSpan.FromMinutes(5), NotificationKind.Resolved, cancellation);
    }

    /// <summary>Whoever was notified that an alert fires was notified of its end, and nobody else.</summary>
    public void ShouldEndWhatItBegan()
    {
        foreach (var channel in Sent.GroupBy(sent => (sent.Notification.Receiver, sent.Target)))
        {
            var isPager = ChannelCatalog.IsPager(channel.Key.Target.Channel);
            var open = new HashSet<string>(StringComparer.Ordinal);
            foreach (var notified in channel.Select(sent => sent.Notification))
            {
                foreach (var alert in notified.Alerts)
                {
                    var name = isPager ? notified.IncidentId : alert.Fingerprint;
                    (notified.IsResolved ? open.Remove(name) : open.Add(name))
                        .ShouldBeTrue($"{channel.Key} {alert.Name} {alert.Status}");
                }
            }
            open.ShouldBeEmpty($"{channel.Key} has no end of these");
        }
    }

    /// <summary>What the notices of a receiver say adds up to what its rate limit dropped.</summary>
    public void ShouldReportWhatItDropped(string receiver)
    {
        var notes = Sent.Where(sent => sent.Notification.Receiver == receiver)
            .DistinctBy(sent => sent.Notification.Id).Select(sent => sent.Notification.Note ?? "");
        notes.SelectMany(note => Dropped().Matches(note))
            .Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
            .ShouldBe(_dropped.Count(id => id.StartsWith(receiver, StringComparison.Ordinal)));
    }

    private async Task AllAsync(int alarms, TimeSpan within, NotificationKind kind, CancellationToken cancellation)
    {
        for (var number = 0; number < alarms; number++)
        {
            _time.Advance(within / alarms);
            foreach (var receiver in (string[])["phone", "team"])
                await DeliverAsync(Notification(receiver, number, kind), cancellation);
        }
    }

    private async Task DeliverAsync(Notification notification, CancellationToken cancellation)
    {
        var result = await _engine.DeliverAsync(notification, 1, cancellation);
        result.DeadLetterReason.ShouldBeNull();
        lock (_gate)
        {
            foreach (var (dropped, reason) in result.Dropped.Where(each => !each.Notification.IsResolved))
            {
                reason.Code.ShouldBe(ReasonCode.RateLimited);
                _dropped.Add($"{dropped.Receiver} {dropped.Id}");
            }
        }
    }

    private Notification Notification(string receiver, int number, NotificationKind kind)
    {
        var alert = DeliveryStateSpecification.Notification($"mon-{number:00000}").Alerts[0];
        return DeliveryStateSpecification.Notification(Fingerprint.Of($"{receiver}|{kind}|{number}")) with
        {
            Receiver = receiver,
            GroupKey = $"all|mon-{number:00000}",
            IncidentId = Fingerprint.Of($"incident {number}"),
            Kind = kind,
            At = _time.GetUtcNow(),
            Alerts = [kind == NotificationKind.Resolved
                ? alert with { Signal = alert.Signal with { Status = AlertStatus.Resolved } }
                : alert],
        };
    }

    [GeneratedRegex("([0-9]+) messages? w")]
    private static partial Regex Dropped();
}
