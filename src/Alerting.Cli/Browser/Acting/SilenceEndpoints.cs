using Alerting.Alerts;
using Alerting.Aws.State;
using Alerting.Cli.Browser.Views;
using Alerting.Cli.Silences;
using Alerting.Grouping;
using Alerting.Silencing;
using Alerting.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Alerting.Cli.Browser.Acting;

/// <summary>Silences: listed, previewed, added and ended.</summary>
internal static class SilenceEndpoints
{
    private const int MostMinutes = 366 * 24 * 60;
    private const int MostGroups = 1000;
    private const int MaxTitles = 20;

    public static void Map(WebApplication app, ConsoleBackend backend)
    {
        var silences = new SilenceTable(backend.Table, backend.Time);
        app.MapGet("/api/silences", async (HttpContext context) => await ConsoleJson.WriteAsync(
            context, await ListAsync(silences, backend, context.RequestAborted), ConsoleJson.Default.SilencesView));
        app.MapPost("/api/silences/preview", async (HttpContext context) => await ConsoleJson.WriteAsync(context,
            await PreviewAsync(backend, await RequestAsync(context), context.RequestAborted),
            ConsoleJson.Default.PreviewView));
        app.MapPost("/api/silences", async (HttpContext context) => await ConsoleJson.WriteAsync(context,
            await AddAsync(silences, backend, await RequestAsync(context), context.RequestAborted),
            ConsoleJson.Default.DoneView));
        app.MapPost("/api/silences/{id}/expire", async (HttpContext context) => await ConsoleJson.WriteAsync(context,
            await ExpireAsync(silences, (string)context.Request.RouteValues["id"]!, context.RequestAborted),
            ConsoleJson.Default.DoneView));
    }

    private static Task<SilenceRequest> RequestAsync(HttpContext context) =>
        ConsoleJson.ReadAsync(context, ConsoleJson.Default.SilenceRequest);

    private static async Task<SilencesView> ListAsync(
        SilenceTable table, ConsoleBackend backend, CancellationToken cancellation)
    {
        var now = backend.Time.GetUtcNow();
        var config = (await backend.Config.ReadAsync(cancellation)).Config;
        var maintenance = (config?.Maintenance ?? [])
            .Select(window => MaintenanceSilences.Next(window, now)).OfType<Silence>().ToArray();
        return new SilencesView(
        [
            .. (await table.ListAsync(cancellation)).Concat(maintenance)
                .OrderBy(each => each.EndsAt <= now).ThenBy(each => each.EndsAt)
                .Select(each => Of(each, now, maintenance.Contains(each))),
        ]);
    }

    private static SilenceView Of(Silence silence, DateTimeOffset now, bool isMaintenance) => new(silence.Id,
        silence.IsActive(now) ? "active" : silence.EndsAt <= now ? "ended" : "upcoming",
        [.. silence.ShownMatchers.Select(matcher => Plain.Of(matcher, 500))], silence.StartsAt, silence.EndsAt,
        silence.UntilResolved, Plain.Of(silence.Author, 300), Plain.Of(silence.Comment, 500), isMaintenance);

    private static async Task<PreviewView> PreviewAsync(
        ConsoleBackend backend, SilenceRequest request, CancellationToken cancellation)
    {
        if (Silence.Check(request.Matchers ?? []) is { } wrong)
            return new PreviewView(wrong, 0, [], false);
        var now = backend.Time.GetUtcNow();
        var silence = new Silence("", request.Matchers!, now, now.AddMinutes(1), "", "");
        var waiting = await new OpenGroups(backend.Table).ReadAsync(MostGroups, cancellation);
        string[] titles = [.. waiting.States.Where(state => state.RouteId != GroupAddress.DigestRoute)
            .SelectMany(state => state.Entries)
            .Where(entry => entry.IsOpen && silence.Covers(entry.Alert.Labels)).Select(entry => entry.Alert.Title)];
        return new PreviewView(null, titles.Length,
            [.. titles.Take(MaxTitles).Select(title => Plain.Of(title, 200))],
            waiting.Total > waiting.States.Count);
    }

    private static async Task<DoneView> AddAsync(
        SilenceTable table, ConsoleBackend backend, SilenceRequest request, CancellationToken cancellation)
    {
        var matchers = request.Matchers ?? [];
        if (Silence.Check(matchers) is { } wrong)
            throw new UserException(wrong);
        if (!request.UntilResolved && request.Minutes is < 1 or > MostMinutes)
            throw new UserException("A silence lasts 1 minute to 1 year.");
        var (now, author) = (backend.Time.GetUtcNow(), backend.Caller.Arn);
        var end = request.UntilResolved ? now + Silence.LongestUntilResolved : now.AddMinutes(request.Minutes);
        var id = Fingerprint.Of($"{string.Join('|', matchers)}|{now:O}|{end:O}|{author}");
        await table.PutAsync(new Silence(id, matchers, now, end, author, TextCut.Line(request.Comment ?? "", 500))
            { UntilResolved = request.UntilResolved }, cancellation);
        return new DoneView("Silence added. It takes effect within 10 seconds.");
    }

    private static async Task<DoneView> ExpireAsync(SilenceTable table, string id, CancellationToken cancellation)
    {
        if (await table.ExpireAsync(id, cancellation) is null)
            throw new UserException($"No active or upcoming silence {id}.");
        // Its first half is done at once; if the console ends meanwhile, the next tick wakes most groups anyway.
        _ = WakeAsync(table);
        return new DoneView(
            "Silence ended. Within 15 seconds it ends everywhere, and what still fires is notified within a minute.");
    }

    private static async Task WakeAsync(SilenceTable table)
    {
        try
        {
            await table.WakeGroupsAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is TableUnavailableException or ObjectDisposedException)
        {
            // Each group looks again at least once a day.
        }
    }
}
