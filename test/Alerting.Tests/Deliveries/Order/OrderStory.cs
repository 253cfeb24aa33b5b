using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Notifications;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Tests.Deliveries.Order;

/// <summary>
/// Alerts of two groups that fire and resolve, their notifications in a queue without order, processes that deliver
/// them, channels that fail and hang, and a table that may go away.
/// </summary>
internal sealed class OrderStory : ISender, ISentRecords
{
    private static readonly AlertingConfig Config = Some.Config("""
        receivers:
          chat: { slack: 'https://example.com/chat' }
          pager: { pagerduty: 0123456789abcdef0123456789abcdef }
          team: { slack: 'https://example.com/team', pagerduty: 1123456789abcdef0123456789abcdef, fallback: inbox }
          inbox: { sns: 'arn:aws:sns:eu-west-1:123456789012:t' }
        routes: [{ to: [chat, pager, team], group_by: [service], wait: 0s, interval: 1m, flapping: never }]
        """);

    private readonly Random _random;
    private readonly StoryScheduler _scheduler;
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly InMemorySentRecords _records = new();
    private readonly InMemoryFallbackRecipients _fallbacks = new();
    private readonly List<QueuedNotification> _queue = [];
    private readonly List<(DateTimeOffset At, Action Go)> _hanging = [];
    private readonly StoryGroups _groups;
    private readonly StoryProcess[] _processes;
    private readonly DeliveryEngine[] _engines;
    /// <summary>Whether callers wait for channels that hang.</summary>
    private readonly bool _isPatient;
    private readonly bool _losesGroups;
    private Table _table;
    private bool _isWell;
    private int _events;

    public OrderStory(int seed, int processes, bool losesGroups = false)
    {
        (_random, _isPatient, _losesGroups) = (new Random(seed), seed % 2 == 0, losesGroups);
        _scheduler = new StoryScheduler(_random);
        _groups = new StoryGroups(Config, _time, _random, losesGroups ? IsAway : () => false)
        {
            Notify = Queue,
        };
        _processes = new StoryProcess[processes];
        _engines = new DeliveryEngine[processes];
        for (var i = 0; i < processes; i++)
            Start(i);
    }

    /// <summary>What the groups decided, in order.</summary>
    public List<Notification> Decided { get; } = [];

    /// <summary>What the targets got, in order.</summary>
    public List<Delivery> Got { get; } = [];

    /// <summary>What a target finally refused.</summary>
    public List<DeliveryOutcome> Refused { get; } = [];

    public string Log => string.Join('\n', _log);

    private readonly List<string> _log = [];

    public void Event(int service, int alert, bool isFiring)
    {
        var name = $"s{service}-{(char)('a' + alert)}";
        var signal = Some.Signal(name) with
        {
            Service = $"s{service}",
            EventKey = $"{name}|{_events++}",
            Status = isFiring ? AlertStatus.Firing : AlertStatus.Resolved,
            OccurredAt = _time.GetUtcNow().AddTicks(_events),
            Claims = [new SeverityClaim(Severity.Error, "test")],
        };
        Say($"{(isFiring ? "ALARM" : "OK")} {name}");
        _groups.Take(signal);
        _groups.Pass();
    }

    /// <summary>Whatever is due happens, in any order.</summary>
    public void Pass(TimeSpan time)
    {
        for (var end = _time.GetUtcNow() + time; _time.GetUtcNow() < end;)
        {
            var step = TimeSpan.FromMilliseconds(_random.Next(100, 4000));
            _time.Advance(step < end - _time.GetUtcNow() ? step : end - _time.GetUtcNow());
            _groups.Pass();
            foreach (var due in _hanging.Where(hanging => hanging.At <= _time.GetUtcNow()).ToArray())
            {
                _hanging.Remove(due);
                due.Go();
            }
            foreach (var queued in _queue.Where(queued => queued.DueAt <= _time.GetUtcNow()).ToArray())
                Take(queued);
            _scheduler.Settle();
        }
    }

    public void SetTable(bool isAway)
    {
        _table = !isAway ? Table.Works : _losesGroups && _random.Next(3) == 0 ? Table.Throttles : Table.Away;
        Say($"the table {_table}");
    }

    public void Kill(int process)
    {
        _processes[process].IsAlive = false;
        Start(process);
    }

    /// <summary>Everything works again, and everything is delivered.</summary>
    public void Recover()
    {
        (_isWell, _table) = (true, Table.Works);
        for (var i = 0; i < 400 && (_queue.Count > 0 || _hanging.Count > 0 || !_groups.AreIdle || i < 3); i++)
            Pass(TimeSpan.FromSeconds(20));
        _queue.ShouldBeEmpty();
    }

    public bool Serves(string channel) => true;

