using Alerting.Alerts;
using Alerting.Answers;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Heartbeats;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.Playground.Events;
using Alerting.Playground.Metrics;
using Alerting.Playground.Sinks;
using Alerting.Silencing;
using Alerting.Sources;
using Alerting.Sources.Webhooks;

namespace Alerting.Playground.Session;

/// <summary>
/// The pipeline from one reset to the next: groups, deliveries, messages and the timeline, on a clock that the session
/// moves. Not thread-safe.
/// </summary>
internal sealed class PlaygroundRun
{
    private readonly PlaygroundMetrics _metrics;
    private readonly ReceivedBodies _bodies = new();
    /// <summary>Events of one time are played in the order in which they were scheduled.</summary>
    private readonly PriorityQueue<ReadOnlyMemory<byte>, (DateTimeOffset At, long Order)> _scheduled = new();
    private readonly Dictionary<string, Silence> _silences = new(StringComparer.Ordinal);
    private readonly LocalHeartbeats _heartbeats;
    /// <summary>Ends of heartbeats and checks that a configuration removed.</summary>
    private readonly Queue<Signal> _ended = new();
    private LocalAlerting _alerting = null!;
    private GroupRules _rules = null!;
    private EventIntake _intake = null!;

    /// <param name="isLive">Whether messages leave this machine. The page then shows what was sent.</param>
    public PlaygroundRun(DateTimeOffset start, TimeProvider wall, PlaygroundMetrics metrics, bool isLive, Action ended)
    {
        _metrics = metrics;
        Time = new SimulatedTime(start);
        OnCall = new SimulatedOnCall(Store);
        _heartbeats = new LocalHeartbeats(Time);
        Checks = new LocalChecks(Time);
        Timeline = new Timeline(metrics);
        Deliveries = new SimulatedDeliveries(Time, wall, metrics, line => line.Timeline.Seq = Next(), delivery =>
        {
            if (isLive)
                Receive(LiveSender.Of(delivery));
        }, ended) { OnCall = () => Store.OnCall };
    }

    public SimulatedTime Time { get; }

    public Timeline Timeline { get; }

    public LocalChecks Checks { get; }

    public SimulatedOnCall OnCall { get; }

    public SimulatedDeliveries Deliveries { get; }

    public MessageBoard Board { get; } = new();

    public AlertingConfig Config { get; private set; } = new();

    /// <summary>The number of the last change.</summary>
    public long Seq { get; private set; }

    /// <summary>The last change to any group.</summary>
    public long GroupsSeq { get; private set; }

    public long Events { get; private set; }

    public long Messages { get; private set; }

    public int Scheduled => _scheduled.Count;

    public IEnumerable<GroupState> Groups => _alerting.Groups;

    public GroupViews GroupViews { get; private set; } = null!;

    public IEnumerable<Silence> Silences => _silences.Values.Where(silence => silence.IsActive(Time.GetUtcNow()));

    private InMemoryGroupStore Store { get; } = new();

    private InMemoryTimelines Timelines { get; } = new();

    private DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Applies a configuration; groups keep their state.</summary>
    public void Configure(AlertingConfig config, TargetSender sender, AnswerLinks answers)
    {
        Config = config;
        _metrics.AddChannels(config);
        _rules = new GroupRules(config);
        _alerting = new LocalAlerting(config, Time, _rules, Store, Deliveries.RateLimits, timelines: Timelines)
            { NotifiesOfHandovers = true };
        _intake = new EventIntake(config.Logs, "eu-west-1");
        GroupViews = new GroupViews(_rules, _bodies.CanResolve, new IncidentStates(config, _rules, OnCall));
        Deliveries.Configure(config, sender, answers);
        foreach (var end in (IEnumerable<Signal>)[.. _heartbeats.Configure(config), .. Checks.Configure(config)])
            _ended.Enqueue(end);
        GroupsSeq = Next();
    }

