using System.Collections.Concurrent;
using System.Security.Cryptography;
using Alerting.Configuration;
using Alerting.Incidents;
using Alerting.Playground.Events;
using Alerting.Playground.Metrics;
using Alerting.Playground.Setup;
using Alerting.Playground.Sinks;
using Alerting.Playground.Views;

namespace Alerting.Playground.Session;

/// <summary>
/// One run of the pipeline with its clock and configuration. Calls run one after another and never wait for a channel.
/// </summary>
internal sealed partial class PlaygroundSession : IDisposable
{
    private static readonly TimeSpan WarmUpDelay = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _moves = new(1);
    private readonly ConcurrentQueue<SinkMessage> _sinkMessages = new();
    private readonly TimeProvider _wall;
    private readonly PlaygroundOptions _options;
    private readonly PlaygroundConfig _config;
    private readonly PlaygroundMetrics _metrics;
    private readonly SinkHub _hub;
    private readonly Func<PlaygroundRun, Senders> _makeSenders;
    private readonly SessionClock _clock;
    private readonly SessionTurns _turns;
    private PlaygroundRun? _run;
    private Senders? _senders;
    private string _text = "";
    private long _seqBefore;
    private readonly SelfAddress _self;
    private readonly AnswerKeys _answerKeys =
        AnswerKeys.Parse(Convert.ToHexString(RandomNumberGenerator.GetBytes(32)))!;
    private int _silences;
    private int _pendingMoves;
    private DateTimeOffset? _normalSpeedAt;
    private DateTimeOffset _lastEventTime;

    public PlaygroundSession(
        TimeProvider wall, PlaygroundOptions options, PlaygroundConfig config, PlaygroundMetrics metrics, SinkHub hub,
        SmtpSink mailServer, SelfAddress self)
    {
        (_wall, _options, _config, _metrics, _hub, _self) = (wall, options, config, metrics, hub, self);
        _clock = new SessionClock(wall);
        _turns = new SessionTurns(() => Run.Seq, SettleAsync);
        // Higher than in any earlier process, so an open page of that process gets everything again.
        _seqBefore = wall.GetUtcNow().ToUnixTimeMilliseconds();
        _makeSenders = run => new Senders(options, run.Time, self, mailServer,
            id => run.Deliveries.Known.Find(id)?.Target.Channel, run.Deliveries.Sending);
        hub.MessageReceived += message =>
        {
            _sinkMessages.Enqueue(message);
            _turns.Request();
        };
    }

    public PlaygroundMetrics Metrics => _metrics;

    /// <summary>The delivery with this text, for protocols without a delivery id. Thread-safe.</summary>
    public string FindByText(string address, string message) => Run.Deliveries.Known.FindByText(address, message);

    /// <summary>The links in messages lead to this playground.</summary>
    private AnswerLinks Links => new(_self.Uri, _answerKeys);

    private PlaygroundRun Run => _run ?? throw new InvalidOperationException("The session has not started.");

    public Task<string> ConfigTextAsync(CancellationToken cancellation) =>
        RunExclusiveAsync(() => Task.FromResult(_text), cancellation, isChange: false);

    /// <summary>Starts a run. Calls made before the first start wait for it.</summary>
    public void Start(string text, AlertingConfig config)
    {
        _text = text;
        _seqBefore = (_run?.Seq ?? 0) + _seqBefore + 1;
        (_normalSpeedAt, _lastEventTime) = (null, default);
        _clock.Run(1);
        _clock.Set(_wall.GetUtcNow());
        _run = new PlaygroundRun(_clock.Now, _wall, _metrics, _options.IsLive, _turns.Request);
        _senders?.Dispose();
        _senders = _makeSenders(_run);
        _run.Configure(config, _senders.For(config), Links);
        _turns.Begin();
    }

    public bool IsLive => _options.IsLive;

    /// <summary>Makes the first click fast. Skipped with <c>--live</c>, since it sends messages.</summary>
    public Task WarmUpAsync(EventLibrary library, CancellationToken cancellation) => _options.IsLive
        ? Task.CompletedTask
        : Task.Run(async () =>
        {
            // Serve the page first.
            await Task.Delay(WarmUpDelay, TimeProvider.System, cancellation);
            await WarmUp.RunAsync(library, Run.Config, _senders!.For(Run.Config), cancellation);
        }, cancellation);

