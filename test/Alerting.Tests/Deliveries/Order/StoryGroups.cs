using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Alerting.Silencing;

namespace Alerting.Tests.Deliveries.Order;

/// <summary>
/// The groups of a story, as the group function keeps them: each has its messages in order, which come again while the
/// table is away, and pages go without its state meanwhile.
/// </summary>
internal sealed class StoryGroups : IGroupMailbox, INotificationOutlet
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    private readonly AlertPipeline _pipeline;
    private readonly StatelessPages _pages;
    private readonly GroupWorker _worker;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly StoryGroupStore _store;
    private readonly Func<bool> _fails;
    private readonly Dictionary<string, List<Waiting>> _queues = new(StringComparer.Ordinal);

    /// <summary>What each process sent without state.</summary>
    private readonly HashSet<string>[] _sent = [[], []];

    private uint _count;

    /// <param name="fails">Whether this call of the table, or of the queue, fails.</param>
    public StoryGroups(AlertingConfig config, TimeProvider time, Random random, Func<bool> fails)
    {
        (_time, _random, _fails) = (time, random, fails);
        _store = new StoryGroupStore(fails);
        _pipeline = new AlertPipeline(config);
        _pages = new StatelessPages(config);
        _worker = new GroupWorker(new GroupReducer(new GroupRules(config)), _store, this, this);
    }

    /// <summary>Gets what a group decided, or what is sent without its state.</summary>
    public required Action<Notification, bool> Notify { get; init; }

    public bool AreIdle => _queues.Values.All(queue => queue.Count == 0);

    public void Take(Signal signal) => Queue(_pipeline.Take([signal], _time.GetUtcNow()).Envelopes);

    /// <summary>Whatever is due.</summary>
    public void Pass()
    {
        foreach (var due in _store.Due(_time.GetUtcNow()))
        {
            if (!_queues.TryGetValue(due.Key, out var queue) || queue.Count == 0)
                Queue([new GroupEnvelope(due, new Wake())]);
        }
        foreach (var queue in _queues.Values.Where(queue => queue.Count > 0).ToArray())
            Process(queue);
    }

    public ValueTask SendAsync(IReadOnlyList<GroupEnvelope> envelopes, CancellationToken cancellation)
    {
        Queue(envelopes);
        return default;
    }

    public ValueTask SendAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellation)
    {
        foreach (var notification in notifications)
            Notify(notification, true);
        // The queue took them, and the process died before it knew.
        return _fails() ? throw new StoryGone() : default;
    }

    private void Queue(IEnumerable<GroupEnvelope> envelopes)
    {
        foreach (var envelope in envelopes)
        {
            if (!_queues.TryGetValue(envelope.To.Key, out var queue))
                _queues[envelope.To.Key] = queue = [];
            queue.Add(new Waiting(
                envelope with { Message = envelope.Message with { QueuedAt = _time.GetUtcNow() } }, ++_count));
        }
    }

    private void Process(List<Waiting> queue)
    {
        while (queue.Count > 0 && queue.TrueForAll(each => each.DueAt <= _time.GetUtcNow()))
        {
            foreach (var each in queue)
                each.Attempt++;
            if (TryProcess(queue))
                continue;
            SendWithoutState(queue, _sent[_random.Next(_sent.Length)]);
            var wait = RetryDecision.Backoff(queue[0].Attempt, TimeSpan.FromSeconds(1), LongestWait, _random.NextDouble());
            foreach (var each in queue)
                each.DueAt = _time.GetUtcNow() + wait;
            return;
        }
    }

    private bool TryProcess(List<Waiting> queue)
    {
        NumberedMessage[] together = queue[0].Attempt > 1 ? [queue[0].Numbered]
            : [.. queue.TakeWhile(each => each.Attempt == 1).Select(each => each.Numbered)];
        try
        {
            var steps = StoryGroupStore.Done(
                _worker.HandleAsync(together, _time.GetUtcNow(), CancellationToken.None));
            queue.RemoveRange(0, steps.Count);
            return true;
        }
        catch (StoryGone)
        {
            return false;
        }
    }

    private void SendWithoutState(List<Waiting> queue, HashSet<string> sent)
    {
        GroupState? known = null;
        try
        {
            known = _store.Find(queue[0].Envelope.To.Key);
        }
        catch (StoryGone)
        {
            // It cannot be read either.
        }
        var pages = _pages.Of(known, MuteContext.Empty, [.. queue.Select(each => each.Envelope)],
            _time.GetUtcNow().AddMilliseconds(5), "the table is away");
        foreach (var page in pages.Zip(queue).Where(each => each.Second.Attempt is 1 or 4 or 16)
            .SelectMany(each => each.First))
        {
            if (sent.Add(page.Id))
                Notify(page, false);
        }
    }

    private sealed class Waiting(GroupEnvelope envelope, uint number)
    {
        public GroupEnvelope Envelope => envelope;

        public int Attempt { get; set; }

        public DateTimeOffset DueAt { get; set; }

        public NumberedMessage Numbered => new(
            Attempt == 1 ? envelope : envelope with { Message = envelope.Message with { IsRetried = true } }, number);
    }
}

internal sealed class StoryGone() : StateUnavailableException("DynamoDB cannot be reached", null);
