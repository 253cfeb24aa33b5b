using Alerting.Aws.State;
using Alerting.Configuration;
using Alerting.OnCall;
using Alerting.OnCall.Calendars;
using Amazon.Lambda.Core;
using NodaTime;

namespace Alerting.Functions.Calendars;

/// <summary>
/// Fetches the calendars of schedules and time intervals every ten minutes, expanded to plain shifts. The last good copy
/// stays until another good one comes.
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
            Feed[] feeds = [.. OfSchedules(config), .. OfIntervals(config)];
            if (feeds.Length == 0)
                return;
            var known = await table.ListAsync(cancellation);
            await Task.WhenAll(feeds.Select(feed => (Feed: feed, Known: feed.Known(known)))
                .Where(each => IsDue(each.Known, now))
                .Select(each => RefreshAsync(each.Feed, each.Known, now, log, cancellation)));
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

    private IEnumerable<Feed> OfSchedules(AlertingConfig config) =>
        config.Schedules.Values.Where(each => each.Calendar is { IsEmpty: false }).Select(schedule => new Feed(
            schedule.Name, schedule.Calendar!, known => known.CalendarOf(schedule.Name), table.PutAsync,
            (text, now) => OfSchedule(schedule, text, now)));

    private IEnumerable<Feed> OfIntervals(AlertingConfig config) =>
        config.Calendars.Where(each => each is { IsUrl: true }).Select(calendar => new Feed(
            calendar.Key, calendar.Address,
            known => known.HolidaysOf(calendar), table.PutHolidaysAsync,
            (text, now) => HolidayCalendar.Read(calendar.Key, text, now)));

    private async Task RefreshAsync(Feed feed, CalendarCopy? known, DateTimeOffset now, ILambdaLogger log,
        CancellationToken cancellation)
    {
        CalendarCopy copy;
        try
        {
            copy = feed.Read(await CalendarClient.GetAsync(
                await services.TextAsync(feed.Address, cancellation), cancellation), now);
        }
        catch (Exception failure) when (failure is CalendarException or SecretException)
        {
            copy = (known ?? new CalendarCopy(feed.Name, DateTimeOffset.UnixEpoch, [])) with
            {
                Failure = failure.Message,
            };
            log.LogWarning("The calendar of {schedule} was not refreshed: {failure}", feed.Name, failure.Message);
        }
        await feed.Put(copy, cancellation);
    }

    private static CalendarCopy OfSchedule(Schedule schedule, string text, DateTimeOffset now)
    {
        var time = Instant.FromDateTimeOffset(now);
        var reading = CalendarReader.Read(text, schedule.Zone, time - Back, time + Ahead);
        return new CalendarCopy(schedule.Name, now, reading.Shifts)
        {
            Problems = reading.Problems.Count > 0 ? reading.Problems : null,
        };
    }

    /// <summary>One calendar, and where its copy is kept.</summary>
    private sealed record Feed(
        string Name, Setting Address, Func<OnCallRecords, CalendarCopy?> Known,
        Func<CalendarCopy, CancellationToken, Task> Put, Func<string, DateTimeOffset, CalendarCopy> Read);
}
