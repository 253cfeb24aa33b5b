using Alerting.Pages;
using Alerting.Playground.Session;

namespace Alerting.Playground.Endpoints;

/// <summary>Serves the page with its scripts and styles, and the e-mails it shows in a frame.</summary>
internal static class PageEndpoints
{
    /// <summary>E-mails need inline styles, which the page's own policy forbids. No script runs in the frame.</summary>
    private const string MailPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

    private static readonly PageFiles Files = new(typeof(PageEndpoints).Assembly);

    public static void Map(WebApplication app)
    {
        app.MapGet("/", context => SendAsync(context, "index.html"));
        app.MapGet("/page/{**file}", context => SendAsync(context, (string)context.Request.RouteValues["file"]!));
        app.MapGet("/mail/{id}", MailAsync);
    }

    private static async Task SendAsync(HttpContext context, string name)
    {
        if (!await Files.TrySendAsync(context, name))
            await Problems.AnswerAsync(context, 404, "There is nothing at this path.");
    }

    private static async Task MailAsync(HttpContext context)
    {
        var session = context.RequestServices.GetRequiredService<PlaygroundSession>();
        var id = (string)context.Request.RouteValues["id"]!;
        if (await session.ReadAsync(run => run.Board.Find(id)?.Html, context.RequestAborted) is not { } html)
        {
            await Problems.AnswerAsync(context, 404, "E-mail not found.");
            return;
        }
        context.Response.Headers.ContentSecurityPolicy = MailPolicy;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/html; charset=utf-8";
        // Links open in a new tab, not in the small frame.
        await context.Response.WriteAsync(
            html.Replace("<head>", "<head><base target=\"_blank\">", StringComparison.Ordinal), context.RequestAborted);
    }
}
