using System.Globalization;
using Alerting.Alerts;
using Alerting.Aws.State;
using Alerting.Cli.Browser.Live;
using Alerting.Cli.Browser.Views;
using Alerting.Configuration;
using Alerting.OnCall;
using Alerting.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Alerting.Cli.Browser.Acting;

/// <summary>Who is on call in a week, and overrides.</summary>
internal static class WeekEndpoints
{
    private const int Days = 7;

    public static void Map(WebApplication app, ConsoleBackend backend)
    {
        var table = new DynamoOnCall(backend.Table);
        app.MapGet("/api/oncall", async (HttpContext context) => await ConsoleJson.WriteAsync(
            context, await WeekAsync(backend, table, context), ConsoleJson.Default.WeekView));
        app.MapPost("/api/overrides", async (HttpContext context) => await ConsoleJson.WriteAsync(context,
            await AddAsync(backend, table, await ConsoleJson.ReadAsync(context, ConsoleJson.Default.OverrideRequest),
                context.RequestAborted), ConsoleJson.Default.DoneView));
        app.MapPost("/api/overrides/{id}/remove", async (HttpContext context) => await ConsoleJson.WriteAsync(context,
            await RemoveAsync(table, (string)context.Request.RouteValues["id"]!, context.RequestAborted),
            ConsoleJson.Default.DoneView));
    }

    private static async Task<WeekView> WeekAsync(ConsoleBackend backend, DynamoOnCall table, HttpContext context)
    {
        var query = context.Request.Query;
        var now = backend.Time.GetUtcNow();
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(query["zone"].ToString()) ?? DateTimeZone.Utc;
        var first = DateOnly.TryParseExact(query["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var given) ? new LocalDate(given.Year, given.Month, given.Day)
            : Instant.FromDateTimeOffset(now).InZone(zone).Date;
        var (from, to) = (zone.AtStartOfDay(first).ToInstant(), zone.AtStartOfDay(first.PlusDays(Days)).ToInstant());
        var loaded = await backend.Config.ReadAsync(context.RequestAborted);
        var records = await table.ListAsync(context.RequestAborted);
        return new WeekView(from.ToDateTimeOffset(), to.ToDateTimeOffset(),
            new OnCallViews(loaded, records, now).Schedules(),
            [.. (loaded.Config?.Schedules.Values ?? []).Select(schedule => new ShiftsView(schedule.Name,
                [.. new OnCallTimeline(schedule, loaded.Config!.People, records).Shifts(from, to).Select(Of)]))],
            loaded.Problem);
    }

    private static ShiftView Of(OnCallShift shift) => new(shift.From.ToDateTimeOffset(), shift.To.ToDateTimeOffset(),
        shift.OnCall.People, shift.OnCall.IsGapMeant);

    private static async Task<DoneView> AddAsync(
        ConsoleBackend backend, DynamoOnCall table, OverrideRequest request, CancellationToken cancellation)
    {
        var loaded = await backend.Config.ReadAsync(cancellation);
        var config = loaded.Config ?? throw new UserException(loaded.Problem ?? "The configuration is not valid.");
        var now = backend.Time.GetUtcNow();
        var added = Override(request, config, backend.Caller.Arn, now);
        var records = await table.ListAsync(cancellation);
        if (OverrideRules.Finding(added, config,
            records with { Overrides = [.. records.Overrides, added] }, now) is { } finding)
        {
            throw new UserException(finding);
        }
        await table.PutAsync(added, cancellation);
        return new DoneView("Override added. It takes effect within 10 seconds.");
    }

    private static ScheduleOverride Override(
        OverrideRequest request, AlertingConfig config, string by, DateTimeOffset now)
    {
        if (!config.Schedules.TryGetValue(request.Schedule ?? "", out var schedule))
            throw new UserException($"Unknown schedule \"{request.Schedule}\".");
        if (request.Person != Person.Nobody && !config.People.ContainsKey(request.Person ?? ""))
            throw new UserException($"Unknown person \"{request.Person}\".");
        var from = request.From ?? now;
        if (request.To is not { } to || to <= from || to <= now)
            throw new UserException("The override would end before it takes effect. Choose a later end.");
        return new ScheduleOverride(
            Fingerprint.Of($"{schedule.Name}|{request.Person}|{from:O}|{to:O}|{now:O}")[..8], schedule.Name,
            request.Person!, from, to)
        {
            By = by,
            Comment = TextCut.Line(request.Comment ?? "", 500),
            CreatedAt = now,
        };
    }

    private static async Task<DoneView> RemoveAsync(DynamoOnCall table, string id, CancellationToken cancellation)
    {
        var records = await table.ListAsync(cancellation);
        if (records.Overrides.FirstOrDefault(each => each.Id == id) is not { } removed)
            throw new UserException($"No override {id}.");
        await table.RemoveAsync(removed, cancellation);
        return new DoneView("Override removed.");
    }
}
