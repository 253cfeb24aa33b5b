using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Notifications;
using Alerting.Tests.Channels;
using Alerting.Tests.Deliveries.Order;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Tests.Deliveries;

/// <summary>
/// A chat service that hangs delays no SMS: 600 pages, half of them to each, over simulated time. Lambda begins with
/// five invocations at once and adds five a second, up to the 20 of template.yaml, with ten messages each.
/// </summary>
public sealed class HangingChannelTests : ISender
{
    private const int Slots = 20;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SmsTakes = TimeSpan.FromMilliseconds(100);

    private static readonly AlertingConfig Config = Some.Config("""
        receivers:
          chat: { slack: 'https://example.com/chat', fallback: inbox }
          phone: { sms: '+447700900123' }
          inbox: { sns: 'arn:aws:sns:eu-west-1:123456789012:t' }
        routes: [{ to: [chat, phone] }]
        """);

    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly StoryScheduler _scheduler = new(new Random(1));
    private readonly Dictionary<string, DateTimeOffset> _sentAt = [];
    private readonly List<Waiting> _queue = [];
    private readonly List<Waiting> _done = [];
    private readonly HashSet<string> _fell = [];
    private readonly HashSet<string> _inFlight = [];
    private readonly InMemorySentRecords _records = new();
    private readonly InMemoryFallbackRecipients _fallbacks = new();
    private TimeSpan _chatTakes = TimeSpan.FromSeconds(10);
    private Func<DateTimeOffset, bool> _chatHangs = _ => true;
    private bool _chatAccepts;
    private int _twice;

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void Sms_arrive_within_five_seconds_while_the_chat_hangs(int seconds)
    {
        for (var i = 0; i < 300; i++)
        {
            var at = Some.Time + TimeSpan.FromSeconds(seconds) * (i / 300.0);
            Queue(i, "chat", at);
            Queue(i, "phone", at);
        }

        Run(TimeSpan.FromSeconds(seconds + 30));

        var late = _queue.Concat(_done).Where(each => each.Notification.Receiver == "phone")
            .Select(each => _sentAt[each.Notification.Id] - each.QueuedAt).Order().ToArray();
        late.Length.ShouldBe(300);
        late[(int)(late.Length * 0.99) - 1].ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void What_hung_goes_to_its_fallback_once_and_nothing_is_lost()
    {
        for (var i = 0; i < 60; i++)
            Queue(i, "chat", Some.Time);

        Run(TimeSpan.FromMinutes(8));

        _queue.ShouldBeEmpty();
        _fell.Count.ShouldBe(60);
    }

    [Fact]
    public void A_slow_chat_that_accepts_late_gets_each_message_once()
    {
        _chatTakes = TimeSpan.FromSeconds(6);
        _chatAccepts = true;
        for (var i = 0; i < 60; i++)
            Queue(i, "chat", Some.Time);

        Run(TimeSpan.FromMinutes(8));

        _queue.ShouldBeEmpty();
        _twice.ShouldBe(0);
        (_sentAt.Count, _fell.Count).ShouldBe((60, 0));
    }

    [Fact]
    public void A_chat_that_works_again_gets_everything()
    {
        _chatHangs = now => now < Some.Time.AddMinutes(1);
        for (var i = 0; i < 100; i++)
            Queue(i, "chat", Some.Time);

        Run(TimeSpan.FromMinutes(4));

        _queue.ShouldBeEmpty();
        (_sentAt.Count, _fell.Count).ShouldBe((100, 0));
    }

    public bool Serves(string channel) => true;

    public async Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
    {
        var id = delivery.Notification.Id;
        if (!_inFlight.Add(delivery.Id))
            _twice++;
        var isChat = delivery.Target.Channel == "slack";
        var hangs = isChat && _chatHangs(_time.GetUtcNow());
        await Task.Delay(hangs ? _chatTakes : SmsTakes, _time, CancellationToken.None);
        _inFlight.Remove(delivery.Id);
        if (hangs && !_chatAccepts)
            return new Verdict.Retry("timed out after 10 s");
        if (delivery.Target.Channel == "sns")
            _fell.Add(id);
        else if (!_sentAt.TryAdd(id, _time.GetUtcNow()))
            _twice++;
        return new Verdict.Delivered("ok");
    }

    private void Queue(int number, string receiver, DateTimeOffset at)
    {
        var sample = SampleNotifications.Firing();
        var name = $"alarm {number}";
        _queue.Add(new Waiting(sample with
        {
            Id = Fingerprint.Of($"{number} {receiver}"),
            Receiver = receiver,
            GroupKey = name,
            IncidentId = Fingerprint.Of(name),
            Sequence = at.ToUnixTimeMilliseconds(),
            Alerts = [sample.Alerts[0] with { Fingerprint = Fingerprint.Of(name + " alert") }],
        }, at));
    }

    private void Run(TimeSpan longest)
    {
        for (var slot = 0; slot < Slots; slot++)
        {
            var (engine, start) = (Engine(), TimeSpan.FromSeconds(slot / 5));
            _scheduler.Run(new StoryProcess(), () => PollAsync(engine, start, Some.Time + longest));
        }
        for (var end = Some.Time + longest; _time.GetUtcNow() < end && _queue.Count > 0; _time.Advance(Step))
            _scheduler.Settle();
    }

    private async Task PollAsync(DeliveryEngine engine, TimeSpan start, DateTimeOffset end)
    {
        await Task.Delay(start, _time);
        while (_time.GetUtcNow() < end)
        {
            Waiting[] batch = [.. _queue.Where(each => each.DueAt <= _time.GetUtcNow()).Take(10)];
            if (batch.Length == 0)
                await Task.Delay(Step, _time);
            foreach (var message in batch)
                message.DueAt = _time.GetUtcNow().AddSeconds(36);
            await Task.WhenAll(batch.Select(message => DeliverAsync(engine, message)));
        }
    }

    private async Task DeliverAsync(DeliveryEngine engine, Waiting message)
    {
        var result = await engine.DeliverAsync(message.Notification, ++message.Attempt, CancellationToken.None);
        if (result.RetryAfter is { } wait)
            message.DueAt = _time.GetUtcNow() + wait;
        else if (_queue.Remove(message))
            _done.Add(message);
    }

    private DeliveryEngine Engine() => new(
        Config,
        new TargetSender([this], Some.NoSecrets, _time, retriesAtOnce: false, new TargetCircuits(_time)),
        new DeliveryState
        {
            Time = _time,
            Patience = TimeSpan.FromSeconds(2),
            Sent = _records,
            Claims = new InMemoryDeliveryClaims(_time),
            Threads = new InMemoryThreads(),
            FallbackRecipients = _fallbacks,
        }, new Random(7).NextDouble);

    private sealed class Waiting(Notification notification, DateTimeOffset queuedAt)
    {
        public Notification Notification => notification;

        public DateTimeOffset QueuedAt { get; } = queuedAt;

        public DateTimeOffset DueAt { get; set; } = queuedAt;

        public int Attempt { get; set; }
    }
}
