using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Alerting.Cli.Browser;

/// <summary>
/// Keeps other users and programs of this machine out: the address has a token, which becomes a cookie, and whatever
/// changes something needs another token, which only the page can read. Both are new with each start.
/// </summary>
internal sealed class ConsoleSession
{
    public const string Header = "X-Console-Token";

    private const string Parameter = "token";

    private readonly string _address = Random();

    /// <summary>For requests that change something.</summary>
    public string Token { get; } = Random();

    public string Query => $"/?{Parameter}={_address}";

    public async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        // Cookies do not know ports, and two consoles may run.
        var cookie = $"alerting_console_{context.Connection.LocalPort}";
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) && request.Query[Parameter] is [{ } given] && Is(given, _address))
        {
            context.Response.Cookies.Append(
                cookie, _address, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/" });
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = request.Path.Value;
            return;
        }
        if (!Is(request.Cookies[cookie], _address))
        {
            await ConsoleJson.RefuseAsync(context, 401,
                "Open the address that 'alerting console' printed: its token opens the console.");
        }
        else if (!HttpMethods.IsGet(request.Method) && !Is(request.Headers[Header], Token))
        {
            await ConsoleJson.RefuseAsync(context, 403,
                "The console was started again, or the request does not come from its page. Reload the page.");
        }
        else
        {
            await next(context);
        }
    }

    private static bool Is(string? given, string expected) => given is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static string Random() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
