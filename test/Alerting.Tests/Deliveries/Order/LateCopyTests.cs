using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Alerting.Silencing;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Tests.Deliveries.Order;

/// <summary>
/// Pages that went without their group's state come again when it is back. A copy goes to the place that its page had, so
/// an earlier one is not sent after a later one, whichever of them the target got and whoever sent it.
/// </summary>
public sealed class LateCopyTests : ISender
{
    private static readonly AlertingConfig Config = Some.Config("""
        receivers: { chat: { slack: 'https://example.com/x' } }
        routes: [{ to: chat, group_by: [account], interval: 1m }]
        """);

    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly InMemorySentRecords _records = new();
    private readonly List<string> _sent = [];
    private bool _fails;

    /// <param name="events">As "severity:alarm" or "ok:alarm", queued a second apart.</param>
    /// <param name="without">Those whose page the target got while the state was away, by their place.</param>
    /// <param name="last">The last message about each alarm, when the copies have come.</param>
    [Theory]
    [InlineData("error:disk critical:disk", "1", "critical:disk")]
    [InlineData("error:disk critical:disk", "0 1", "critical:disk")]
    [InlineData("error:disk critical:disk", "", "critical:disk")]
    [InlineData("error:cpu error:disk critical:disk critical:cpu", "2", "critical:cpu critical:disk")]
    [InlineData("error:cpu error:disk critical:disk critical:cpu", "3 0", "critical:cpu critical:disk")]
    [InlineData("warning:disk error:disk critical:disk", "2", "critical:disk")]
    [InlineData("error:disk ok:disk error:disk critical:disk", "3", "critical:disk")]
    [InlineData("error:disk ok:disk critical:disk", "2", "critical:disk")]
    public async Task The_last_message_is_the_latest(string events, string without, string last)
    {
        var messages = Messages(events);
        var other = Engine();
        var pages = Pages(messages);
        foreach (var at in without.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse))
            await DeliverAsync(other, pages[at]);

        await DeliverAsync(Engine(), Copies(messages));

        Last().ShouldBe(last.Split(' '), string.Join(", ", _sent));
    }

    [Fact]
    public async Task A_page_that_the_channel_failed_to_send_is_not_sent_after_the_rise()
    {
        var messages = Messages("error:disk critical:disk");
        var (engine, pages) = (Engine(), Pages(messages));
        _fails = true;
        await DeliverAsync(engine, pages[0]);
        _fails = false;
        await DeliverAsync(engine, pages[1]);

        await DeliverAsync(engine, Copies(messages));

        _sent.ShouldBe(["critical:disk"]);
    }

    /// <summary>The page of the rise joined the incident that another alert's page opened before it.</summary>
    [Fact]
    public void The_end_finds_the_fallback_that_got_a_page_without_state()
    {
        var messages = Messages("error:disk error:cpu critical:disk ok:disk");
        var rise = Pages(messages[1..3])[1].ShouldHaveSingleItem();

        var end = Copies(messages)[^1];

        end.IsResolved.ShouldBeTrue();
        FallbackKeys.OfFiring(rise).Intersect(FallbackKeys.OfResolved(end)).ShouldNotBeEmpty();
    }

    public bool Serves(string channel) => true;

    public Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
    {
        if (_fails)
            return Task.FromResult<Verdict>(new Verdict.Retry("HTTP 503"));
        foreach (var alert in delivery.Notification.Alerts)
            _sent.Add($"{(alert.IsFiring ? alert.Severity.Name() : "ok")}:{alert.Name}");
        return Task.FromResult<Verdict>(new Verdict.Delivered("ok"));
    }

    private IEnumerable<string> Last() => _sent.GroupBy(each => each.Split(':')[1])
        .OrderBy(same => same.Key, StringComparer.Ordinal).Select(same => same.Last());

    private static GroupEnvelope[] Messages(string events) => [.. events.Split(' ').Select((text, at) =>
    {
        var (word, name) = (text.Split(':')[0], text.Split(':')[1]);
        var moment = Some.Time.AddSeconds(at);
        var alert = Some.Alert(
            Some.Signal(name) with
            {
                EventKey = $"{name}|{at}",
                Status = word == "ok" ? AlertStatus.Resolved : AlertStatus.Firing,
                OccurredAt = moment,
            },
            word == "ok" ? Severity.Error : Enum.Parse<Severity>(word, ignoreCase: true));
        return new GroupEnvelope(
            new GroupAddress("all", Config.Routes[0].Id), new AlertArrived(alert) { QueuedAt = moment });
    })];

    /// <summary>Without the group's state: each message's.</summary>
    private static IReadOnlyList<IReadOnlyList<Notification>> Pages(GroupEnvelope[] messages) => new StatelessPages(Config)
        .Of(null, MuteContext.Empty, messages, Some.Time.AddMinutes(1), "away");

    /// <summary>What the group decides when its state is back, and when its next batch is due.</summary>
    private static List<Notification> Copies(GroupEnvelope[] messages)
    {
        var reducer = new GroupReducer(new GroupRules(Config));
        var (state, decided) = (GroupState.New(messages[0].To), new List<Notification>());
        foreach (var (at, message) in messages.Select(each => each.Message with { IsRetried = true })
            .Append(new Wake()).Index())
        {
            var step = reducer.Reduce(state, message, Some.Time.AddMinutes(5 + 2 * at), MuteContext.Empty);
            decided.AddRange(step.Notifications);
            state = step.State;
        }
        return decided;
    }

    private static async Task DeliverAsync(DeliveryEngine engine, IEnumerable<Notification> notifications)
    {
        foreach (var each in notifications)
            await engine.DeliverAsync(each, attempt: 1, TestContext.Current.CancellationToken);
    }

    private DeliveryEngine Engine() => new(
        Config, new TargetSender([this], Some.NoSecrets, _time, retriesAtOnce: false),
        new DeliveryState
        {
            Time = _time,
            Sent = _records,
            Claims = new InMemoryDeliveryClaims(_time),
            Threads = new InMemoryThreads(),
            FallbackRecipients = new InMemoryFallbackRecipients(),
        }, () => 0.5);
}
