using System.Runtime.CompilerServices;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.OnCall;
using Alerting.Silencing;
using Alerting.Sources;
using Alerting.Sources.Heartbeats;

namespace Alerting.InProcess;

/// <summary>Runs recorded events through the real pipeline over simulated time.</summary>
public sealed class Replay
{
    /// <summary>Without a given end, it runs until nothing is pending; a hold lasts for days at most.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(14);

    private const int ReadsAhead = 500;

    private readonly SimulatedTime _time = new(DateTimeOffset.MinValue);
    private readonly AlertingConfig _config;
    private readonly InMemoryGroupStore _store = new();
    private readonly LocalAlerting _alerting;
    private readonly List<ReplayEntry> _entries = [];
    private readonly ReplayOutcomes _outcomes = new();
    private readonly Action<ReplayEntry> _take;
    private readonly List<ReplayEntry> _dropped = [];
    private readonly List<Silence> _silences = [];
    private readonly InMemoryRateLimits _rateLimits;
    private readonly InMemoryTimelines _answers = new(keepsEntries: false);
    private readonly LocalHeartbeats _heartbeats;
    private bool _isBegun;

    /// <summary>The index of a group that had pending work.</summary>
    private int _pendingAt;

    /// <summary>Null if no channel is ever down: each notification is delivered when it is decided.</summary>
    private ReplayDeliveries? _deliveries;

    /// <param name="take">Takes each entry as soon as it is decided; null keeps them.</param>
    /// <param name="onCall">Overrides and calendars known from the beginning.</param>
    public Replay(AlertingConfig config, Action<ReplayEntry>? take = null, OnCallRecords? onCall = null)
    {
        _store.OnCall = onCall ?? OnCallRecords.Empty;
        _config = config;
        _take = take ?? _entries.Add;
        _rateLimits = new InMemoryRateLimits(_time);
        _heartbeats = new LocalHeartbeats(_time);
        _alerting = new LocalAlerting(config, _time, store: _store, rateLimits: _rateLimits, timelines: _answers,
            onDropped: (notification, reason) => _dropped.Add(
                new ReplayEntry(notification.At, Dropped: new DroppedNotification(notification, reason))))
            { NotifiesOfHandovers = true };
    }

    /// <summary>Empty if something takes them.</summary>
    public IReadOnlyList<ReplayEntry> Entries => _entries;

    /// <summary>Runs the lines in the order of their times, then continues up to the given end.</summary>
    public async Task<ReplaySummary> RunAsync(
        IEnumerable<ReplayLine> lines, DateTimeOffset? until, CancellationToken cancellation)
    {
        var all = lines.Where(line => !(line.At > until)).ToArray();
        if (all.Select(line => line.Outage).OfType<ChannelOutage>().ToArray() is { Length: > 0 } outages)
        {
            _deliveries = new ReplayDeliveries(
                _config, _time, _rateLimits, _answers, outages, () => _store.OnCall);
        }
        await foreach (var (line, signals) in ReadAsync(WithIntakes(all), cancellation))
        {
            await MoveToAsync(line.At, cancellation);
            Begin();
            await TakeAsync(line, signals, cancellation);
        }
        if (until is { } end)
        {
            await MoveToAsync(end, cancellation);
            await WakeDueAsync(cancellation);
        }
        else
        {
            await FinishAsync(cancellation);
        }
        return _outcomes.SummaryAt(_time.GetUtcNow(), _deliveries?.Dead ?? []) with
            { Retrying = _deliveries?.Waiting ?? 0 };
    }

    /// <summary>
    /// Parsing is half the work and independent of order, so it runs in parallel and ahead; processing does not.
    /// </summary>
    private static async IAsyncEnumerable<(ReplayLine Line, IReadOnlyList<Signal>? Signals)> ReadAsync(
        List<(ReplayLine Line, EventIntake Intake)> lines, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Task<(ReplayLine, IReadOnlyList<Signal>?)[]> Begin(int from) => Task.Run(() => lines.Skip(from).Take(ReadsAhead)
            .ToArray().AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(each => (each.Line, Read(each.Line, each.Intake))).ToArray(), cancellation);
        var next = Begin(0);
        for (var from = 0; from < lines.Count; from += ReadsAhead)
        {
            var ready = await next;
            next = Begin(from + ReadsAhead);
            foreach (var each in ready)
                yield return each;
        }
        await next;
    }

    /// <summary>
    /// In order, each with the intake of its configuration. Of a moment, the configuration comes before the channels that
    /// are down, these before the silences and overrides, and these before the events.
    /// </summary>
    private List<(ReplayLine Line, EventIntake Intake)> WithIntakes(IEnumerable<ReplayLine> lines)
    {
        var intake = new EventIntake(_config.Logs);
        var all = new List<(ReplayLine, EventIntake)>();
        foreach (var line in lines.OrderBy(line => line.At).ThenBy(line => line.Config is null)
            .ThenBy(line => line.Outage is null).ThenBy(line => line.Silence is null && line.Override is null))
        {
            if (line.Config is { } changed)
                intake = new EventIntake(changed.Config.Logs);
            all.Add((line, intake));
        }
        return all;
    }

    private static IReadOnlyList<Signal>? Read(ReplayLine line, EventIntake intake)
    {
        var at = $"{line.At.UtcDateTime:O}";
        if (line.Heartbeat is { } heartbeat)
            return [BeatReader.Beat(heartbeat, sentAt: null, at)];
        return (line.Event ?? line.ReadEvent?.Invoke()) is { } body ? intake.Read(body, at) : null;
    }

    /// <summary>Heartbeats that have never reported count from the first line.</summary>
    private void Begin()
    {
        if (!_isBegun)
            _heartbeats.Configure(_config);
        _isBegun = true;
    }

