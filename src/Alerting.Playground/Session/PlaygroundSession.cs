using System.Collections.Concurrent;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Playground.Events;
using Alerting.Playground.Metrics;
using Alerting.Playground.Setup;
using Alerting.Playground.Sinks;
using Alerting.Playground.Views;
using Alerting.Silencing;

namespace Alerting.Playground.Session;

/// <summary>
/// What the page and the endpoints talk to: one run of the pipeline, its clock and its configuration, one caller after the
/// other. Nothing here waits for a channel.
/// </summary>
public sealed class PlaygroundSession : IDisposable
{
    /// <summary>Nobody jumps further than a long weekend; hours of reminders would be told to nobody.</summary>
    private static readonly TimeSpan LongestMove = TimeSpan.FromDays(7);

    /// <summary>From here on a night is played; as long it goes on after the morning begins.</summary>
    private static readonly TimeSpan Prelude = TimeSpan.FromMinutes(5);

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
        _hub.Heal();
        Begin(text, config);
        return Task.FromResult(true);
    }, cancellation);

    public Task<int> TakeAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        InTurnAsync(() => Run.TakeAsync(body, cancellation), cancellation);

    public Task<int> TakeAsync(IReadOnlyList<Alerts.Signal> signals, ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        InTurnAsync(() => Run.TakeAsync(signals, body, null, cancellation), cancellation);

    /// <summary>An event as if it happened now by the playground's clock.</summary>
    public Task<int> TakeAsNowAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
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

    public Task ScheduleAsync(Func<DateTimeOffset, AlertingConfig, IEnumerable<(DateTimeOffset At, ReadOnlyMemory<byte> Body)>> events, double speed, CancellationToken cancellation) =>
        InTurnAsync(() =>
        {
            var all = events(Run.Time.GetUtcNow(), Run.Config).ToArray();
            foreach (var (at, body) in all)
                Run.Schedule(at, body);
            _clock.Set(all[0].At - Prelude);
            _clock.Run(speed);
            // The morning is to be looked at in peace.
            _slowAt = NextMorning(Run.Config, all[^1].At) + Prelude;
            return Task.FromResult(true);
        }, cancellation);

    /// <summary>Goes on with another text, if it is right; says what is wrong with it otherwise.</summary>
    public Task<ConfigResult> ApplyAsync(string text, CancellationToken cancellation) => InTurnAsync(() =>
    {
        var result = _config.Load(text);
        if (result.Config is { } config)
        {
            _text = text;
            Run.Configure(config, _senders!.For(config));
            Run.Say("config", "Another configuration is in force", null);
        }
        return Task.FromResult(result);
    }, cancellation);

    public Task<string> SilenceAsync(IReadOnlyList<string> matchers, TimeSpan time, string comment, CancellationToken cancellation) =>
        InTurnAsync(async () =>
        {
            var now = Run.Time.GetUtcNow();
            var silence = new Silence($"s{++_silences}", matchers, now, now + time, "you", comment);
            await Run.SilenceAsync(silence, $"Silence for {string.Join(", ", matchers)}, {DurationText.Of(time)}", cancellation);
            return silence.Id;
        }, cancellation);

    public Task<bool> ExpireSilenceAsync(string id, CancellationToken cancellation) => InTurnAsync(async () =>
    {
        if (Run.Silences.FirstOrDefault(silence => silence.Id == id) is not { } silence)
            return false;
        await Run.SilenceAsync(silence with { EndsAt = Run.Time.GetUtcNow() }, $"The silence for {string.Join(", ", silence.Matchers)} is over", cancellation);
        return true;
    }, cancellation);

    public Task<int> RedriveAsync(CancellationToken cancellation) => InTurnAsync(() => Task.FromResult(Run.Desk.Redrive()), cancellation);

    public Task SayAsync(string kind, string title, string? note, CancellationToken cancellation) => InTurnAsync(() =>
    {
        Run.Say(kind, title, note);
        return Task.FromResult(true);
    }, cancellation);

    /// <summary>A service was told to misbehave, or to be well again.</summary>
    public Task FaultAsync(string channel, SinkFault fault, CancellationToken cancellation)
    {
        _hub.Set(channel, fault);
        return InTurnAsync(() => Task.FromResult(Run.Next()), cancellation);
    }

    public Task SpeedAsync(double speed, CancellationToken cancellation) => InTurnAsync(() =>
    {
        _slowAt = null;
        _clock.Run(speed);
        return Task.FromResult(Run.Next());
    }, cancellation);

    /// <summary>When business begins next: the first interval of the configuration says so, else eight o'clock UTC.</summary>
    public static DateTimeOffset? NextMorning(AlertingConfig config, DateTimeOffset now)
    {
        var hours = config.TimeIntervals.GetValueOrDefault("business-hours") ?? config.TimeIntervals.Values.FirstOrDefault();
        return hours?.NextOpening(now) ?? Tomorrow(now);
    }

    /// <summary>Moves the clock on by a time, or to the next business morning when that is null.</summary>
    public async Task MoveAsync(TimeSpan? by, CancellationToken cancellation)
    {
        await _begun.Task.WaitAsync(cancellation);
        Interlocked.Increment(ref _movesAsked);
        await _moves.WaitAsync(cancellation);
        try
        {
            var now = Run.Time.GetUtcNow();
            var target = by is { } time ? now + time : NextMorning(Run.Config, now) ?? Tomorrow(now);
            await GoToAsync(target - now > LongestMove ? now + LongestMove : target, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _movesAsked);
            _moves.Release();
        }
    }

    /// <summary>Lets the time that passed on the clock pass in the pipeline. Called many times a second.</summary>
    public async Task TickAsync(CancellationToken cancellation)
    {
        await _begun.Task.WaitAsync(cancellation);
        if (!await _moves.WaitAsync(0, cancellation))
            return;
        try
        {
            var run = Run;
            var until = _slowAt is { } slow && _clock.Now > slow ? slow : _clock.Now;
            while (await InTurnAsync(() => run.StepAsync(until, cancellation), cancellation, isChange: false))
                cancellation.ThrowIfCancellationRequested();
            run.Time.MoveTo(until);
            if (until == _slowAt)
                await SlowDownAsync(until, cancellation);
        }
        finally
        {
            _moves.Release();
        }
    }

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

    private static DateTimeOffset Tomorrow(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1).AddHours(8), TimeSpan.Zero);

    /// <summary>Time does not run ahead of a message that is on its way.</summary>
    private async Task GoToAsync(DateTimeOffset target, CancellationToken cancellation)
    {
        var run = Run;
        // A reset ends the move as well.
        while (ReferenceEquals(run, Run))
        {
            await Task.WhenAny(await InTurnAsync(() => Task.FromResult(run.Desk.SendingAsync()), cancellation));
            if (await InTurnAsync(() => Task.FromResult(run.Desk.IsSending), cancellation))
                continue;
            if (!await InTurnAsync(() => run.StepAsync(target, cancellation), cancellation))
                break;
        }
        await InTurnAsync(() =>
        {
            if (!ReferenceEquals(run, Run))
                return Task.FromResult(Run.Next());
            run.Time.MoveTo(target);
            _clock.Set(run.Time.GetUtcNow());
            if (_slowAt <= target)
            {
                _slowAt = null;
                _clock.Run(1);
            }
            return Task.FromResult(Run.Next());
        }, cancellation);
    }

    private Task<long> SlowDownAsync(DateTimeOffset now, CancellationToken cancellation) => InTurnAsync(() =>
    {
        _slowAt = null;
        _clock.Run(1);
        _clock.Set(now);
        return Task.FromResult(Run.Next());
    }, cancellation);

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
        return new Update(Run.Seq + _seqBefore, isWhole, clock, StatusViews.Of(Run, _hub, _options), Run.Trail.Since(since),
            [.. Run.Board.Since(since)], Run.GroupsSeq > since ? Run.GroupViews.Of(Run.Groups, now) : null);
    }
}
