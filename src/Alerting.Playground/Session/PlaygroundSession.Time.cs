using Alerting.Configuration;
using Alerting.Fakes;

namespace Alerting.Playground.Session;

/// <summary>Time in the session: it runs, can be moved forward, and plays scheduled events.</summary>
internal sealed partial class PlaygroundSession
{
    /// <summary>Longer moves would only produce reminders.</summary>
    private static readonly TimeSpan MaxMove = TimeSpan.FromDays(7);

    /// <summary>How long playback starts before the first event and continues after morning.</summary>
    private static readonly TimeSpan NightMargin = TimeSpan.FromMinutes(5);

    public Task ScheduleAsync(
        Func<DateTimeOffset, AlertingConfig, IEnumerable<(DateTimeOffset At, ReadOnlyMemory<byte> Body)>> events,
        double speed, CancellationToken cancellation) =>
        RunExclusiveAsync(() =>
        {
            var all = events(Run.Time.GetUtcNow(), Run.Config).ToArray();
            foreach (var (at, body) in all)
                Run.Schedule(at, body);
            _clock.Set(all[0].At - NightMargin);
            _clock.Run(speed);
            // Normal speed in the morning, so that people can look at the result.
            _normalSpeedAt = NextMorning(Run.Config, all[^1].At) + NightMargin;
            return Task.FromResult(true);
        }, cancellation);

    public Task SpeedAsync(double speed, CancellationToken cancellation) => RunExclusiveAsync(() =>
    {
        _normalSpeedAt = null;
        _clock.Run(speed);
        return Task.FromResult(Run.Next());
    }, cancellation);

    /// <summary>The next start of business-hours, or of the first interval; without one, 08:00 UTC.</summary>
    public static DateTimeOffset? NextMorning(AlertingConfig config, DateTimeOffset now)
    {
        var hours = config.TimeIntervals.GetValueOrDefault("business-hours")
            ?? config.TimeIntervals.Values.FirstOrDefault();
        return hours?.NextOpening(now) ?? Tomorrow(now);
    }

    /// <param name="by">Null to move to the next business morning.</param>
    public async Task MoveAsync(TimeSpan? by, CancellationToken cancellation)
    {
        await _turns.BegunAsync(cancellation);
        Interlocked.Increment(ref _pendingMoves);
        await _moves.WaitAsync(cancellation);
        try
        {
            var now = Run.Time.GetUtcNow();
            var target = by is { } time ? now + time : NextMorning(Run.Config, now) ?? Tomorrow(now);
            await AdvanceToAsync(target - now > MaxMove ? now + MaxMove : target, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _pendingMoves);
            _moves.Release();
        }
    }

    /// <summary>Advances the pipeline to the clock. Called many times a second.</summary>
    public async Task TickAsync(CancellationToken cancellation)
    {
        await _turns.BegunAsync(cancellation);
        if (!await _moves.WaitAsync(0, cancellation))
            return;
        try
        {
            var run = Run;
            var until = _normalSpeedAt is { } slow && _clock.Now > slow ? slow : _clock.Now;
            while (await RunExclusiveAsync(() => run.StepAsync(until, cancellation), cancellation, isChange: false))
                cancellation.ThrowIfCancellationRequested();
            run.Time.MoveTo(until);
            if (until == _normalSpeedAt)
                await ReturnToNormalSpeedAsync(until, cancellation);
        }
        finally
        {
            _moves.Release();
        }
    }

    private static DateTimeOffset Tomorrow(DateTimeOffset now) =>
        new(now.UtcDateTime.Date.AddDays(1).AddHours(8), TimeSpan.Zero);

    /// <summary>
    /// Time does not run ahead of messages in flight. Sends to a service with the fault "slow" are cancelled instead,
    /// since each would take the full timeout.
    /// </summary>
    private async Task AdvanceToAsync(DateTimeOffset target, CancellationToken cancellation)
    {
        var run = Run;
        // A reset ends the move.
        while (ReferenceEquals(run, Run))
        {
            await Task.WhenAny(await RunExclusiveAsync(() => Task.FromResult(CancelSlowSendsAsync(run)), cancellation));
            if (await RunExclusiveAsync(() => Task.FromResult(run.Deliveries.IsSending), cancellation))
                continue;
            if (!await RunExclusiveAsync(() => run.StepAsync(target, cancellation), cancellation))
                break;
        }
        await RunExclusiveAsync(() =>
        {
            if (!ReferenceEquals(run, Run))
                return Task.FromResult(Run.Next());
            run.Time.MoveTo(target);
            _clock.Set(run.Time.GetUtcNow());
            if (_normalSpeedAt <= target)
            {
                _normalSpeedAt = null;
                _clock.Run(1);
            }
            return Task.FromResult(Run.Next());
        }, cancellation);
    }

    private Task CancelSlowSendsAsync(PlaygroundRun run)
    {
        // Live services have no simulated faults.
        if (!_options.IsLive)
            run.Deliveries.CancelSends(channel => _hub.Faults.Of(channel) == ServiceFault.Slow);
        return run.Deliveries.SendingAsync();
    }

    private Task<long> ReturnToNormalSpeedAsync(DateTimeOffset now, CancellationToken cancellation) =>
        RunExclusiveAsync(() =>
    {
        _normalSpeedAt = null;
        _clock.Run(1);
        _clock.Set(now);
        return Task.FromResult(Run.Next());
    }, cancellation);
}
