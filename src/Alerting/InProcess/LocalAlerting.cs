using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.Silencing;

namespace Alerting.InProcess;

/// <summary>
/// The pipeline up to the channels in one process, with its state in memory and a given clock. Used by <c>replay</c>,
/// the scenarios and a function without a queue.
/// </summary>
/// <remarks>Not thread-safe, and without timers: the caller calls <see cref="WakeAsync"/> at
/// <see cref="NextWakeUp"/>.</remarks>
public sealed class LocalAlerting
{
    private AlertPipeline _pipeline;
    private readonly TimeProvider _time;
    internal AlertingConfig Config { get; private set; }
    private readonly InMemoryGroupStore _store;
    private readonly InMemoryMailbox _mailbox = new();
    private readonly InMemoryOutlet _outlet = new();
    private readonly SleepingGroups _sleeping;
    private GroupWorker _worker;
    private readonly DecisionLedger _ledger;
    private readonly LocalHandovers _handovers;
    private readonly IRateLimits _sent;
    private readonly Action<Notification, Reason>? _onDropped;
    private readonly IIncidentTimelines? _timelines;
    private RateLimiting _rateLimits;
    private GroupRules _rules;

    /// <param name="rateLimits">What the receivers were sent, if anything was before.</param>
    /// <param name="timelines">Null to keep none.</param>
    /// <param name="onDropped">Called with each notification dropped by a rate limit, and the reason.</param>
    public LocalAlerting(
        AlertingConfig config, TimeProvider time, GroupRules? rules = null, InMemoryGroupStore? store = null,
        IRateLimits? rateLimits = null, Action<Notification, Reason>? onDropped = null,
        IIncidentTimelines? timelines = null)
    {
        (_timelines, Config) = (timelines, config);
        _rules = rules ??= new GroupRules(config);
        _pipeline = new AlertPipeline(config);
        _time = time;
        _store = store ?? new InMemoryGroupStore();
        _sleeping = new SleepingGroups(_store);
        _handovers = new LocalHandovers(_store);
        _worker = new GroupWorker(new GroupReducer(rules), _store, _mailbox, _outlet, timelines);
        _ledger = new DecisionLedger(rules);
        _sent = rateLimits ?? new InMemoryRateLimits(time);
        _rateLimits = new RateLimiting(config, _sent);
        _onDropped = onDropped;
    }

    /// <summary>Whether people are notified when they take over open incidents.</summary>
    public bool NotifiesOfHandovers { get; init; }

    /// <summary>When the next group is due, or a schedule handed over; null if none is.</summary>
    public DateTimeOffset? NextWakeUp => NextHandover is { } next && !(_store.NextWakeUp < next)
        ? next : _store.NextWakeUp;

    private DateTimeOffset? NextHandover =>
        NotifiesOfHandovers ? _handovers.NextAt(Config, _time.GetUtcNow()) : null;

    public IEnumerable<GroupState> Groups => _store.Groups.Select(group => _sleeping.Awake(group, _time.GetUtcNow()));

    /// <summary>In the order in which they were first stored.</summary>
    internal IReadOnlyList<string> GroupKeys => _store.Keys;

    internal GroupState Group(string key) => _store.Group(key);

    /// <summary>
    /// Whether a group is due before the next event or command. At one moment all of these come first.
    /// </summary>
    public bool IsDueBefore(DateTimeOffset? next) => NextWakeUp is { } wake && !(next <= wake);

    /// <summary>
    /// Processes events. The trace has the notifications sent now and goes on recording later decisions.
    /// </summary>
    public async ValueTask<Trace> TakeAsync(IEnumerable<Signal> signals, CancellationToken cancellation)
    {
        if (NotifiesOfHandovers)
            _handovers.Observe(Config, _time.GetUtcNow());
        var intake = _pipeline.Take(signals, _time.GetUtcNow());
        _ledger.Expect(intake.Trace);
        foreach (var notification in await ProcessAsync(intake.Envelopes, cancellation))
            intake.Trace.Add(notification);
        return intake.Trace;
    }

    /// <summary>Wakes all due groups, notices handovers, and returns their notifications.</summary>
    public async ValueTask<IReadOnlyList<Notification>> WakeAsync(CancellationToken cancellation)
    {
        var notified = new List<Notification>();
        if (NextHandover <= _time.GetUtcNow())
        {
            var (notices, messages) = _handovers.Take(_time.GetUtcNow());
            await _outlet.SendAsync(notices, cancellation);
            notified.AddRange(await ProcessAsync(messages, cancellation));
        }
        for (var look = 1; _store.KeysDue(_time.GetUtcNow()) is { Count: > 0 } due; look++)
            notified.AddRange(await LookAsync(due, isFirst: look == 1, cancellation));
        return notified;
    }

    /// <summary>Adds or changes a silence and lets open groups react to it.</summary>
    public async ValueTask<IReadOnlyList<Notification>> SilenceAsync(Silence silence, CancellationToken cancellation)
    {
        _store.Put(silence);
        _sleeping.RouseAll(_time.GetUtcNow());
        var open = _store.Groups.Where(group => group.OpenCount > 0)
            .Select(group => new GroupAddress(group.Key, group.RouteId));
        return await ProcessAsync([.. open.Select(address => new GroupEnvelope(address, new SilencesChanged()))],
            cancellation);
    }

