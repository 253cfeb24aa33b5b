using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Alerting.Cli.Browser.Live;

/// <summary>What is open now, one incident, and answers.</summary>
internal static class LiveEndpoints
{
    public static void Map(WebApplication app, ConsoleBackend backend)
    {
        var now = new NowReader(backend);
        var incidents = new IncidentViews(backend);
        var answers = new Answering(backend);
        app.MapGet("/api/now", async (HttpContext context) => await ConsoleJson.WriteAsync(
            context, await now.ReadAsync(context.RequestAborted), ConsoleJson.Default.NowView));
        app.MapGet("/api/incidents/{id}", async (HttpContext context) => await ConsoleJson.WriteAsync(context,
            await incidents.ReadAsync((string)context.Request.RouteValues["id"]!, context.RequestAborted),
            ConsoleJson.Default.IncidentView));
        app.MapPost("/api/answers", async (HttpContext context) =>
        {
            var request = await ConsoleJson.ReadAsync(context, ConsoleJson.Default.AnswerRequest);
            var done = await answers.SendAsync(request, context.RequestAborted);
            now.Forget();
            await ConsoleJson.WriteAsync(context, done, ConsoleJson.Default.DoneView);
        });
    }
}
