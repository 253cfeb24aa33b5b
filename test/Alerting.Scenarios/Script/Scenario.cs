using System.Text.Json;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.OnCall;
using Alerting.Silencing;

namespace Alerting.Scenarios.Script;

/// <summary>
/// A scripted scenario in simulated time. <see cref="At"/> adds events and <see cref="Expect"/> checks notifications.
/// Both an unexpected and a missing notification fail the test.
/// </summary>
internal sealed class Scenario
{
    private readonly SimulatedTime _time;
    private readonly InMemoryGroupStore _store = new(ThroughJson);
    private readonly WallClock _clock;
    private readonly List<Notification> _unexpected = [];
    private readonly List<Notification> _all = [];
    private LocalAlerting _alerting;

    /// <param name="start">The scenario starts at midnight UTC of this date.</param>
    /// <param name="rules">Null for exact wake-ups.</param>
    public Scenario(string yaml, string start = "2026-11-13", Func<AlertingConfig, GroupRules>? rules = null)
    {
        Config = Load(yaml);
        _clock = new WallClock(Config.TimeZone);
        _time = new SimulatedTime(new DateTimeOffset(DateOnly.Parse(start, null), TimeOnly.MinValue, TimeSpan.Zero));
        _alerting = new LocalAlerting(Config, _time, rules?.Invoke(Config), _store)
            { NotifiesOfHandovers = true };
        Timeline = new Timeline(_clock);
    }

    public AlertingConfig Config { get; private set; }

    /// <summary>All notifications, expected or not.</summary>
    public IReadOnlyList<Notification> AllNotified => _all;

    public Timeline Timeline { get; }

    public List<Trace> Traces { get; } = [];

    public DateTimeOffset Now => _time.GetUtcNow();

    public IEnumerable<GroupState> Groups => _alerting.Groups;

    public static AlertingConfig Load(string yaml)
    {
        var result = ConfigFile.Load(yaml, "alerting.yaml", _ => null);
        result.Errors.ShouldBeEmpty();
        return result.Config!;
    }

    /// <summary>
    /// Advances to the next such time, sending whatever becomes due before it. The events of a moment precede its timers.
    /// </summary>
    public ScriptedMoment At(string time) => AtMoment(_clock.Next(time, Now));

    public ScriptedMoment AtMoment(DateTimeOffset time)
    {
        MoveTo(time);
        return new ScriptedMoment(this);
    }

    /// <summary>Expects notifications at the time, and none before.</summary>
    public Expectation Expect(string time)
    {
        var at = _clock.Next(time, Now);
        RunTo(at);
        return new Expectation(_unexpected, at, _clock);
    }

    /// <summary>Expects no notification up to the time.</summary>
    public void ExpectNothing(string until)
    {
        RunTo(_clock.Next(until, Now));
        _unexpected.Select(Describe).ShouldBeEmpty();
    }

    /// <summary>Goes on to the time, whatever is notified until then.</summary>
    public void MoveTo(string time) => RunTo(_clock.Next(time, Now));

    /// <summary>Nothing wakes until the time: an outage.</summary>
    public void Skip(string time) => _time.MoveTo(_clock.Next(time, Now));

    internal void Take(string words, params Alerts.Signal[] signals)
    {
        Timeline.Event(Now, words);
        var trace = _alerting.TakeAsync(signals, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        Traces.Add(trace);
        foreach (var traced in trace.Alerts.Take(1))
            Timeline.Decided(traced, Now);
        Record(trace.Notifications);
    }

    /// <summary>Switches the configuration and keeps the stored state.</summary>
    internal void Configure(string yaml)
    {
        Timeline.Event(Now, "the configuration is edited");
        Config = Load(yaml);
        _alerting.Configure(Config);
    }

    /// <summary>Simulates a deployment in progress: events and groups use different configurations.</summary>
    internal void Deploy(string ingest, string groups)
    {
        Timeline.Event(Now, "a deployment is in progress");
        _alerting = new LocalAlerting(Load(ingest), _time, new GroupRules(Load(groups)), _store);
    }

    /// <summary>Somebody takes over a part of a schedule.</summary>
    internal void Override(ScheduleOverride added)
    {
        Timeline.Event(Now, $"{added.Person} takes over {added.Schedule}");
        _store.OnCall = _store.OnCall with { Overrides = [.. _store.OnCall.Overrides, added] };
    }

    internal void Silence(Silence silence)
    {
        Timeline.Event(Now, $"silence {silence.Id}: {string.Join(", ", silence.Matchers)}");
        Record(_alerting.SilenceAsync(silence, CancellationToken.None).AsTask().GetAwaiter().GetResult());
    }

    internal void Answer(ReplayAnswer answer)
    {
        Timeline.Event(Now, $"{answer.By}: {answer.Kind} {answer.Alert}");
        Record(_alerting.AnswerAsync(answer, CancellationToken.None).AsTask().GetAwaiter().GetResult());
    }

    internal string Describe(Notification notification) =>
        $"{_clock.Show(notification.At)} {notification.Receiver}: {Timeline.Describe(notification)}";

    /// <summary>Sends states through JSON as a real store does; large ones only sometimes, to save time.</summary>
    private static GroupState ThroughJson(GroupState state)
    {
        var json = GroupJson.Compact.GroupState;
        var isLarge = (state.Entries.Length > 20 && (state.OpenCount + state.Overflow.Firing) % 25 != 0)
            || (state.WaitingDigest is { Count: > 20 } waiting && waiting.Count % 25 != 0);
        return isLarge
            ? state
            : JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(state, json), json)!;
    }

    private void RunTo(DateTimeOffset time)
    {
        MoveTo(time);
        Wake();
    }

    private void MoveTo(DateTimeOffset time)
    {
        while (_alerting.IsDueBefore(time))
        {
            _time.MoveTo(_alerting.NextWakeUp!.Value);
            Wake();
        }
        _time.MoveTo(time);
    }

    private void Wake() => Record(_alerting.WakeAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult());

    private void Record(IEnumerable<Notification> notifications)
    {
        foreach (var notification in notifications)
        {
            Timeline.Notified(notification);
            _unexpected.Add(notification);
            _all.Add(notification);
        }
    }
}
