namespace Alerting.Playground.Endpoints;

/// <summary>
/// Lets in only what is meant for this machine: a Host that names it, so that no foreign name can be pointed here (DNS
/// rebinding), and no request that a page of another origin makes. Sets the headers that keep the page to itself.
/// </summary>
public static class RequestGuard
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    public static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!IsHere(context.Request.Host))
            await Problems.AnswerAsync(context, 421, "The Host header does not name this machine: use 127.0.0.1 or localhost.");
        else if (IsForeign(context.Request))
            await Problems.AnswerAsync(context, 403, "A page of another origin may not talk to the playground.");
        else
            await next(context);
    }

    private static bool IsHere(HostString host) => host.Host is "127.0.0.1" or "localhost" or "[::1]" or "::1";

    /// <summary>Programs send neither header; browsers send them with whatever a page asks for.</summary>
    private static bool IsForeign(HttpRequest request)
    {
        if (request.Headers.Origin is [{ } origin] && origin != $"{request.Scheme}://{request.Host}")
            return true;
        return request.Headers["Sec-Fetch-Site"] is ["cross-site"] && !(HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] is ["navigate"]);
    }
}