    public async Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
    {
        var luck = _isWell ? 0 : _random.Next(20);
        if (luck is > 8 and < 13)
        {
            // Shorter than a lease, as the function's time limit sees to.
            var waited = new TaskCompletionSource();
            _hanging.Add((_time.GetUtcNow().AddSeconds(_random.Next(1, 28)), waited.SetResult));
            await waited.Task;
        }
        if (luck is 9 or > 12 and < 18)
            return new Verdict.Retry("HTTP 503");
        if (luck == 18 && delivery.Notification.Receiver == "team")
            return new Verdict.Rejected("HTTP 400");
        Got.Add(delivery);
        Say($"   got {Show(delivery.Notification)} on {delivery.Target.Channel} of {delivery.Notification.Receiver}");
        return luck == 19 ? new Verdict.Retry("no response") : new Verdict.Delivered("ok");
    }

    public async Task<T> ChangeAsync<T>(
        string key, Func<SentRecord, (SentRecord Record, T Result)> change, CancellationToken cancellation)
    {
        await Task.Yield();
        if (IsAway())
            throw new StoryGone();
        return await _records.ChangeAsync(key, change, cancellation);
    }

    private static string Show(Notification notification) =>
        $"{notification.Kind.Name()} {string.Join(',', notification.Alerts.Select(alert => alert.Name))} " +
        $"#{notification.Sequence % 10_000_000} of {notification.IncidentId} ({notification.StillFiring} fire)";

    private void Say(string what) => _log.Add($"{_time.GetUtcNow():mm:ss.fff} {what}");

    private void Start(int process)
    {
        _processes[process] = new StoryProcess();
        _engines[process] = new DeliveryEngine(
            Config,
            new TargetSender([this], Some.NoSecrets, _time, retriesAtOnce: false, _isPatient ? null : new TargetCircuits(_time)),
            new DeliveryState
            {
                Time = _time,
                Patience = _isPatient ? null : TimeSpan.FromSeconds(2),
                Sent = this,
                Claims = new InMemoryDeliveryClaims(_time),
                Threads = new InMemoryThreads(),
                FallbackRecipients = _fallbacks,
                QueueLater = (notification, wait) =>
                {
                    _queue.Add(new QueuedNotification(notification) { DueAt = _time.GetUtcNow() + wait });
                    return Task.CompletedTask;
                },
            }, _random.NextDouble);
    }

    private void Queue(Notification notification, bool isDecided)
    {
        Say($"{(isDecided ? "decided" : "without state")} {Show(notification)} for {notification.Receiver}");
        if (isDecided)
            Decided.Add(notification);
        _queue.Add(new QueuedNotification(notification) { DueAt = Soon() });
        // The queue hands out some twice.
        if (_random.Next(10) == 0)
            _queue.Add(new QueuedNotification(notification) { DueAt = Soon() });
    }

    private bool IsAway() => _table == Table.Away || (_table == Table.Throttles && _random.Next(2) == 0);

    private DateTimeOffset Soon() => _time.GetUtcNow().AddMilliseconds(_random.Next(10) == 0 ? 9000 : _random.Next(200));

    private void Take(QueuedNotification queued)
    {
        var process = _random.Next(_processes.Length);
        queued.Attempt++;
        // If the process dies, the queue hands it out again.
        queued.DueAt = _time.GetUtcNow().AddSeconds(60);
        _scheduler.Run(_processes[process], () => DeliverAsync(_engines[process], queued));
    }

    private async Task DeliverAsync(DeliveryEngine engine, QueuedNotification queued)
    {
        var attempts = queued.Notification.Attempts + queued.Attempt;
        var result = await engine.DeliverAsync(queued.Notification, attempts, CancellationToken.None);
        Refused.AddRange(result.Outcomes.Where(outcome => outcome.Verdict is Verdict.Rejected));
        foreach (var outcome in result.Outcomes.Where(outcome => outcome.Verdict is not Verdict.Delivered))
        {
            Say($"   {outcome.Verdict.Word} {Show(outcome.Delivery.Notification)} on {outcome.Delivery.Target.Channel} " +
                $"of {outcome.Delivery.Notification.Receiver}: {outcome.Verdict.Reason}");
        }
        if (result.QueuedInstead(queued.Notification, attempts) is { } next)
        {
            _queue.Remove(queued);
            _queue.AddRange(next.Select(
                each => new QueuedNotification(each.Notification) { DueAt = _time.GetUtcNow() + each.Wait }));
        }
        else
        {
            queued.DueAt = _time.GetUtcNow() + result.RetryAfter!.Value;
        }
    }

    private sealed class QueuedNotification(Notification notification)
    {
        public Notification Notification => notification;

        public int Attempt { get; set; }

        public DateTimeOffset DueAt { get; set; }
    }

    private enum Table
    {
        Works,
        Throttles,
        Away,
    }
}
