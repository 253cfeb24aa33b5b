using Alerting.Cli.Browser.Views;
using Alerting.Cli.Why;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Alerting.Cli.Browser.Configured;

/// <summary>Every decision about an alert, as <c>alerting why</c> finds them.</summary>
internal static class WhyEndpoint
{
    private const int MostDays = 90;
    private const int MostEntries = 1000;

    public static void Map(WebApplication app, ConsoleBackend backend) =>
        app.MapGet("/api/why", async (HttpContext context) => await ConsoleJson.WriteAsync(
            context, await ReadAsync(backend, context), ConsoleJson.Default.WhyView));

    private static async Task<WhyView> ReadAsync(ConsoleBackend backend, HttpContext context)
    {
        var query = context.Request.Query;
        var name = WhyQuestion.NameOf(query["name"].ToString());
        if (name.Length == 0)
            throw new UserException("Write an alert's name or a part of it, its id, or an incident's code.");
        var now = backend.Time.GetUtcNow();
        var days = int.TryParse(query["days"], out var given) ? Math.Clamp(given, 1, MostDays) : 1;
        var answer = await new WhyReader(backend.Parts.Table, backend.Parts.Logs, backend.Time).ReadAsync(
            new WhyQuestion(name, now.AddDays(-days), now), context.RequestAborted);
        return new WhyView(
            [.. answer.Entries.TakeLast(MostEntries).Select(entry => new WhyStep(
                entry.At, entry.Kind, entry.Code, Plain.Of(entry.Text, 1000),
                entry.Alert is { } alert ? Plain.Of(alert, 300) : null, entry.Incident,
                [.. entry.To.Select(to => Plain.Of(Configuration.RecipientName.Parse(to).Display, 200))],
                entry.By is { } by ? Plain.Of(by, 200) : null, entry.IsFromLog))],
            answer.Read, answer.Problems, [.. answer.Meant.Select(each => Plain.Of(each, 300))]);
    }
}
