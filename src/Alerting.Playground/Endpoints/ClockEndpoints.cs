using Alerting.Playground.Session;
using Alerting.Playground.Views;

namespace Alerting.Playground.Endpoints;

internal static class ClockEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/api/clock", ClockAsync);
        app.MapPost("/api/reset", async context =>
        {
            await Session(context).ResetAsync(context.RequestAborted);
            context.Response.StatusCode = 204;
        });
    }

    private static async Task ClockAsync(HttpContext context)
    {
        var request = await Json.ReadAsync(context, PageJson.Default.ClockRequest);
        if (request is { Move: null, Speed: >= 0 and <= SessionClock.MaxSpeed and var speed })
        {
            await Session(context).SpeedAsync(speed, context.RequestAborted);
        }
        else if (request.Move is "morning" or "5m" or "1h" or "1d")
        {
            // Not cancelled with the request: closing the page must not leave the clock half moved.
            await Session(context).MoveAsync(Time(request.Move), CancellationToken.None);
        }
        else
        {
            await Problems.AnswerAsync(context, 400,
                $"Unknown clock change. Move by 5m, 1h, 1d or morning, or set a speed from 0 to " +
                $"{SessionClock.MaxSpeed}.");
            return;
        }
        context.Response.StatusCode = 204;
    }

    private static TimeSpan? Time(string move) => move switch
    {
        "5m" => TimeSpan.FromMinutes(5),
        "1h" => TimeSpan.FromHours(1),
        "1d" => TimeSpan.FromDays(1),
        _ => null,
    };

    private static PlaygroundSession Session(HttpContext context) =>
        context.RequestServices.GetRequiredService<PlaygroundSession>();
}
