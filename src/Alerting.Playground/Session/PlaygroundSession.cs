using System.Collections.Concurrent;
using Alerting.Configuration;
using Alerting.Playground.Events;
using Alerting.Playground.Metrics;
using Alerting.Playground.Setup;
using Alerting.Playground.Sinks;
using Alerting.Playground.Views;

namespace Alerting.Playground.Session;

/// <summary>
/// What the page and the endpoints talk to: one run of the pipeline, its clock and its configuration, one caller after the
/// other. Nothing here waits for a channel.
/// </summary>
public sealed partial class PlaygroundSession : IDisposable
{
    private static readonly TimeSpan PageFirst = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly SemaphoreSlim _moves = new(1);
    private readonly ConcurrentQueue<Arrival> _arrivals = new();
    private readonly TimeProvider _wall;
    private readonly PlaygroundOptions _options;
    private readonly PlaygroundConfig _config;
    private readonly PlaygroundMetrics _metrics;
    private readonly SinkHub _hub;
    private readonly Func<TimeProvider, Func<string, string?>, Senders> _makeSenders;
    private readonly SessionClock _clock;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PlaygroundRun? _run;
    private Senders? _senders;
    private string _text = "";
    private int _isTurnWanted;
    private long _seqBefore;
    private int _silences;
    private int _movesAsked;
    private DateTimeOffset? _slowAt;
    private DateTimeOffset _lastAsNow;

    public PlaygroundSession(
        TimeProvider wall, PlaygroundOptions options, PlaygroundConfig config, PlaygroundMetrics metrics, SinkHub hub,
        SmtpSink mailServer, SelfAddress self)
    {
        (_wall, _options, _config, _metrics, _hub) = (wall, options, config, metrics, hub);
        _clock = new SessionClock(wall);
        // A page that still knows another process is told everything anew.
        _seqBefore = wall.GetUtcNow().ToUnixTimeMilliseconds();
        _makeSenders = (time, channelOf) => new Senders(options, time, self, mailServer, channelOf);
        hub.Arrived += arrival =>
        {
            _arrivals.Enqueue(arrival);
            WantTurn();
        };
    }

    public PlaygroundMetrics Metrics => _metrics;

    /// <summary>The delivery whose text this is, where a wire carries no id. From any thread.</summary>
    public string FindByText(string address, string message) => Run.Desk.FindByText(address, message);

    private PlaygroundRun Run => _run ?? throw new InvalidOperationException("The playground has not begun.");

    /// <summary>The configuration in force.</summary>
    public Task<string> ConfigTextAsync(CancellationToken cancellation) =>
        InTurnAsync(() => Task.FromResult(_text), cancellation, isChange: false);

    /// <summary>Begins with a configuration that is right. Whoever asks for something before waits for this.</summary>
    public void Begin(string text, AlertingConfig config)
    {
        _text = text;
        _seqBefore = (_run?.Seq ?? 0) + _seqBefore + 1;
        (_slowAt, _lastAsNow) = (null, default);
        _clock.Run(1);
        _clock.Set(_wall.GetUtcNow());
        _run = new PlaygroundRun(_clock.Now, _wall, _metrics, _options.IsLive, WantTurn);
        _senders?.Dispose();
        _senders = _makeSenders(_run.Time, id => Run.Desk.Find(id)?.Target.Channel);
        _run.Configure(config, _senders.For(config));
        _begun.TrySetResult();
    }

    /// <summary>Makes the first click quick. Where messages really go out, nothing is sent for that.</summary>
    /// <summary>Whether messages really go out.</summary>
    public bool IsLive => _options.IsLive;

    public Task WarmUpAsync(EventLibrary library, CancellationToken cancellation) => _options.IsLive
        ? Task.CompletedTask
        : Task.Run(async () =>
        {
            // The page comes first.
            await Task.Delay(PageFirst, TimeProvider.System, cancellation);
            await WarmUp.RunAsync(library, Run.Config, _senders!.For(Run.Config), cancellation);
        }, cancellation);

