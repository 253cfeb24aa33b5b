using Alerting.Playground.Session;
using Alerting.Playground.Views;

namespace Alerting.Playground.Endpoints;

/// <summary>Overrides: somebody takes over a schedule for a while.</summary>
internal static class OnCallEndpoints
{
    private const int MaxMinutes = 31 * 24 * 60;

    public static void Map(WebApplication app)
    {
        app.MapPost("/api/overrides", AddAsync);
        app.MapDelete("/api/overrides/{id}", RemoveAsync);
    }

    private static async Task AddAsync(HttpContext context)
    {
        var request = await Json.ReadAsync(context, PageJson.Default.OverrideRequest);
        var problem = request.Minutes is < 1 or > MaxMinutes ? "An override lasts 1 minute to 31 days."
            : await Session(context).OverrideAsync(request, context.RequestAborted);
        if (problem is null)
            await Json.WriteAsync(context, new ReceivedView(0, "Override added."), PageJson.Default.ReceivedView);
        else
            await Problems.AnswerAsync(context, 400, problem);
    }

    private static async Task RemoveAsync(HttpContext context)
    {
        var id = context.Request.RouteValues["id"]?.ToString() ?? "";
        if (await Session(context).RemoveOverrideAsync(id, context.RequestAborted))
            context.Response.StatusCode = 204;
        else
            await Problems.AnswerAsync(context, 404, "Override not found.");
    }

    private static PlaygroundSession Session(HttpContext context) =>
        context.RequestServices.GetRequiredService<PlaygroundSession>();
}
