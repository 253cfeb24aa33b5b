using Alerting.Incidents;
using Alerting.Playground.Session;
using Alerting.Sources.Webhooks;

namespace Alerting.Playground.Endpoints;

/// <summary>The page behind the links in messages, as the deployed function serves it.</summary>
internal static class AnswerEndpoints
{
    public static void Map(WebApplication app) =>
        app.MapMethods(AnswerLinks.Path + "{token}", ["GET", "HEAD", "POST"], AnswerAsync);

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
