using System.Collections.Concurrent;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping.Storage;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.Scenarios.Script;
using Alerting.Silencing;

namespace Alerting.Scenarios.Promises;

/// <summary>Runs a plot and records its events and notifications.</summary>
internal sealed class Story
{
    /// <summary>Cached, because parsing a configuration takes longer than running a story.</summary>
    private static readonly ConcurrentDictionary<string, AlertingConfig> Configs = new();

    private readonly SimulatedTime _time = new(new DateTimeOffset(2026, 11, 12, 12, 0, 0, TimeSpan.Zero));
    private readonly LocalAlerting _alerting;
    private readonly Truth _truth = new();

    private Story(Plot plot)
    {
        Plot = plot;
        Config = Configs.GetOrAdd(plot.Yaml, Scenario.Load);
        _alerting = new LocalAlerting(Config, _time, store: new InMemoryGroupStore(WithPhases));
    }

    public Plot Plot { get; }

    public AlertingConfig Config { get; }

    public List<Notification> Notified { get; } = [];

    public List<(DateTimeOffset At, Signal Signal, TracedAlert Traced)> Events { get; } = [];

    public List<Silence> Silences { get; } = [];

    /// <summary>Resolutions sent while the source's last word was another.</summary>
    public List<(Notification Notification, Alert Alert)> FalseEnds { get; } = [];

    /// <summary>The phases of all alerts stored on the way, with the flags behind them.</summary>
    public HashSet<(AlertPhase, bool IsFiring, bool IsFlapping, PendingNotification)> Phases { get; } = [];

    public DateTimeOffset Now => _time.GetUtcNow();

    public static Story Of(Plot plot)
    {
        var story = new Story(plot);
        foreach (var step in plot.Steps)
            story.Play(step);
        // By then all holds, silences, batches and auto-resolve times have passed.
        story.MoveTo(story.Now.AddDays(2));
        return story;
    }

    public IEnumerable<(DateTimeOffset At, NotificationKind Kind, Alert Alert)> ReceivedBy(string receiver,
        string fingerprint) =>
        from notified in Notified
        where notified.Receiver == receiver
        from alert in notified.Alerts
        where alert.Fingerprint == fingerprint
        select (notified.At, notified.Kind, alert);

    /// <summary>Everything about one alert, for the message of a failed test.</summary>
    public string Of(string fingerprint) => string.Join('\n', Events
        .Where(each => each.Traced.Alert.Fingerprint == fingerprint)
        .Select(each =>
            (each.At, Line: $"{each.At:u} {each.Signal.State} of {each.Signal.OccurredAt:HH:mm:ss}, " +
            $"{each.Traced.Alert.Severity}: "
            + string.Join("; ", each.Traced.Decisions.Select(decision =>
                $"{decision.Route} {decision.Action} {decision.Receiver} {decision.Reason} {decision.At:HH:mm:ss}"))))
        .Concat(Notified.Where(notified => notified.Alerts.Any(alert => alert.Fingerprint == fingerprint))
            .Select(notified =>
                (notified.At,
                    Line: $"{notified.At:u}   → {notified.Receiver} {notified.GroupKey} {notified.Kind}: " +
                    $"{notified.Alerts.First(alert => alert.Fingerprint == fingerprint).Status}, {notified.Reason}")))
        .OrderBy(each => each.At).Select(each => each.Line).Take(60));

    private GroupState WithPhases(GroupState state)
    {
        foreach (var entry in state.Entries)
            Phases.Add((entry.Phase, entry.IsFiring, entry.IsFlapping, entry.Pending));
        return state;
    }

    private void Play(Step step)
    {
        MoveTo(Now.AddSeconds(step.Pause));
        switch (step.Kind)
        {
            case <= 3:
                Take(Some.Alarm(step.Name, step.Severity, Now));
                break;
            case <= 6:
                Take(Some.Ok(step.Name, Now));
                break;
            case 7 when Events.Count > 0:
                Take(Events[step.Seconds % Events.Count].Signal);
                break;
            case 8:
                // Late: it occurred before events that already arrived.
                Take(Some.Alarm(step.Name, step.Severity, Now.AddSeconds(-step.Seconds).AddMilliseconds(-1)));
                break;
            case 9:
                Take(Some.Log(step.Name + " failed", step.Severity, Now));
                break;
            case 10 or 11:
                Silence(new Silence($"s{Silences.Count}", [$"name = \"{step.Name}\""], Now,
                    Now.AddSeconds(step.Seconds * 4), "ann", ""));
                break;
            case 12:
                Take(Some.InsufficientData(step.Name, Now));
                break;
            case 13:
                Take(Some.Deleted(step.Name, Now));
                break;
            case 14:
                Take([.. Enumerable.Range(0, step.Seconds % 10 + 2).Select(i => i % 3 == 0
                    ? Some.Ok($"web-{i}", Now) : Some.Alarm($"web-{i}", step.Severity, Now))]);
                break;
        }
    }

    /// <summary>The signals of one body.</summary>
    private void Take(params Signal[] signals)
    {
        var trace = _alerting.TakeAsync(signals, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        foreach (var (signal, traced) in signals.Zip(trace.Alerts))
        {
            Events.Add((Now, signal, traced));
            _truth.Take(signal, traced);
        }
        Notify(trace.Notifications);
    }

    private void Silence(Silence silence)
    {
        Silences.Add(silence);
        Notify(_alerting.SilenceAsync(silence, CancellationToken.None).AsTask().GetAwaiter().GetResult());
    }

    /// <summary>The events of a moment precede its timers.</summary>
    private void MoveTo(DateTimeOffset time)
    {
        while (_alerting.IsDueBefore(time))
        {
            _time.MoveTo(_alerting.NextWakeUp!.Value);
            Notify(_alerting.WakeAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult());
        }
        _time.MoveTo(time);
    }

    private void Notify(IEnumerable<Notification> notifications)
    {
        foreach (var notification in notifications)
        {
            Notified.Add(notification);
            foreach (var alert in notification.Alerts)
            {
                if (!alert.IsFiring && !Promise1.IsLowered(alert) && _truth.Fires(alert.Fingerprint))
                    FalseEnds.Add((notification, alert));
            }
        }
    }
}
