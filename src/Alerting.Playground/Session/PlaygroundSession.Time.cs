using Alerting.Configuration;
using Alerting.Playground.Sinks;

namespace Alerting.Playground.Session;

/// <summary>The session's time: it passes with the clock, is moved, and is played.</summary>
public sealed partial class PlaygroundSession
{
    /// <summary>Nobody jumps further than a long weekend; hours of reminders would be told to nobody.</summary>
    private static readonly TimeSpan LongestMove = TimeSpan.FromDays(7);

    /// <summary>From here on a night is played; as long it goes on after the morning begins.</summary>
    private static readonly TimeSpan Prelude = TimeSpan.FromMinutes(5);

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

    private static DateTimeOffset Tomorrow(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1).AddHours(8), TimeSpan.Zero);

    /// <summary>
    /// Time does not run ahead of a message that is on its way; only for a service that was told to be too slow it does not wait,
    /// since each try would take all the patience of its sender.
    /// </summary>
    private async Task GoToAsync(DateTimeOffset target, CancellationToken cancellation)
    {
        var run = Run;
        // A reset ends the move as well.
        while (ReferenceEquals(run, Run))
        {
            await Task.WhenAny(await InTurnAsync(() => Task.FromResult(Hurried(run)), cancellation));
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

    private Task Hurried(PlaygroundRun run)
    {
        // What really goes out does so to services that are told nothing.
        if (!_options.IsLive)
            run.Desk.BreakOff(channel => _hub.FaultOf(channel) == SinkFault.Slow);
        return run.Desk.SendingAsync();
    }

    private Task<long> SlowDownAsync(DateTimeOffset now, CancellationToken cancellation) => InTurnAsync(() =>
    {
        _slowAt = null;
        _clock.Run(1);
        _clock.Set(now);
        return Task.FromResult(Run.Next());
    }, cancellation);
}
