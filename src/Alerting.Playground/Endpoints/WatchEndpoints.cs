using Alerting.Playground.Session;
using Alerting.Playground.Views;

namespace Alerting.Playground.Endpoints;

/// <summary>Chooses the results of checks: the playground requests nothing outside this machine.</summary>
internal static class WatchEndpoints
{
    public static void Map(WebApplication app) => app.MapPut("/api/checks/{name}", SetAsync);

    private static async Task SetAsync(HttpContext context)
    {
        var name = context.Request.RouteValues["name"]?.ToString() ?? "";
        var request = await Json.ReadAsync(context, PageJson.Default.CheckRequest);
        var session = context.RequestServices.GetRequiredService<PlaygroundSession>();
        if (!await session.SetCheckAsync(name, request.IsDown, context.RequestAborted))
        {
            await Problems.AnswerAsync(context, 404, "Unknown check. Name one of the configuration.");
            return;
        }
        var message = request.IsDown ? $"{name} fails from the next minute." : $"{name} passes from the next minute.";
        await Json.WriteAsync(context, new ReceivedView(0, message), PageJson.Default.ReceivedView);
    }
}
