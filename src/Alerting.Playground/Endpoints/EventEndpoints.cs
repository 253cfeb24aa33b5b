using System.Text;
using Alerting.Playground.Events;
using Alerting.Playground.Session;
using Alerting.Playground.Views;

namespace Alerting.Playground.Endpoints;

/// <summary>Fires events: from the library, pasted, storms and nights; and resolves alerts.</summary>
internal static class EventEndpoints
{
    /// <summary>Plays a night in half a minute.</summary>
    private const double NightSpeed = 1200;

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/events", context => Json.WriteAsync(
            context, context.RequestServices.GetRequiredService<EventLibrary>().All,
            PageJson.Default.IReadOnlyListLibraryView));
        app.MapGet("/api/events/{**path}", ReadAsync);
        app.MapPost("/api/fire", FireAsync);
        app.MapPost("/api/storm", StormAsync);
        app.MapPost("/api/night", NightAsync);
        app.MapPost("/api/end", ResolveAsync);
    }

    private static async Task ReadAsync(HttpContext context)
    {
        if (EventLibrary.Read((string)context.Request.RouteValues["path"]!) is not { } body)
        {
            await Problems.AnswerAsync(context, 404, "Event not found in the library.");
            return;
        }
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static async Task FireAsync(HttpContext context)
    {
        var request = await Json.ReadAsync(context, PageJson.Default.FireRequest);
        var body = request.Path is { } path ? EventLibrary.Read(path) : Encoding.UTF8.GetBytes(request.Body ?? "");
        if (body is not { Length: > 0 } found || string.IsNullOrWhiteSpace(request.Path ?? request.Body))
        {
            await Problems.AnswerAsync(context, 400, request.Path is null
                ? "The event is empty. Paste an event to fire."
                : "Event not found in the library.");
            return;
        }
        var session = Session(context);
        var taken = request.AsRecorded
            ? await session.TakeAsync(found, context.RequestAborted)
            : await session.TakeAsNowAsync(found, context.RequestAborted);
        await Json.WriteAsync(context, taken.View(), PageJson.Default.ReceivedView);
    }

    private static async Task StormAsync(HttpContext context)
    {
        var request = await Json.ReadAsync(context, PageJson.Default.CountRequest);
        if (request.Count is < 1 or > Storm.MaxAlarms)
        {
            await Problems.AnswerAsync(context, 400, $"A storm has 1 to {Storm.MaxAlarms} alarms.");
            return;
        }
        var session = Session(context);
        var now = await session.ReadAsync(run => run.Time.GetUtcNow(), context.RequestAborted);
        foreach (var alarm in Storm.Of(request.Count, now))
            await session.TakeAsync(alarm, context.RequestAborted);
        await TakenAsync(context, request.Count);
    }

    private static async Task NightAsync(HttpContext context)
    {
        await Session(context)
            .ScheduleAsync((now, config) => Night.From(now, config.TimeZone), NightSpeed, context.RequestAborted);
        await Json.WriteAsync(context, new ReceivedView(0, "Playing a night of alarms."),
            PageJson.Default.ReceivedView);
    }

    private static async Task ResolveAsync(HttpContext context)
    {
        var request = await Json.ReadAsync(context, PageJson.Default.EndRequest);
        if (string.IsNullOrEmpty(request.Fingerprint))
            await Problems.AnswerAsync(context, 400, "No fingerprint. Name the alert to resolve by its fingerprint.");
        else if (await Session(context).ResolveAsync(request.Fingerprint, context.RequestAborted))
            await TakenAsync(context, 1);
        else
            await Problems.AnswerAsync(context, 404, "The playground cannot make a resolved event for this alert.");
    }

    private static Task TakenAsync(HttpContext context, int taken) =>
        Json.WriteAsync(context, new ReceivedView(taken, ReceivedEvent.Counted(taken)), PageJson.Default.ReceivedView);

    private static PlaygroundSession Session(HttpContext context) =>
        context.RequestServices.GetRequiredService<PlaygroundSession>();
}
