namespace Alerting.Playground.Session;

/// <summary>Drives the session's clock.</summary>
public sealed class SessionTicker(PlaygroundSession session, TimeProvider time, ILogger<SessionTicker> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await session.TickAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            // The clock must not stand still for the rest of the day because of one event.
            catch (Exception failure)
            {
                log.LogError(failure, "A step of the playground's time failed: {Message}", failure.Message);
            }
        }
    }
}
