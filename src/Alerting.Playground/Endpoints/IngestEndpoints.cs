using System.Security.Cryptography;
using System.Text;
using Alerting.Playground.Session;
using Alerting.Playground.Views;
using Alerting.Sources.Webhooks;

namespace Alerting.Playground.Endpoints;

/// <summary>
/// Webhooks of Alertmanager and Grafana, read by the same intake as the deployed function, and <c>/events</c> for any
/// Lambda event, log batch, JSON or text.
/// </summary>
internal static class IngestEndpoints
{
    // The intake requires a token. Only this machine can connect, so the playground supplies one itself.
    private static readonly string Token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private static readonly WebhookIntake Gate = new(new WebhookAuthentication(Token, null));

    public static void Map(WebApplication app)
    {
        app.Map(WebhookIntake.AlertmanagerPath, WebhookAsync);
        app.Map(WebhookIntake.GrafanaPath, WebhookAsync);
        app.Map(WebhookIntake.HeartbeatPath + "{name}", WebhookAsync);
        app.MapPost(WebhookIntake.EventsPath, EventAsync);
    }

    private static async Task WebhookAsync(HttpContext context)
    {
        var body = await Json.BodyAsync(context);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase);
        headers["Authorization"] = $"Bearer {Token}";
        var request = new WebhookRequest
        {
            Method = context.Request.Method, Path = context.Request.Path, Headers = headers, Body = body,
            Id = context.TraceIdentifier,
        };
        var decision = Gate.Take(request, TimeProvider.System.GetUtcNow());
        if (decision.IsTaken)
        {
            var session = Session(context);
            await session.TakeAsync(decision.Signals, body, context.RequestAborted);
            if (await session.ReadAsync(run => run.UnknownHeartbeat(decision.Signals), context.RequestAborted)
                is { } unknown)
            {
                await AnswerAsync(context, 404, 0, unknown);
                return;
            }
        }
        await AnswerAsync(context, decision.StatusCode, decision.Signals.Count, decision.Sentence);
    }

    private static async Task EventAsync(HttpContext context)
    {
        var body = await Json.BodyAsync(context);
        if (Json.IsBlank(body))
        {
            await Problems.AnswerAsync(context, 400, "The body is empty.");
            return;
        }
        if (WebhookIntake.InvalidJson(Encoding.UTF8.GetString(body.Span)) is { } invalid)
        {
            await Problems.AnswerAsync(context, 400, invalid);
            return;
        }
        var taken = await Session(context).TakeAsync(body, context.RequestAborted);
        await AnswerAsync(context, 202, taken.Alerts, taken.Sentence);
    }

    private static Task AnswerAsync(HttpContext context, int status, int taken, string sentence)
    {
        context.Response.StatusCode = status;
        return Json.WriteAsync(context, new ReceivedView(taken, sentence), PageJson.Default.ReceivedView);
    }

    private static PlaygroundSession Session(HttpContext context) =>
        context.RequestServices.GetRequiredService<PlaygroundSession>();
}
