using Alerting.Incidents;
using Alerting.Playground.Session;
using Alerting.Playground.Views;
using Alerting.Sources.Webhooks;

namespace Alerting.Playground.Endpoints;

/// <summary>Answers: the page behind the links in messages, as the deployed function serves it, and a button.</summary>
internal static class AnswerEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapMethods(AnswerLinks.Path + "{token}", ["GET", "HEAD", "POST"], AnswerAsync);
        app.MapPost("/api/acknowledge", AcknowledgeAsync);
    }

    /// <summary>The button beside an alert on the page.</summary>
    private static async Task AcknowledgeAsync(HttpContext context)
    {
        var request = await Json.ReadAsync(context, PageJson.Default.AcknowledgeRequest);
        var session = context.RequestServices.GetRequiredService<PlaygroundSession>();
        if (await session.AcknowledgeAsync(request.Name ?? "", context.RequestAborted))
            await Json.WriteAsync(context, new ReceivedView(0, "Acknowledged."), PageJson.Default.ReceivedView);
        else
            await Problems.AnswerAsync(context, 404, "No alert of this name fires.");
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var session = context.RequestServices.GetRequiredService<PlaygroundSession>();
        var answer = await session.AnswerAsync(new WebhookRequest
        {
            Method = context.Request.Method,
            Path = context.Request.Path,
            Query = context.Request.QueryString.Value?.TrimStart('?') ?? "",
            Headers = context.Request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = await Json.BodyAsync(context),
        }, context.RequestAborted);
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }
}