    /// <summary>
    /// Accepts any event. Throws <see cref="Logs.Batches.LogBatchException"/> for an unreadable log batch.
    /// </summary>
    /// <param name="newAt">When it is fired again from the library; null for an event as it came.</param>
    public async Task<ReceivedEvent> TakeAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation,
        DateTimeOffset? newAt = null)
    {
        var (signals, reason) = Read(body);
        return await TakeAsync(newAt is { } now ? EventTimes.AsNew(signals, now) : signals, body, reason, cancellation);
    }

    private (IReadOnlyList<Signal> Signals, string? Reason) Read(ReadOnlyMemory<byte> body)
    {
        if (Sources.Logs.LogEvents.TryOpen(body.Span, out _))
            return (_intake.Read(body), "No log line is severe enough for an alert.");
        var readings = EventReader.ReadEach(body, $"{Now:O}");
        var reason = readings.FirstOrDefault(reading => reading.IgnoredReason is not null)?.IgnoredReason;
        return ([.. readings.SelectMany(reading => reading.Signals)], reason);
    }

    public async Task<ReceivedEvent> TakeAsync(
        IReadOnlyList<Signal> signals, ReadOnlyMemory<byte> body, string? reason, CancellationToken cancellation)
    {
        Events++;
        if (signals.Count == 0)
            Timeline.Add("none", "Event without an alert", reason ?? "Nothing in this event is an alert.", Now, Next());
        var trace = await _alerting.TakeAsync(_heartbeats.Take(signals), cancellation);
        var taken = new ReceivedBody(body);
        var entries = new List<(TracedAlert Traced, TimelineEntry Entry)>();
        foreach (var traced in trace.Alerts)
        {
            _metrics.CountAlert(traced.Alert);
            _bodies.Keep(traced.Alert.Fingerprint, taken);
            entries.Add((traced, Timeline.Add(traced, _rules.Router.Match(traced.Alert), Now, Next())));
        }
        foreach (var notification in trace.Notifications)
            Notify(notification, EntryOf(notification, entries));
        Changed();
        return ReceivedEvent.Of(trace);
    }

    /// <summary>Why a heartbeat is refused: it is not configured. Null for anything else.</summary>
    public string? UnknownHeartbeat(IReadOnlyList<Signal> signals) => new BeatFinder(Config.Heartbeats) is var finder
        && signals.Select(finder.ReasonFor).FirstOrDefault(
            reason => reason?.Code == ReasonCode.UnknownHeartbeat) is { } unknown ? unknown.Text : null;

    /// <summary>The configured heartbeats with their state.</summary>
    public IEnumerable<(Heartbeat Heartbeat, HeartbeatState State)> Heartbeats =>
        _heartbeats.Configured.Select(heartbeat => (heartbeat, _heartbeats.StateOf(heartbeat.Name)));

    public void Schedule(DateTimeOffset at, ReadOnlyMemory<byte> body)
    {
        _scheduled.Enqueue(body, (at, Next()));
    }

    /// <summary>The resolving event, derived from the firing one; null if that is not possible.</summary>
    public ReadOnlyMemory<byte>? ResolvingEventFor(string fingerprint) =>
        _bodies.ResolvingEventFor(fingerprint, Now);

    public async Task SilenceAsync(Silence silence, string sentence, CancellationToken cancellation)
    {
        _silences[silence.Id] = silence;
        Timeline.Add("silence", sentence, silence.Comment, Now, Next());
        Notify(await _alerting.SilenceAsync(silence, cancellation));
        Changed();
    }

    /// <summary>False if no alert of this name fires.</summary>
    public async Task<bool> AcknowledgeAsync(string name, CancellationToken cancellation)
    {
        if (!Groups.Any(group => group.Entries.Any(entry => entry.IsOpen && entry.Alert.Name == name)))
            return false;
        Notify(await _alerting.AnswerAsync(new ReplayAnswer("ack", name, "you"), cancellation));
        Changed();
        return true;
    }

    /// <summary>Opens an answer link, or presses a button there.</summary>
    public async Task<AnswerResponse> AnswerAsync(
        WebhookRequest request, AnswerKeys keys, CancellationToken cancellation)
    {
        var desk = new AnswerDesk(keys, Config, Timelines, Store, new AnswerBox(this), Time);
        var response = await desk.AnswerAsync(request, cancellation);
        Changed();
        return response;
    }

    /// <summary>Runs the next due step at its own time; false if nothing is due by then.</summary>
    public async Task<bool> StepAsync(DateTimeOffset until, CancellationToken cancellation)
    {
        if (NextDue is not { } due || due > until)
            return false;
        Time.MoveTo(due);
        if (_ended.TryDequeue(out var end))
            await TakeAsync([end], default, null, cancellation);
        else if (NextEvent <= due)
            await TakeAsync(_scheduled.Dequeue(), cancellation);
        else if (_heartbeats.NextDue <= due)
            await TakeAsync(_heartbeats.TakeDue(), default, null, cancellation);
        else if (Checks.NextDue <= due)
            await RunChecksAsync(cancellation);
        else
            Notify(await _alerting.WakeAsync(cancellation));
        Deliveries.StartDue();
        Changed();
        return true;
    }

    /// <summary>Processes received messages and finished sends.</summary>
    public async Task SettleAsync(IEnumerable<SinkMessage> messages, CancellationToken cancellation)
    {
        foreach (var message in messages)
            Receive(message);
        await Deliveries.SettleAsync(cancellation);
        Deliveries.StartDue();
        Next();
    }

    /// <summary>Most results are no event.</summary>
    private async Task RunChecksAsync(CancellationToken cancellation)
    {
        foreach (var signal in Checks.TakeDue())
            await TakeAsync([signal], default, null, cancellation);
    }

    public void Announce(string kind, string title, string? note) => Timeline.Add(kind, title, note, Now, Next());

    /// <summary>Numbers the next change.</summary>
    public long Next() => ++Seq;

    private DateTimeOffset? NextEvent => _scheduled.TryPeek(out _, out var next) ? next.At : null;

    private DateTimeOffset? NextDue
    {
        get
        {
            if (_ended.Count > 0)
                return Now;
            var next = _alerting.IsDueBefore(NextEvent) ? _alerting.NextWakeUp : NextEvent;
            if (_heartbeats.NextDue is { } missing && !(next <= missing))
                next = missing;
            if (Checks.NextDue is { } check && !(next <= check))
                next = check;
            return Deliveries.NextDue is { } due && !(next <= due) ? due : next;
        }
    }

    private void Receive(SinkMessage message)
    {
        if (Deliveries.Known.Find(message.DeliveryId) is not { } delivery)
            return;
        Messages++;
        Board.Post(message, delivery, Now, Next());
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
        Deliveries.Take(notification, entry);
        Timeline.Link(entry, notification);
    }

    private TimelineEntry EntryOf(Notification notification, List<(TracedAlert Traced, TimelineEntry Entry)> entries)
    {
        foreach (var (traced, entry) in entries)
        {
            if (notification.Alerts.Any(alert => alert.Fingerprint == traced.Alert.Fingerprint))
                return entry;
        }
        return entries.Count > 0 ? entries[0].Entry : Timeline.Add(notification, Next());
    }

    /// <summary>Answers reach their group at once.</summary>
    private sealed class AnswerBox(PlaygroundRun run) : IGroupMailbox
    {
        public async ValueTask SendAsync(IReadOnlyList<GroupEnvelope> envelopes, CancellationToken cancellation) =>
            run.Notify(await run._alerting.AnswerAsync(envelopes, cancellation));
    }

    public void Changed()
    {
        Timeline.MarkChanged(Next());
        GroupsSeq = Seq;
    }
}
