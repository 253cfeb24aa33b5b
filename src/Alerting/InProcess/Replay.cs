using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Alerting.Silencing;
using Alerting.Sources;

namespace Alerting.InProcess;

/// <summary>An event, a silence or a change of the configuration, with its time.</summary>
public sealed record ReplayLine(
    DateTimeOffset At, ReadOnlyMemory<byte>? Event, Silence? Silence, NamedConfig? Config = null);

/// <summary>A configuration and its file.</summary>
public sealed record NamedConfig(string File, AlertingConfig Config);

/// <summary>One entry of a replay: exactly one of the five is set.</summary>
public sealed record ReplayEntry(
    DateTimeOffset At, Trace? Event = null, Silence? Silence = null, Notification? Notification = null,
    DroppedNotification? Dropped = null, NamedConfig? Config = null);

/// <summary>A notification dropped by its receiver's rate limit.</summary>
public sealed record DroppedNotification(Notification Notification, Reason Reason);

/// <summary>
/// The outcomes of the events of a replay; the four kinds add up to all events. <paramref name="Dead"/> is always 0,
/// because a replay sends nothing.
/// </summary>
public sealed record ReplaySummary(int Events, int Delivered, int Held, int Suppressed, int Dead);

/// <summary>Runs recorded events through the real pipeline over simulated time.</summary>
public sealed class Replay
{
    /// <summary>Without a given end, it runs until nothing is pending; a hold lasts for days at most.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(14);

    private readonly SimulatedTime _time = new(DateTimeOffset.MinValue);
    private readonly AlertingConfig _config;
    private readonly LocalAlerting _alerting;
    private readonly List<ReplayEntry> _entries = [];
    private readonly List<ReplayEntry> _dropped = [];
    private readonly List<Silence> _silences = [];

    public Replay(AlertingConfig config)
    {
        _config = config;
        _alerting = new LocalAlerting(config, _time, onDropped: (notification, reason) =>
            _dropped.Add(new ReplayEntry(notification.At, Dropped: new DroppedNotification(notification, reason))));
    }

    public IReadOnlyList<ReplayEntry> Entries => _entries;

    /// <summary>Runs the lines in the order of their times, then continues up to the given end.</summary>
    public async Task<ReplaySummary> RunAsync(
        IEnumerable<ReplayLine> lines, DateTimeOffset? until, CancellationToken cancellation)
    {
        // Parsing is half the work and independent of order, so it runs in parallel; processing does not.
        var read = WithIntakes(lines.Where(line => !(line.At > until)))
            .AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(each => (each.Line, Signals: each.Line.Event is { } body
                ? each.Intake.Read(body, $"{each.Line.At.UtcDateTime:O}") : null));
        foreach (var (line, signals) in read)
        {
            await MoveToAsync(line.At, cancellation);
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
        return Summarise();
    }

    /// <summary>
    /// In order, each with the intake of its configuration. Of a moment, the configuration comes before the silences,
    /// and these before the events.
    /// </summary>
    private List<(ReplayLine Line, EventIntake Intake)> WithIntakes(IEnumerable<ReplayLine> lines)
    {
        var intake = new EventIntake(_config.Logs);
        var all = new List<(ReplayLine, EventIntake)>();
        foreach (var line in lines.OrderBy(line => line.At).ThenBy(line => line.Config is null)
            .ThenBy(line => line.Silence is null))
        {
            if (line.Config is { } changed)
                intake = new EventIntake(changed.Config.Logs);
            all.Add((line, intake));
        }
        return all;
    }

    private async Task TakeAsync(ReplayLine line, IReadOnlyList<Signal>? signals, CancellationToken cancellation)
    {
        if (line.Config is { } changed)
        {
            _entries.Add(new ReplayEntry(line.At, Config: changed));
            _alerting.Configure(changed.Config);
        }
        if (line.Silence is { } silence)
        {
            _silences.Add(silence);
            _entries.Add(new ReplayEntry(line.At, Silence: silence));
            Notify(await _alerting.SilenceAsync(silence, cancellation));
        }
        if (signals is null)
            return;
        var trace = await _alerting.TakeAsync(signals, cancellation);
        _entries.Add(new ReplayEntry(line.At, Event: trace));
        Notify(trace.Notifications);
    }

    /// <summary>Wakes what is due on the way; what is due at the time itself waits for the events of that time.</summary>
    private async Task MoveToAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        while (_alerting.IsDueBefore(time))
            await WakeAsync(cancellation);
        _time.MoveTo(time);
    }

    private async Task WakeDueAsync(CancellationToken cancellation)
    {
        while (_alerting.NextWakeUp <= _time.GetUtcNow())
            await WakeAsync(cancellation);
    }

    private async Task WakeAsync(CancellationToken cancellation)
    {
        _time.MoveTo(_alerting.NextWakeUp!.Value);
        Notify(await _alerting.WakeAsync(cancellation));
    }

    private async Task FinishAsync(CancellationToken cancellation)
    {
        await WakeDueAsync(cancellation);
        var last = _time.GetUtcNow();
        while (_alerting.NextWakeUp < last + Longest && _alerting.Groups.Any(HasPendingWork))
            await WakeAsync(cancellation);
    }

    /// <summary>
    /// Whether anything but reminders is pending. Alerts inhibited by one that fires do not count: they may wait
    /// forever.
    /// </summary>
    private bool HasPendingWork(GroupState group)
    {
        var isSilenced = _silences.Exists(silence => silence.IsActive(_time.GetUtcNow()));
        if (group.WaitingDigest is not null || group.Overflow.PendingCount > 0
            || (isSilenced && !group.Overflow.Muted.IsEmpty))
        {
            return true;
        }
        return group.Entries.Any(entry => entry.IsFlapping || (entry.IsFiring && entry.ResolveAt is not null)
            || (entry.Pending != PendingNotification.None
                && (entry.MutedBy is null || isSilenced || !_alerting.IsInhibited(entry.Alert))));
    }

    private void Notify(IEnumerable<Notification> notifications)
    {
        _entries.AddRange(notifications.Select(notified => new ReplayEntry(notified.At, Notification: notified)));
        _entries.AddRange(_dropped);
        _dropped.Clear();
    }

    private ReplaySummary Summarise()
    {
        var traces = _entries.Select(entry => entry.Event).OfType<Trace>().ToArray();
        var outcomes =
            traces.SelectMany(trace => trace.Alerts).Select(traced => traced.OutcomeAt(_time.GetUtcNow())).ToArray();
        // An event without an alert counts as suppressed.
        var empty = traces.Count(trace => trace.Alerts.Count == 0);
        return new ReplaySummary(
            outcomes.Length + empty,
            outcomes.Count(end => end == DecisionAction.Notify),
            outcomes.Count(end => end == DecisionAction.Hold),
            outcomes.Count(end => end == DecisionAction.Suppress) + empty,
            Dead: 0);
    }
}