    private async Task TakeAsync(ReplayLine line, IReadOnlyList<Signal>? signals, CancellationToken cancellation)
    {
        if (line.Config is { } changed)
        {
            Add(new ReplayEntry(line.At, Config: changed));
            _alerting.Configure(changed.Config);
            _deliveries?.Configure(changed.Config);
            await TakeAsync(_heartbeats.Configure(changed.Config), cancellation);
        }
        if (line.Outage is { } outage)
            Add(new ReplayEntry(line.At, Outage: outage));
        if (line.Silence is { } silence)
        {
            _silences.Add(silence);
            Add(new ReplayEntry(line.At, Silence: silence));
            await NotifyAsync(await _alerting.SilenceAsync(silence, cancellation), cancellation);
        }
        if (line.Override is { } added)
        {
            _store.OnCall = _store.OnCall with { Overrides = [.. _store.OnCall.Overrides, added] };
            Add(new ReplayEntry(line.At, Override: added)
                { Finding = OverrideRules.Finding(added, _alerting.Config, _store.OnCall, line.At) });
        }
        if (line.Answer is { } answer)
        {
            Add(new ReplayEntry(line.At, Answer: answer) { Finding = _alerting.FindingOf(answer) });
            await NotifyAsync(await _alerting.AnswerAsync(answer, cancellation), cancellation);
        }
        if (signals is not null)
            await TakeEventAsync(_heartbeats.Take(signals), cancellation);
    }

    /// <summary>Alerts of heartbeats, one event each.</summary>
    private async Task TakeAsync(IReadOnlyList<Signal> signals, CancellationToken cancellation)
    {
        foreach (var signal in signals)
            await TakeEventAsync([signal], cancellation);
    }

    private async Task TakeEventAsync(IReadOnlyList<Signal> signals, CancellationToken cancellation)
    {
        var trace = await _alerting.TakeAsync(signals, cancellation);
        Add(new ReplayEntry(_time.GetUtcNow(), Event: trace));
        await NotifyAsync(trace.Notifications, cancellation);
    }

    /// <summary>Wakes what is due on the way; what is due at the time itself waits for the events of that time.</summary>
    private async Task MoveToAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        while (NextDue < time)
            await DoNextAsync(cancellation);
        _time.MoveTo(time);
    }

    private async Task WakeDueAsync(CancellationToken cancellation)
    {
        while (NextDue <= _time.GetUtcNow())
            await DoNextAsync(cancellation);
    }

    /// <summary>When a heartbeat, a group or a retried delivery is due.</summary>
    private DateTimeOffset? NextDue =>
        _heartbeats.NextDue is { } missing && !(NextTimer < missing) ? missing : NextTimer;

    private DateTimeOffset? NextTimer =>
        _deliveries?.NextDue is { } send && !(_alerting.NextWakeUp < send) ? send : _alerting.NextWakeUp;

    private async Task DoNextAsync(CancellationToken cancellation)
    {
        if (_heartbeats.NextDue is { } missing && !(NextTimer < missing))
        {
            _time.MoveTo(missing);
            await TakeAsync(_heartbeats.TakeDue(), cancellation);
            return;
        }
        var isDelivery = NextDue == _deliveries?.NextDue;
        _time.MoveTo(NextDue!.Value);
        await NotifyAsync(isDelivery ? [] : await _alerting.WakeAsync(cancellation), cancellation);
    }

    private async Task FinishAsync(CancellationToken cancellation)
    {
        await WakeDueAsync(cancellation);
        var last = _time.GetUtcNow();
        while (NextDue < last + Longest && (_deliveries?.NextDue is not null || _heartbeats.NextDue is not null
            || HasPendingWork()))
        {
            await DoNextAsync(cancellation);
        }
    }

    /// <summary>
    /// Looks first at the group that had pending work the last time: many groups may be open that have none.
    /// </summary>
    private bool HasPendingWork()
    {
        var groups = _alerting.GroupKeys;
        for (var looked = 0; looked < groups.Count; looked++)
        {
            var at = (_pendingAt + looked) % groups.Count;
            if (!HasPendingWork(_alerting.Group(groups[at])))
                continue;
            _pendingAt = at;
            return true;
        }
        return false;
    }

    /// <summary>
    /// Whether anything but reminders is pending. Alerts inhibited by one that fires do not count: they may wait
    /// forever.
    /// </summary>
    private bool HasPendingWork(GroupState group)
    {
        var isSilenced = _silences.Exists(silence => silence.IsActive(_time.GetUtcNow()));
        if (group.Incident is { State: IncidentState.Open, Escalation.NextAt: { } step } && step >= _time.GetUtcNow())
            return true;
        if (group.WaitingDigest is not null || group.Overflow.PendingCount > 0
            || (isSilenced && !group.Overflow.Muted.IsEmpty))
        {
            return true;
        }
        return group.Entries.Any(entry => entry.IsFlapping || (entry.IsFiring && entry.ResolveAt is not null)
            || (entry.Pending != PendingNotification.None
                && (entry.MutedBy is null || isSilenced || !_alerting.IsInhibited(entry.Alert))));
    }

    private async Task NotifyAsync(IEnumerable<Notification> notifications, CancellationToken cancellation)
    {
        if (_deliveries is { } deliveries)
        {
            foreach (var notification in notifications)
                deliveries.Take(notification);
            foreach (var sent in await deliveries.SendDueAsync(cancellation))
                Add(sent);
        }
        else
        {
            foreach (var notified in notifications)
                Add(new ReplayEntry(notified.At, Notification: notified));
        }
        _dropped.ForEach(Add);
        _dropped.Clear();
    }

    private void Add(ReplayEntry entry)
    {
        _take(entry);
        _outcomes.Add(entry, withNotifications: _deliveries is not null);
    }
}
