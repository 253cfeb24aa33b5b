using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Grouping.InMemory;
using Alerting.Notifications;
using Alerting.Playground.Events;
using Alerting.Playground.Metrics;
using Alerting.Playground.Sinks;
using Alerting.Silencing;
using Alerting.Sources;

namespace Alerting.Playground.Session;

/// <summary>
/// The pipeline from one reset to the next: groups, deliveries and what they led to, on a clock that is moved from outside.
/// For one caller at a time.
/// </summary>
public sealed class PlaygroundRun
{
    private const int MostBodies = 2000;

    private readonly PlaygroundMetrics _metrics;
    private readonly Dictionary<string, ReceivedBody> _bodies = new(StringComparer.Ordinal);
    private readonly PriorityQueue<ReadOnlyMemory<byte>, DateTimeOffset> _scheduled = new();
    private readonly Dictionary<string, Silence> _silences = new(StringComparer.Ordinal);
    private LocalAlerting _alerting = null!;
    private GroupRules _rules = null!;
    private EventIntake _intake = null!;

    /// <param name="isLive">Whether messages really go out: what was sent is then shown as it was written.</param>
    public PlaygroundRun(DateTimeOffset start, TimeProvider wall, PlaygroundMetrics metrics, bool isLive, Action ended)
    {
        _metrics = metrics;
        Time = new SimulatedTime(start);
        Timeline = new Timeline(metrics);
        Desk = new SimulatedDeliveries(Time, wall, metrics, line => line.Timeline.Seq = Next(), delivery =>
        {
            if (isLive)
                Arrive(LiveSender.Of(delivery));
        }, ended);
    }

    public SimulatedTime Time { get; }

    public Timeline Timeline { get; }

    public SimulatedDeliveries Desk { get; }

    public MessageBoard Board { get; } = new();

    public AlertingConfig Config { get; private set; } = new();

    /// <summary>Counts changes.</summary>
    public long Seq { get; private set; }

    /// <summary>The last change of a group.</summary>
    public long GroupsSeq { get; private set; }

    public long Events { get; private set; }

    public long Messages { get; private set; }

    public int Scheduled => _scheduled.Count;

    public IEnumerable<GroupState> Groups => _alerting.Groups;

    public GroupViews GroupViews { get; private set; } = null!;

    public IEnumerable<Silence> Silences => _silences.Values.Where(silence => silence.IsActive(Time.GetUtcNow()));

    private InMemoryGroupStore Store { get; } = new();

    private DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Goes on with another configuration; groups keep what they know.</summary>
    public void Configure(AlertingConfig config, Channels.Deliverer deliverer)
    {
        Config = config;
        _metrics.Expect(config);
        _rules = new GroupRules(config);
        _alerting = new LocalAlerting(config, Time, _rules, Store);
        _intake = new EventIntake(config.Logs, "eu-west-1");
        GroupViews = new GroupViews(_rules, fingerprint => _bodies.TryGetValue(fingerprint, out var body) && body.CanEnd);
        Desk.Configure(config, deliverer);
        GroupsSeq = Next();
    }

