using Microsoft.AspNetCore.Http;

namespace Alerting.Pages;

/// <summary>
/// Refuses requests whose Host is not this machine (DNS rebinding) and requests from pages of another origin, and sets
/// the security headers.
/// </summary>
internal static class RequestGuard
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for " +
        "'script'";

    /// <param name="refuse">Answers with a status and one sentence.</param>
    public static async Task CheckAsync(
        HttpContext context, RequestDelegate next, Func<HttpContext, int, string, Task> refuse)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!IsLoopback(context.Request.Host))
            await refuse(context, 421, "The Host header must be 127.0.0.1 or localhost.");
        else if (IsCrossOrigin(context.Request))
            await refuse(context, 403, "Requests from pages of another origin are refused.");
        else
            await next(context);
    }

    private static bool IsLoopback(HostString host) => host.Host is "127.0.0.1" or "localhost" or "[::1]" or "::1";

    /// <summary>Browsers send these headers with requests of a page; other programs send neither.</summary>
    private static bool IsCrossOrigin(HttpRequest request)
    {
        // A page that sends no referrer, as that of an answer link, sends "null".
        var isOwn = request.Headers["Sec-Fetch-Site"] is ["same-origin"] && request.Headers.Origin is ["null"];
        if (request.Headers.Origin is [{ } origin] && origin != $"{request.Scheme}://{request.Host}" && !isOwn)
            return true;
        return request.Headers["Sec-Fetch-Site"] is ["cross-site"]
            && !(HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] is ["navigate"]);
    }
}