    /// <summary>Resets everything except the metrics.</summary>
    public Task ResetAsync(CancellationToken cancellation) => RunExclusiveAsync(() =>
    {
        var text = _config.ReadText();
        if (_config.Load(text).Config is not { } config)
            (text, config) = (_text, Run.Config);
        _hub.Faults.Clear();
        Start(text, config);
        return Task.FromResult(true);
    }, cancellation);

    public Task<ReceivedEvent> TakeAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        RunExclusiveAsync(() => Run.TakeAsync(body, cancellation), cancellation);

    public Task<ReceivedEvent> TakeAsync(IReadOnlyList<Alerts.Signal> signals, ReadOnlyMemory<byte> body,
        CancellationToken cancellation) =>
        RunExclusiveAsync(() => Run.TakeAsync(signals, body, null, cancellation), cancellation);

    /// <summary>Moves the times of the event to now.</summary>
    public Task<ReceivedEvent> TakeAsNowAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        RunExclusiveAsync(() =>
        {
            // Distinct times, so that the same event fired twice on a stopped clock is not a duplicate.
            var now = Run.Time.GetUtcNow();
            _lastEventTime = now > _lastEventTime ? now : _lastEventTime.AddMilliseconds(1);
            return Run.TakeAsync(EventTimes.AsOf(body, _lastEventTime), cancellation, newAt: _lastEventTime);
        }, cancellation);

    /// <summary>Sends the resolving event of an alert; false without one.</summary>
    public Task<bool> ResolveAsync(string fingerprint, CancellationToken cancellation) => RunExclusiveAsync(async () =>
    {
        if (Run.ResolvingEventFor(fingerprint) is not { } body)
            return false;
        await Run.TakeAsync(body, cancellation);
        return true;
    }, cancellation);

    /// <summary>The changes since a number; everything for a new page or one of an earlier run.</summary>
    public Task<Update> UpdateAsync(long since, CancellationToken cancellation) => RunExclusiveAsync(() =>
    {
        var known = since - _seqBefore;
        var isWhole = since <= 0 || known < 0 || known > Run.Seq;
        return Task.FromResult(Update(isWhole ? -1 : known, isWhole));
    }, cancellation, isChange: false);

    /// <summary>Waits for a change after the given number, at most for the limit.</summary>
    public async Task WaitAsync(long since, TimeSpan limit, CancellationToken cancellation)
    {
        var changed = _turns.NextChange;
        if (Volatile.Read(ref _run)!.Seq + _seqBefore > since)
            return;
        try
        {
            await changed.WaitAsync(limit, TimeProvider.System, cancellation);
        }
        catch (TimeoutException)
        {
            // An update without changes shows the page that the connection is alive.
        }
    }

    public Task<T> ReadAsync<T>(Func<PlaygroundRun, T> read, CancellationToken cancellation) =>
        RunExclusiveAsync(() => Task.FromResult(read(Run)), cancellation, isChange: false);

    public void Dispose()
    {
        _senders?.Dispose();
        _turns.Dispose();
        _moves.Dispose();
    }

    private Task<T> RunExclusiveAsync<T>(Func<Task<T>> act, CancellationToken cancellation, bool isChange = true) =>
        _turns.RunAsync(act, isChange, cancellation);

    private async Task SettleAsync(CancellationToken cancellation)
    {
        var messages = new List<SinkMessage>();
        while (_sinkMessages.TryDequeue(out var message))
            messages.Add(message);
        await Run.SettleAsync(messages, cancellation);
    }

    private Update Update(long since, bool isWhole)
    {
        var now = Run.Time.GetUtcNow();
        var clock = new ClockView(now, _clock.Speed, Run.Config.TimeZone.Id, NextMorning(Run.Config, now),
            _pendingMoves > 0);
        return new Update(Run.Seq + _seqBefore, isWhole, clock, StatusViews.Of(Run, _hub, _options),
            Run.Timeline.Since(since), [.. Run.Board.Since(since)],
            Run.GroupsSeq > since ? Run.GroupViews.Of(Run.Groups, now) : null);
    }
}
