using System.Net;
using System.Text;
using Alerting.Playground.Session;
using Alerting.Playground.Sinks;

namespace Alerting.Playground.Endpoints;

/// <summary>The simulated services, each at <c>/sinks/</c> and its channel.</summary>
public static class SinkEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/sinks/sns/{**rest}", SnsAsync);
        app.Map("/sinks/{channel}/{**rest}", WebAsync);
    }

    public static async Task WriteAsync(HttpContext context, SinkReply reply)
    {
        context.Response.StatusCode = reply.Status;
        if (reply.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(null, null);
        if (reply.Body.Length == 0)
            return;
        context.Response.ContentType = reply.ContentType;
        await context.Response.WriteAsync(reply.Body, context.RequestAborted);
    }

    public static IReadOnlyDictionary<string, string> Form(ReadOnlyMemory<byte> body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Encoding.UTF8.GetString(body.Span).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            fields[WebUtility.UrlDecode(parts[0])] = WebUtility.UrlDecode(parts.Length > 1 ? parts[1] : "");
        }
        return fields;
    }

    private static async Task SnsAsync(HttpContext context)
    {
        var session = context.RequestServices.GetRequiredService<PlaygroundSession>();
        var sns = new SnsSink(context.RequestServices.GetRequiredService<SinkHub>(), session.FindByText);
        await WriteAsync(context, await sns.AnswerAsync(Form(await Json.BodyAsync(context)), context.RequestAborted));
    }

    private static async Task WebAsync(HttpContext context)
    {
        var request = new SinkRequest(
            context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "",
            context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase), await Json.BodyAsync(context));
        var hub = context.RequestServices.GetRequiredService<SinkHub>();
        if (await hub.AnswerAsync((string)context.Request.RouteValues["channel"]!, request, context.RequestAborted) is { } reply)
            await WriteAsync(context, reply);
        else
            await Problems.AnswerAsync(context, 404, "The playground does not simulate this service.");
    }
}
