using Alerting.Playground.Session;
using Alerting.Playground.Sinks;
using Alerting.Playground.Views;
using Alerting.Silencing;

namespace Alerting.Playground.Endpoints;

/// <summary>Payloads to the letter, services that misbehave, dead letters, and silences.</summary>
public static class ChannelEndpoints
{
    private const int LongestSilence = 7 * 24 * 60;

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/messages/{id}/payload", PayloadAsync);
        app.MapPut("/api/channels/{channel}/fault", FaultAsync);
        app.MapPost("/api/redrive", async context =>
        {
            var sent = await Session(context).RedriveAsync(context.RequestAborted);
            await Json.WriteAsync(context, new ReceivedView(sent, $"{sent} sent once more."), PageJson.Default.ReceivedView);
        });
        app.MapPost("/api/silences", SilenceAsync);
        app.MapDelete("/api/silences/{id}", async context =>
            context.Response.StatusCode = await Session(context).ExpireSilenceAsync(Value(context, "id"), context.RequestAborted) ? 204 : 404);
    }

    private static async Task PayloadAsync(HttpContext context)
    {
        if (await Session(context).ReadAsync(run => run.Board.Find(Value(context, "id")), context.RequestAborted) is not { } posted)
        {
            await Problems.AnswerAsync(context, 404, "There is no such message any more.");
            return;
        }
        // Plain text, whatever it is: it is read, never run.
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.Body.WriteAsync(posted.Payload, context.RequestAborted);
    }

    private static async Task FaultAsync(HttpContext context)
    {
        var asked = await Json.ReadAsync(context, PageJson.Default.FaultRequest);
        if (SinkFaultNames.Parse(asked.Fault) is not { } fault || !SinkHub.Channels.Contains(Value(context, "channel")))
        {
            await Problems.AnswerAsync(context, 400, "A channel can be ok, 429, 500, slow or refuse.");
            return;
        }
        if (Session(context).IsLive)
        {
            await Problems.AnswerAsync(context, 409, "With --live the channels themselves answer; how they behave cannot be set here.");
            return;
        }
        await Session(context).FaultAsync(Value(context, "channel"), fault, context.RequestAborted);
        context.Response.StatusCode = 204;
    }

    private static async Task SilenceAsync(HttpContext context)
    {
        var asked = await Json.ReadAsync(context, PageJson.Default.SilenceRequest);
        var problem = Silence.Check(asked.Matchers ?? []) ?? (asked.Minutes is < 1 or > LongestSilence ? "A silence lasts a minute to a week." : null);
        if (problem is not null)
        {
            await Problems.AnswerAsync(context, 400, problem);
            return;
        }
        var id = await Session(context).SilenceAsync(asked.Matchers!, TimeSpan.FromMinutes(asked.Minutes), asked.Comment ?? "", context.RequestAborted);
        await Json.WriteAsync(context, new ReceivedView(1, $"Silence {id} holds."), PageJson.Default.ReceivedView);
    }

    private static string Value(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static PlaygroundSession Session(HttpContext context) => context.RequestServices.GetRequiredService<PlaygroundSession>();
}
