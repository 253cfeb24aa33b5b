namespace Alerting.Playground.Session;

internal sealed class SessionTicker(PlaygroundSession session, TimeProvider time, ILogger<SessionTicker> log)
    : BackgroundService
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
            // One bad event must not stop the clock.
            catch (Exception failure)
            {
                log.LogError(failure, "Advancing the session's clock failed: {Message}", failure.Message);
            }
        }
    }
}
