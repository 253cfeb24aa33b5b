using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Silencing;

namespace Alerting.Grouping.InMemory;

/// <summary>
/// The whole pipeline up to the channels in one process, with its state in memory: events go in, notifications come out, and
/// time is what the given clock says. It is how <c>replay</c>, the scenarios and a function without a queue run.
/// </summary>
/// <remarks>For one caller at a time. Nothing here waits: whoever drives it calls <see cref="WakeAsync"/> at <see cref="NextWakeUp"/>.</remarks>
public sealed class LocalAlerting
{
    private readonly AlertPipeline _pipeline;
    private readonly TimeProvider _time;
    private readonly InMemoryGroupStore _store;
    private readonly InMemoryMailbox _mailbox = new();
    private readonly InMemoryOutlet _outlet = new();
    private readonly GroupWorker _worker;
    private readonly DecisionLedger _ledger;
    private readonly LocalRateLimits _rateLimits;

    /// <param name="held">Told of each notification that the budget of its receiver holds back, and why.</param>
    public LocalAlerting(
        AlertingConfig config, TimeProvider time, GroupRules? rules = null, InMemoryGroupStore? store = null, Action<Notification, string>? held = null)
    {
        rules ??= new GroupRules(config);
        _pipeline = new AlertPipeline(config);
        _time = time;
        _store = store ?? new InMemoryGroupStore();
        _worker = new GroupWorker(new GroupReducer(rules), _store, _mailbox, _outlet);
        _ledger = new DecisionLedger(rules);
        _rateLimits = new LocalRateLimits(config, (notification, reason) =>
        {
            _ledger.Write(notification, DecisionAction.Suppress, reason);
            held?.Invoke(notification, reason);
        });
    }

    /// <summary>The next time a group has something to do; null is never.</summary>
    public DateTimeOffset? NextWakeUp => _store.NextWakeUp;

    public IEnumerable<GroupState> Groups => _store.Groups;

    /// <summary>Takes events in. The trace holds what is told at this moment, and goes on to record what is decided later.</summary>
    public async ValueTask<Trace> TakeAsync(IEnumerable<Signal> signals, CancellationToken cancellation)
    {
        var intake = _pipeline.Take(signals, _time.GetUtcNow());
        _ledger.Expect(intake.Trace);
        foreach (var notification in await WorkAsync(intake.Envelopes, cancellation))
            intake.Trace.Add(notification);
        return intake.Trace;
    }

    /// <summary>Wakes all groups whose time has come, and returns what they tell.</summary>
    public async ValueTask<IReadOnlyList<Notification>> WakeAsync(CancellationToken cancellation)
    {
        var notified = new List<Notification>();
        while (await _store.DueAsync(_time.GetUtcNow(), cancellation) is { Count: > 0 } due)
            notified.AddRange(await WorkAsync([.. due.Select(address => new GroupEnvelope(address, new Wake()))], cancellation));
        return notified;
    }

    /// <summary>Adds or changes a silence, and lets the groups that have something open look at it.</summary>
    public async ValueTask<IReadOnlyList<Notification>> SilenceAsync(Silence silence, CancellationToken cancellation)
    {
        _store.Put(silence);
        var open = _store.Groups.Where(group => group.OpenCount > 0).Select(group => new GroupAddress(group.Key, group.RouteId));
        return await WorkAsync([.. open.Select(address => new GroupEnvelope(address, new SilencesChanged()))], cancellation);
    }

    /// <summary>Traces are complete as they are: what is decided from now on is not written to them.</summary>
    public void CloseTraces() => _ledger.Close();

    private async ValueTask<IReadOnlyList<Notification>> WorkAsync(IReadOnlyList<GroupEnvelope> envelopes, CancellationToken cancellation)
    {
        await _mailbox.SendAsync(envelopes, cancellation);
        while (_mailbox.TryTake(out var envelope))
            _ledger.Write(envelope, await _worker.HandleAsync(envelope, _time.GetUtcNow(), cancellation));
        Notification[] notified = [.. _outlet.TakeAll().SelectMany(WithinRateLimit)];
        _ledger.Settle();
        return notified;
    }

    private IEnumerable<Notification> WithinRateLimit(Notification notification)
    {
        foreach (var notified in _rateLimits.Pass(notification, _time.GetUtcNow()))
        {
            if (notified.Receiver != notification.Receiver)
                _ledger.Write(notified, DecisionAction.Notify, notified.Reason);
            yield return notified;
        }
    }
}