    /// <summary>Everything from the start, but for what Prometheus counts.</summary>
    public Task ResetAsync(CancellationToken cancellation) => InTurnAsync(() =>
    {
        var text = _config.ReadText();
        if (_config.Load(text).Config is not { } config)
            (text, config) = (_text, Run.Config);
        _hub.Recover();
        Begin(text, config);
        return Task.FromResult(true);
    }, cancellation);

    public Task<ReceivedEvent> TakeAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        InTurnAsync(() => Run.TakeAsync(body, cancellation), cancellation);

    public Task<ReceivedEvent> TakeAsync(IReadOnlyList<Alerts.Signal> signals, ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        InTurnAsync(() => Run.TakeAsync(signals, body, null, cancellation), cancellation);

    /// <summary>An event as if it happened now by the playground's clock.</summary>
    public Task<ReceivedEvent> TakeAsNowAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        InTurnAsync(() =>
        {
            // The same event twice within a moment, or while the clock stands, is still two events.
            var now = Run.Time.GetUtcNow();
            _lastAsNow = now > _lastAsNow ? now : _lastAsNow.AddMilliseconds(1);
            return Run.TakeAsync(EventTimes.AsOf(body, _lastAsNow), cancellation);
        }, cancellation);

    /// <summary>Ends an alert by the event its source would send; false where no such event can be made.</summary>
    public Task<bool> EndAsync(string fingerprint, CancellationToken cancellation) => InTurnAsync(async () =>
    {
        if (Run.EndOf(fingerprint) is not { } body)
            return false;
        await Run.TakeAsync(body, cancellation);
        return true;
    }, cancellation);

    /// <summary>What changed since; a page that knows nothing, or of another run, gets all.</summary>
    public Task<Update> UpdateAsync(long since, CancellationToken cancellation) => InTurnAsync(() =>
    {
        var known = since - _seqBefore;
        var isWhole = since <= 0 || known < 0 || known > Run.Seq;
        return Task.FromResult(Update(isWhole ? -1 : known, isWhole));
    }, cancellation, isChange: false);

    /// <summary>Waits until something changes after the given point, or the time is over.</summary>
    public async Task WaitAsync(long since, TimeSpan limit, CancellationToken cancellation)
    {
        var changed = Volatile.Read(ref _changed).Task;
        if (Volatile.Read(ref _run)!.Seq + _seqBefore > since)
            return;
        try
        {
            await changed.WaitAsync(limit, TimeProvider.System, cancellation);
        }
        catch (TimeoutException)
        {
            // The page hears at least that the playground is still there.
        }
    }

    public Task<T> ReadAsync<T>(Func<PlaygroundRun, T> read, CancellationToken cancellation) =>
        InTurnAsync(() => Task.FromResult(read(Run)), cancellation, isChange: false);

    public void Dispose()
    {
        _senders?.Dispose();
        _turn.Dispose();
        _moves.Dispose();
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> act, CancellationToken cancellation, bool isChange = true)
    {
        await _begun.Task.WaitAsync(cancellation);
        await _turn.WaitAsync(cancellation);
        try
        {
            var before = Run.Seq;
            var result = await act();
            if (isChange)
                Settle();
            if (Run.Seq != before || isChange)
                Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Settle()
    {
        var arrivals = new List<Arrival>();
        while (_arrivals.TryDequeue(out var arrival))
            arrivals.Add(arrival);
        Run.Settle(arrivals);
    }

    /// <summary>Asks for a turn to take in what came; one turn serves all who asked until then.</summary>
    private void WantTurn()
    {
        if (Interlocked.Exchange(ref _isTurnWanted, 1) == 0)
            _ = Task.Run(async () =>
            {
                Volatile.Write(ref _isTurnWanted, 0);
                await InTurnAsync(() => Task.FromResult(0), CancellationToken.None);
            });
    }

    private Update Update(long since, bool isWhole)
    {
        var now = Run.Time.GetUtcNow();
        var clock = new ClockView(now, _clock.Speed, Run.Config.TimeZone.Id, NextMorning(Run.Config, now), _movesAsked > 0);
        return new Update(Run.Seq + _seqBefore, isWhole, clock, StatusViews.Of(Run, _hub, _options), Run.Timeline.Since(since),
            [.. Run.Board.Since(since)], Run.GroupsSeq > since ? Run.GroupViews.Of(Run.Groups, now) : null);
    }
}
