using Alerting.Playground.Session;
using Alerting.Playground.Views;

namespace Alerting.Playground.Endpoints;

/// <summary>Moves the clock, lets it run, and begins anew.</summary>
public static class ClockEndpoints
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
        var asked = await Json.ReadAsync(context, PageJson.Default.ClockRequest);
        if (asked is { Move: null, Speed: >= 0 and <= SessionClock.Fastest and var speed })
            await Session(context).SpeedAsync(speed, context.RequestAborted);
        else if (asked.Move is "morning" or "5m" or "1h" or "1d")
            // Whoever closes the page must not leave the clock half moved.
            await Session(context).MoveAsync(Time(asked.Move), CancellationToken.None);
        else
        {
            await Problems.AnswerAsync(context, 400, $"A clock is moved by 5m, 1h, 1d or morning, or runs at a speed of 0 to {SessionClock.Fastest}.");
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

    private static PlaygroundSession Session(HttpContext context) => context.RequestServices.GetRequiredService<PlaygroundSession>();
}
