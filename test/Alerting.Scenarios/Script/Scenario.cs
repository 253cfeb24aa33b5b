using System.Text.Json;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Grouping.InMemory;
using Alerting.Notifications;
using Alerting.Silencing;

namespace Alerting.Scenarios.Script;

/// <summary>
/// A script in time. <see cref="At"/> lets something happen, <see cref="Expect"/> says who is told what; a notification that
/// nobody expects fails the script, and so does one that does not come.
/// </summary>
internal sealed class Scenario
{
    private readonly SimulatedTime _time;
    private readonly InMemoryGroupStore _store = new(ThroughJson);
    private readonly WallClock _clock;
    private readonly List<Notification> _told = [];
    private readonly List<Notification> _all = [];
    private LocalAlerting _alerting;

    /// <param name="yaml">The configuration.</param>
    /// <param name="start">The date it begins, at midnight UTC.</param>
    public Scenario(string yaml, string start = "2026-11-13")
    {
        Config = Load(yaml);
        _clock = new WallClock(Config.TimeZone);
        _time = new SimulatedTime(new DateTimeOffset(DateOnly.Parse(start, null), TimeOnly.MinValue, TimeSpan.Zero));
        _alerting = new LocalAlerting(Config, _time, store: _store);
        Timeline = new Timeline(_clock);
    }

    public AlertingConfig Config { get; private set; }

    /// <summary>All that was told, expected or not.</summary>
    public IReadOnlyList<Notification> AllTold => _all;

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

    /// <summary>The next time it is so late; until then, what is due is told.</summary>
    public Happening At(string time)
    {
        RunTo(_clock.Next(time, Now));
        return new Happening(this);
    }

    /// <summary>What is told at the time, and nothing before it.</summary>
    public Expectation Expect(string time)
    {
        var at = _clock.Next(time, Now);
        RunTo(at);
        return new Expectation(_told, at, _clock);
    }

    /// <summary>Nothing more is told up to the time.</summary>
    public void Quiet(string until)
    {
        RunTo(_clock.Next(until, Now));
        _told.Select(Describe).ShouldBeEmpty();
    }

    internal void Take(string words, params Alerts.Signal[] signals)
    {
        Timeline.Happens(Now, words);
        var trace = _alerting.TakeAsync(signals, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        Traces.Add(trace);
        foreach (var traced in trace.Alerts.Take(1))
            Timeline.Decided(traced, Now);
        Told(trace.Notifications);
    }

    /// <summary>Another configuration from now on; what is remembered stays.</summary>
    internal void Configure(string yaml)
    {
        Timeline.Happens(Now, "the configuration is edited");
        Config = Load(yaml);
        _alerting = new LocalAlerting(Config, _time, store: _store);
    }

    /// <summary>A deployment is under way: events come by one configuration, and groups go by the other.</summary>
    internal void Deploy(string ingest, string groups)
    {
        Timeline.Happens(Now, "a deployment is under way");
        _alerting = new LocalAlerting(Load(ingest), _time, new GroupRules(Load(groups)), _store);
    }

    internal void Silence(Silence silence)
    {
        Timeline.Happens(Now, $"silence {silence.Id}: {string.Join(", ", silence.Matchers)}");
        Told(_alerting.SilenceAsync(silence, CancellationToken.None).AsTask().GetAwaiter().GetResult());
    }

    internal string Describe(Notification notification) => $"{_clock.Show(notification.At)} {notification.Receiver}: {Timeline.Words(notification)}";

    /// <summary>States go through JSON at each step, as in a real store; large ones now and then, for it takes its time.</summary>
    private static GroupState ThroughJson(GroupState state)
    {
        var json = GroupJson.Compact.GroupState;
        return state.Entries.Length > 20 && state.OpenCount % 25 != 0
            ? state
            : JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(state, json), json)!;
    }

    private void RunTo(DateTimeOffset time)
    {
        while (_alerting.NextWakeUp <= time)
        {
            _time.MoveTo(_alerting.NextWakeUp.Value);
            Told(_alerting.WakeAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult());
        }
        _time.MoveTo(time);
    }

    private void Told(IEnumerable<Notification> notifications)
    {
        foreach (var notification in notifications)
        {
            Timeline.Told(notification);
            _told.Add(notification);
            _all.Add(notification);
        }
    }
}
