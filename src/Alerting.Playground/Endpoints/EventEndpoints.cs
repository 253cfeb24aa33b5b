using System.Text;
using Alerting.Playground.Events;
using Alerting.Playground.Session;
using Alerting.Playground.Views;

namespace Alerting.Playground.Endpoints;

/// <summary>The event library, one's own events, storms, nights, and the ends of alerts.</summary>
public static class EventEndpoints
{
    /// <summary>A night in half a minute.</summary>
    private const double NightSpeed = 1200;

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/events", context => Json.WriteAsync(
            context, context.RequestServices.GetRequiredService<EventLibrary>().All, PageJson.Default.IReadOnlyListLibraryView));
        app.MapGet("/api/events/{**path}", ReadAsync);
        app.MapPost("/api/fire", FireAsync);
        app.MapPost("/api/storm", StormAsync);
        app.MapPost("/api/night", NightAsync);
        app.MapPost("/api/end", EndAsync);
    }

    private static async Task ReadAsync(HttpContext context)
    {
        if (EventLibrary.Read((string)context.Request.RouteValues["path"]!) is not { } body)
        {
            await Problems.AnswerAsync(context, 404, "The library has no such event.");
            return;
        }
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static async Task FireAsync(HttpContext context)
    {
        var asked = await Json.ReadAsync(context, PageJson.Default.FireRequest);
        var body = asked.Path is { } path ? EventLibrary.Read(path) : Encoding.UTF8.GetBytes(asked.Body ?? "");
        if (body is not { Length: > 0 } found || string.IsNullOrWhiteSpace(asked.Path ?? asked.Body))
        {
            await Problems.AnswerAsync(context, 400, asked.Path is null ? "There is nothing to fire: the event is empty." : "The library has no such event.");
            return;
        }
        var session = Session(context);
        var taken = asked.AsRecorded ? await session.TakeAsync(found, context.RequestAborted) : await session.TakeAsNowAsync(found, context.RequestAborted);
        await Json.WriteAsync(context, taken.View(), PageJson.Default.ReceivedView);
    }

    private static async Task StormAsync(HttpContext context)
    {
        var asked = await Json.ReadAsync(context, PageJson.Default.CountRequest);
        if (asked.Count is < 1 or > Storm.Most)
        {
            await Problems.AnswerAsync(context, 400, $"A storm has 1 to {Storm.Most} alarms.");
            return;
        }
        var session = Session(context);
        var now = await session.ReadAsync(run => run.Time.GetUtcNow(), context.RequestAborted);
        foreach (var alarm in Storm.Of(asked.Count, now))
            await session.TakeAsync(alarm, context.RequestAborted);
        await TakenAsync(context, asked.Count);
    }

    private static async Task NightAsync(HttpContext context)
    {
        await Session(context).ScheduleAsync((now, config) => Night.From(now, config.TimeZone), NightSpeed, context.RequestAborted);
        await Json.WriteAsync(context, new ReceivedView(0, "The night begins."), PageJson.Default.ReceivedView);
    }

    private static async Task EndAsync(HttpContext context)
    {
        var asked = await Json.ReadAsync(context, PageJson.Default.EndRequest);
        if (string.IsNullOrEmpty(asked.Fingerprint))
            await Problems.AnswerAsync(context, 400, "The alert that is to end is named by its fingerprint.");
        else if (await Session(context).EndAsync(asked.Fingerprint, context.RequestAborted))
            await TakenAsync(context, 1);
        else
            await Problems.AnswerAsync(context, 404, "The playground cannot make the event that ends this alert.");
    }

    private static Task TakenAsync(HttpContext context, int taken) =>
        Json.WriteAsync(context, new ReceivedView(taken, ReceivedEvent.Counted(taken)), PageJson.Default.ReceivedView);

    private static PlaygroundSession Session(HttpContext context) => context.RequestServices.GetRequiredService<PlaygroundSession>();
}
