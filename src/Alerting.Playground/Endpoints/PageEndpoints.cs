using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using Alerting.Playground.Session;

namespace Alerting.Playground.Endpoints;

/// <summary>Serves the page with its scripts and styles, and the e-mails it shows in a frame.</summary>
internal static class PageEndpoints
{
    private const string Folder = "page/";

    /// <summary>E-mails need inline styles, which the page's own policy forbids. No script runs in the frame.</summary>
    private const string MailPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

    private static readonly ConcurrentDictionary<string, (byte[] Bytes, string Tag)?> Files =
        new(StringComparer.Ordinal);

    public static void Map(WebApplication app)
    {
        app.MapGet("/", context => SendAsync(context, "index.html"));
        app.MapGet("/page/{**file}", context => SendAsync(context, (string)context.Request.RouteValues["file"]!));
        app.MapGet("/mail/{id}", MailAsync);
    }

    private static async Task SendAsync(HttpContext context, string name)
    {
        if (Files.GetOrAdd(name, Read) is not { } file)
        {
            await Problems.AnswerAsync(context, 404, "There is nothing at this path.");
            return;
        }
        context.Response.Headers.ETag = file.Tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (context.Request.Headers.IfNoneMatch == file.Tag)
        {
            context.Response.StatusCode = 304;
            return;
        }
        context.Response.ContentType = TypeOf(name);
        await context.Response.Body.WriteAsync(file.Bytes, context.RequestAborted);
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

    private static (byte[], string)? Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + name);
        if (stream is null)
            return null;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return (bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"");
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
