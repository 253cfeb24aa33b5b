using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Alerting.Cli.Browser.Past;

/// <summary>The incidents of the last days: a page of them, the noisiest, and how many there were each night.</summary>
internal static class HistoryEndpoints
{
    public static void Map(WebApplication app, ConsoleBackend backend)
    {
        var history = new HistoryReader(backend);
        app.MapGet("/api/history", async (HttpContext context) => await ConsoleJson.WriteAsync(context,
            await history.ReadAsync(HistoryQuery.Of(context.Request.Query), context.RequestAborted),
            ConsoleJson.Default.HistoryView));
    }
}
