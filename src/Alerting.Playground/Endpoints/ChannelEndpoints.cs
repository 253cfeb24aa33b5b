using Alerting.Fakes;
using Alerting.Playground.Session;
using Alerting.Playground.Sinks;
using Alerting.Playground.Views;
using Alerting.Silencing;

namespace Alerting.Playground.Endpoints;

/// <summary>Payloads, simulated faults, redrive and silences.</summary>
internal static class ChannelEndpoints
{
    private const int MaxSilenceMinutes = 7 * 24 * 60;

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/messages/{id}/payload", PayloadAsync);
        app.MapPut("/api/channels/{channel}/fault", FaultAsync);
        app.MapPost("/api/redrive", async context =>
        {
            var sent = await Session(context).RedriveAsync(context.RequestAborted);
            await Json.WriteAsync(context, new ReceivedView(sent, sent == 1
                ? "1 dead letter sent again."
                : $"{sent} dead letters sent again."), PageJson.Default.ReceivedView);
        });
        app.MapPost("/api/silences", SilenceAsync);
        app.MapDelete("/api/silences/{id}", async context =>
            context.Response.StatusCode =
                await Session(context).ExpireSilenceAsync(Value(context, "id"), context.RequestAborted) ? 204 : 404);
    }

    private static async Task PayloadAsync(HttpContext context)
    {
        if (await Session(context)
            .ReadAsync(run => run.Board.Find(Value(context, "id")), context.RequestAborted) is not { } posted)
        {
            await Problems.AnswerAsync(context, 404,
                "Message not found. Only the last 100 messages of each channel are kept.");
            return;
        }
        // Always plain text, so that a browser never runs a payload.
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.Body.WriteAsync(posted.Payload, context.RequestAborted);
    }

    private static async Task FaultAsync(HttpContext context)
    {
        var request = await Json.ReadAsync(context, PageJson.Default.FaultRequest);
        if (ServiceFaultNames.Parse(request.Fault) is not { } fault
            || !SinkHub.Channels.Contains(Value(context, "channel")))
        {
            await Problems.AnswerAsync(context, 400,
                "Unknown channel or fault. Write one of ok, 429, 500, slow or refuse.");
            return;
        }
        if (Session(context).IsLive)
        {
            await Problems.AnswerAsync(context, 409,
                "With --live the real services answer. Faults can be simulated only without --live.");
            return;
        }
        await Session(context).FaultAsync(Value(context, "channel"), fault, context.RequestAborted);
        context.Response.StatusCode = 204;
    }

    private static async Task SilenceAsync(HttpContext context)
    {
        var request = await Json.ReadAsync(context, PageJson.Default.SilenceRequest);
        var problem = Silence.Check(request.Matchers ?? [])
            ?? (request.Minutes is < 1 or > MaxSilenceMinutes ? "A silence lasts 1 minute to 7 days." : null);
        if (problem is not null)
        {
            await Problems.AnswerAsync(context, 400, problem);
            return;
        }
        var id = await Session(context).SilenceAsync(request.Matchers!, TimeSpan.FromMinutes(request.Minutes),
            request.Comment ?? "", context.RequestAborted);
        await Json.WriteAsync(context, new ReceivedView(1, $"Silence {id} is active."), PageJson.Default.ReceivedView);
    }

    private static string Value(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static PlaygroundSession Session(HttpContext context) =>
        context.RequestServices.GetRequiredService<PlaygroundSession>();
}
