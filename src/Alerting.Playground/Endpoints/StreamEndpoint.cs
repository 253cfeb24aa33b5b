using System.Text.Json;
using Alerting.Playground.Session;
using Alerting.Playground.Views;

namespace Alerting.Playground.Endpoints;

/// <summary>Server-sent events for the page. Changes are batched briefly, so a storm becomes a few updates.</summary>
internal static class StreamEndpoint
{
    private static readonly TimeSpan BatchDelay = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/stream", StreamAsync);
        app.MapGet("/api/state", async context =>
        {
            var session = context.RequestServices.GetRequiredService<PlaygroundSession>();
            await Json.WriteAsync(context, await session.UpdateAsync(0, context.RequestAborted),
                PageJson.Default.Update);
        });
    }

    private static async Task StreamAsync(HttpContext context)
    {
        var session = context.RequestServices.GetRequiredService<PlaygroundSession>();
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var seen = long.TryParse(context.Request.Headers["Last-Event-ID"], out var last) ? last : 0;
        try
        {
            while (true)
            {
                var update = await session.UpdateAsync(seen, ends.Token);
                seen = update.Seq;
                await WriteAsync(context, update, ends.Token);
                await Task.Delay(BatchDelay, TimeProvider.System, ends.Token);
                await session.WaitAsync(seen, Heartbeat, ends.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed or the playground is stopping.
        }
    }

    private static async Task WriteAsync(HttpContext context, Update update, CancellationToken cancellation)
    {
        await context.Response.WriteAsync($"id: {update.Seq}\ndata: ", cancellation);
        await JsonSerializer.SerializeAsync(context.Response.Body, update, PageJson.Default.Update, cancellation);
        await context.Response.WriteAsync("\n\n", cancellation);
        await context.Response.Body.FlushAsync(cancellation);
    }
}
