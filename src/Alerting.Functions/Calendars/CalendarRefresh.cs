using Alerting.Aws.State;
using Alerting.Configuration;
using Alerting.OnCall;
using Alerting.OnCall.Calendars;
using Amazon.Lambda.Core;
using NodaTime;

namespace Alerting.Functions.Calendars;

/// <summary>
/// Fetches the calendars of schedules every ten minutes, expanded to plain shifts. The last good copy stays until another
/// good one comes.
/// </summary>
internal sealed class CalendarRefresh(AlertingServices services, DynamoOnCall table)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private static readonly Duration Ahead = Duration.FromDays(60);
    private static readonly Duration Back = Duration.FromDays(1);

    private DateTimeOffset _next;

    /// <summary>Never throws: the tick has more important work.</summary>
    public async Task RunAsync(ILambdaLogger log, CancellationToken cancellation)
    {
        var now = services.Time.GetUtcNow();
        if (now < _next)
            return;
        try
        {
            var config = (await services.RuntimeAsync(cancellation)).Config;
            _next = now + Every;
            Schedule[] schedules = [.. config.Schedules.Values.Where(each => each.Calendar is { IsEmpty: false })];
            if (schedules.Length == 0)
                return;
            var known = await table.ListAsync(cancellation);
            await Task.WhenAll(schedules.Where(each => IsDue(known.CalendarOf(each.Name), now))
                .Select(each => RefreshAsync(each, known.CalendarOf(each.Name), now, log, cancellation)));
        }
        catch (Exception failure) when (failure is TableUnavailableException or OperationCanceledException
            or InvalidConfigurationException)
        {
            log.LogWarning("The calendars could not be refreshed: {failure}", failure.Message);
        }
    }

    /// <summary>Another process may have fetched it. A failure is tried again.</summary>
    private static bool IsDue(CalendarCopy? known, DateTimeOffset now) =>
        known is null or { Failure: not null } || now - known.FetchedAt >= Every;

    private async Task RefreshAsync(Schedule schedule, CalendarCopy? known, DateTimeOffset now, ILambdaLogger log,
        CancellationToken cancellation)
    {
        CalendarCopy copy;
        try
        {
            copy = await FetchAsync(schedule, now, cancellation);
        }
        catch (Exception failure) when (failure is CalendarException or SecretException)
        {
            copy = (known ?? new CalendarCopy(schedule.Name, DateTimeOffset.UnixEpoch, [])) with
            {
                Failure = failure.Message,
            };
            log.LogWarning("The calendar of {schedule} was not refreshed: {failure}", schedule.Name, failure.Message);
        }
        await table.PutAsync(copy, cancellation);
    }

    private async Task<CalendarCopy> FetchAsync(Schedule schedule, DateTimeOffset now, CancellationToken cancellation)
    {
        var text = await CalendarClient.GetAsync(
            await services.TextAsync(schedule.Calendar!, cancellation), cancellation);
        var time = Instant.FromDateTimeOffset(now);
        var reading = CalendarReader.Read(text, schedule.Zone, time - Back, time + Ahead);
        return new CalendarCopy(schedule.Name, now, reading.Shifts)
        {
            Problems = reading.Problems.Count > 0 ? reading.Problems : null,
        };
    }
}
