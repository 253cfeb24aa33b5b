using Alerting.Fakes;
using Alerting.Playground.Session;
using Alerting.Playground.Sinks;

namespace Alerting.Playground.Endpoints;

/// <summary>The simulated services, each at <c>/sinks/</c> and its channel.</summary>
internal static class SinkEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/sinks/sns/{**rest}", SnsAsync);
        app.Map("/sinks/{channel}/{**rest}", WebAsync);
    }

    public static async Task WriteAsync(HttpContext context, HttpReply reply)
    {
        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
            context.Response.Headers[name] = value;
        if (reply.Body.Length == 0)
            return;
        context.Response.ContentType = reply.ContentType;
        await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted);
    }

    private static async Task SnsAsync(HttpContext context)
    {
        var session = context.RequestServices.GetRequiredService<PlaygroundSession>();
        var request = await ReadAsync(context);
        await WriteAsync(context,
            await Hub(context).AnswerSnsAsync(request, session.FindByText, context.RequestAborted));
    }

    private static async Task WebAsync(HttpContext context)
    {
        var channel = (string)context.Request.RouteValues["channel"]!;
        if (await Hub(context).AnswerAsync(channel, await ReadAsync(context), context.RequestAborted) is { } reply)
            await WriteAsync(context, reply);
        else
            await Problems.AnswerAsync(context, 404, "The playground does not simulate this service.");
    }

    private static async Task<RecordedRequest> ReadAsync(HttpContext context) => new(
        context.Request.Method, $"{context.Request.Path}{context.Request.QueryString}",
        context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        (await Json.BodyAsync(context)).ToArray());

    private static SinkHub Hub(HttpContext context) => context.RequestServices.GetRequiredService<SinkHub>();
}