    /// <summary>Why an answer of a replay changes nothing; null if there is an open incident.</summary>
    internal string? FindingOf(ReplayAnswer answer)
    {
        var entries = _store.Groups.SelectMany(group => group.Entries)
            .Where(entry => entry.Alert.Name == answer.Alert).ToArray();
        return entries.Length == 0 ? $"Changed nothing: no alert {answer.Alert} has fired before."
            : entries.Any(entry => entry.IsOpen) ? null : $"Changed nothing: {answer.Alert} is not firing.";
    }

    /// <summary>A person answers the open incidents of an alert, or the last ones if none is open.</summary>
    public async ValueTask<IReadOnlyList<Notification>> AnswerAsync(
        ReplayAnswer answer, CancellationToken cancellation)
    {
        var at = _time.GetUtcNow();
        var named = _store.Groups.Where(group => group.Entries.Any(entry => entry.Alert.Name == answer.Alert))
            .ToArray();
        var open = named.Where(group => group.Entries.Any(entry => entry.IsOpen && entry.Alert.Name == answer.Alert))
            .ToArray();
        return await ProcessAsync(
        [
            .. from @group in open.Length > 0 ? open : named
               let incident = @group.IncidentId ?? @group.Incident?.Id
               where incident is not null
               select new GroupEnvelope(
                   new GroupAddress(@group.Key, @group.RouteId), answer.To(incident, at)),
        ], cancellation);
    }

    /// <summary>Takes what a person answered by a link.</summary>
    public ValueTask<IReadOnlyList<Notification>> AnswerAsync(
        IReadOnlyList<GroupEnvelope> answers, CancellationToken cancellation) => ProcessAsync(answers, cancellation);

    /// <summary>
    /// Goes on with another configuration. As in a deployment, an open group learns of it with its next message or
    /// wake-up.
    /// </summary>
    public void Configure(AlertingConfig config)
    {
        _sleeping.RouseAll(_time.GetUtcNow());
        (Config, _rules) = (config, new GroupRules(config));
        _pipeline = new AlertPipeline(config);
        _worker = new GroupWorker(new GroupReducer(_rules), _store, _mailbox, _outlet, _timelines);
        _ledger.Configure(_rules);
        _rateLimits = new RateLimiting(config, _sent);
    }

    /// <summary>Whether another alert that fires now inhibits it.</summary>
    public bool IsInhibited(Alert alert)
    {
        var context = new MuteContext([], _store.Firing);
        return Muting.Of(alert, _rules.Inhibit, context, _rules.TimeZone, _time.GetUtcNow()) is not null;
    }

    /// <summary>Wakes groups in the order of their keys; their messages to other groups come after that.</summary>
    /// <param name="isFirst">Whether no group was woken at this moment before.</param>
    private async ValueTask<IReadOnlyList<Notification>> LookAsync(
        SortedSet<string> due, bool isFirst, CancellationToken cancellation)
    {
        while (due.Min is { } key)
        {
            due.Remove(key);
            bool HasLooked(string group) => !isFirst || string.CompareOrdinal(group, key) < 0;
            var wake = new GroupEnvelope(_store.AddressOf(key), new Wake());
            var roused = await HandleAsync(wake, HasLooked, cancellation);
            // Without the sleep, those that come later would have been due as well.
            due.UnionWith(roused.Where(group => !HasLooked(group) && _store.IsDue(group, _time.GetUtcNow())));
        }
        return await ProcessAsync([], cancellation, hasLooked: true);
    }

    /// <param name="hasLooked">Whether all groups that were due at this moment looked already.</param>
    private async ValueTask<IReadOnlyList<Notification>> ProcessAsync(
        IReadOnlyList<GroupEnvelope> envelopes, CancellationToken cancellation, bool hasLooked = false)
    {
        await _mailbox.SendAsync(envelopes, cancellation);
        while (_mailbox.TryTake(out var envelope))
            await HandleAsync(envelope, _ => hasLooked, cancellation);
        var notified = new List<Notification>();
        foreach (var notification in _outlet.TakeAll())
        {
            var decisions = await _rateLimits.DecideAsync(notification, cancellation);
            foreach (var decision in decisions)
                Record(decision, isFallback: !ReferenceEquals(decision, decisions[0]), notified);
        }
        _ledger.Settle();
        return notified;
    }

    /// <summary>Returns the groups it roused.</summary>
    private async ValueTask<IReadOnlyList<string>> HandleAsync(
        GroupEnvelope envelope, Func<string, bool> hasLooked, CancellationToken cancellation)
    {
        var (now, firing) = (_time.GetUtcNow(), _store.Firing);
        _sleeping.Rouse(envelope.To.Key, now, hasLooked(envelope.To.Key));
        var step = await _worker.HandleAsync(envelope, now, cancellation);
        _ledger.Write(envelope, step);
        var roused = _sleeping.Rouse(step.FiringChanges, firing, _rules.Inhibit.Count == 1, now, hasLooked);
        _sleeping.Sleep(step, now);
        return roused;
    }

    /// <summary>The group's decision stands for what its receivers are sent; the rest is added to the traces.</summary>
    private void Record(RateLimitDecision decision, bool isFallback, List<Notification> notified)
    {
        if (decision.Sent is { } sent)
        {
            if (isFallback)
                _ledger.Write(sent, DecisionAction.Notify, new Reason(sent.Code, sent.Reason));
            notified.Add(sent);
        }
        if (decision.Dropped is { } dropped)
        {
            _ledger.Write(dropped, DecisionAction.Suppress, decision.DroppedReason);
            _onDropped?.Invoke(dropped, decision.DroppedReason);
        }
    }
}