    /// <summary>Takes an event in, whatever it is. Throws <see cref="Sources.Logs.LogBatchException"/> for a log batch that cannot be read.</summary>
    public async Task<ReceivedEvent> TakeAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        if (Sources.Logs.LogEvents.TryOpen(body.Span, out _))
            return await TakeAsync(_intake.Read(body), body, "an event of log lines, none of them severe enough", cancellation);
        var readings = EventReader.ReadEach(body, $"{Now:O}");
        var reason = readings.FirstOrDefault(reading => reading.IgnoredReason is not null)?.IgnoredReason;
        return await TakeAsync([.. readings.SelectMany(reading => reading.Signals)], body, reason, cancellation);
    }

    public async Task<ReceivedEvent> TakeAsync(
        IReadOnlyList<Signal> signals, ReadOnlyMemory<byte> body, string? reason, CancellationToken cancellation)
    {
        Events++;
        if (signals.Count == 0)
            Timeline.Add("none", "An event that tells nothing", reason ?? "It holds nothing to tell.", Now, Next());
        var trace = await _alerting.TakeAsync(signals, cancellation);
        var taken = new ReceivedBody(body);
        var entries = new List<(TracedAlert Traced, TimelineEntry Entry)>();
        foreach (var traced in trace.Alerts)
        {
            _metrics.Took(traced.Alert);
            Keep(traced.Alert.Fingerprint, taken);
            entries.Add((traced, Timeline.Add(traced, _rules.Router.Match(traced.Alert), Now, Next())));
        }
        foreach (var notification in trace.Notifications)
            Notify(notification, EntryOf(notification, entries));
        Changed();
        return ReceivedEvent.Of(signals);
    }

    public void Schedule(DateTimeOffset at, ReadOnlyMemory<byte> body)
    {
        _scheduled.Enqueue(body, at);
        Next();
    }

    /// <summary>The event that ends an alert, made of the one that began it; null where that cannot be done.</summary>
    public ReadOnlyMemory<byte>? EndOf(string fingerprint) =>
        _bodies.TryGetValue(fingerprint, out var body) ? EndOfAlert.Of(body.Bytes, Now) : null;

    public async Task SilenceAsync(Silence silence, string sentence, CancellationToken cancellation)
    {
        _silences[silence.Id] = silence;
        Timeline.Add("silence", sentence, silence.Comment, Now, Next());
        Notify(await _alerting.SilenceAsync(silence, cancellation));
        Changed();
    }

    /// <summary>Does what is due next, at its own time, if that is not after the given one; false when nothing is.</summary>
    public async Task<bool> StepAsync(DateTimeOffset until, CancellationToken cancellation)
    {
        if (NextDue is not { } due || due > until)
            return false;
        Time.MoveTo(due);
        if (_scheduled.TryPeek(out var body, out var at) && at <= due)
        {
            _scheduled.Dequeue();
            await TakeAsync(body, cancellation);
        }
        Notify(await _alerting.WakeAsync(cancellation));
        Desk.StartDue(CancellationToken.None);
        Changed();
        return true;
    }

    /// <summary>Takes in what services received and how sendings ended.</summary>
    public void Settle(IEnumerable<Arrival> arrivals)
    {
        foreach (var arrival in arrivals)
            Arrive(arrival);
        Desk.Settle();
        Desk.StartDue(CancellationToken.None);
        Next();
    }

    public void Announce(string kind, string title, string? note) => Timeline.Add(kind, title, note, Now, Next());

    /// <summary>Says that something changed beside what is counted here.</summary>
    public long Next() => ++Seq;

    private DateTimeOffset? NextDue
    {
        get
        {
            DateTimeOffset? next = _alerting.NextWakeUp;
            if (_scheduled.TryPeek(out _, out var at) && !(next <= at))
                next = at;
            return Desk.NextDue is { } due && !(next <= due) ? due : next;
        }
    }

    private void Arrive(Arrival arrival)
    {
        if (Desk.Find(arrival.DeliveryId) is not { } delivery)
            return;
        Messages++;
        Board.Post(arrival, delivery, Now, Next());
    }

    private void Notify(IReadOnlyList<Notification> notifications)
    {
        foreach (var same in notifications.GroupBy(notified => (notified.GroupKey, notified.Kind, notified.At)))
        {
            var entry = Timeline.Add(same.First(), Next());
            foreach (var notification in same)
                Notify(notification, entry);
        }
    }

    private void Notify(Notification notification, TimelineEntry entry)
    {
        Desk.Take(notification, entry);
        Timeline.Link(entry, notification);
    }

    private TimelineEntry EntryOf(Notification notification, List<(TracedAlert Traced, TimelineEntry Entry)> entries)
    {
        foreach (var (traced, entry) in entries)
            if (notification.Alerts.Any(alert => alert.Fingerprint == traced.Alert.Fingerprint))
                return entry;
        return entries.Count > 0 ? entries[0].Entry : Timeline.Add(notification, Next());
    }

    private void Keep(string fingerprint, ReceivedBody body)
    {
        if (_bodies.Count >= MostBodies)
            _bodies.Clear();
        _bodies[fingerprint] = body;
    }

    private void Changed()
    {
        Timeline.Look(Next());
        GroupsSeq = Seq;
    }

    /// <summary>An event as it came; whether its end could be made up is found out once, when somebody looks.</summary>
    private sealed class ReceivedBody(ReadOnlyMemory<byte> bytes)
    {
        private readonly Lazy<bool> _canEnd = new(() => EndOfAlert.CanEnd(bytes));

        public ReadOnlyMemory<byte> Bytes => bytes;

        public bool CanEnd => _canEnd.Value;
    }
}
