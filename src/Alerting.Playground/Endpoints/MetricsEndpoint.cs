using Alerting.Playground.Metrics;
using Alerting.Playground.Session;

namespace Alerting.Playground.Endpoints;

internal static class MetricsEndpoint
{
    public static void Map(WebApplication app) => app.MapGet("/metrics", async context =>
    {
        var session = context.RequestServices.GetRequiredService<PlaygroundSession>();
        var now = await session.ReadAsync(Gauges, context.RequestAborted);
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await context.Response.WriteAsync(PrometheusText.Of(session.Metrics, now), context.RequestAborted);
    });

    private static MetricGauges Gauges(PlaygroundRun run)
    {
        var oldest = run.Deliveries.Waiting.Select(queued => (DateTimeOffset?)queued.Delivery.Notification.At).Min();
        return new MetricGauges(
            GroupViews.Held(run.Groups), run.Groups.Count(group => group.OpenCount > 0), run.Deliveries.Waiting.Count,
            oldest is { } since && run.Time.GetUtcNow() > since ? (run.Time.GetUtcNow() - since).TotalSeconds : 0,
            run.Deliveries.Dead.Count);
    }
}
