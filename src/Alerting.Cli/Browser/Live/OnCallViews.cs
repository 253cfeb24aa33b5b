using Alerting.Cli.Browser.Views;
using Alerting.Configuration;
using Alerting.OnCall;
using NodaTime;

namespace Alerting.Cli.Browser.Live;

/// <summary>Who is on call, as the page shows it.</summary>
internal sealed class OnCallViews(LoadedConfig loaded, OnCallRecords records, DateTimeOffset now)
{
    /// <summary>None if the configuration is not known.</summary>
    public IReadOnlyList<ScheduleView> Schedules() =>
        [.. (loaded.Config?.Schedules.Values ?? []).Select(schedule => Of(schedule, loaded.Config!))];

    private ScheduleView Of(Schedule schedule, AlertingConfig config)
    {
        var (people, until, next) = new OnCallTimeline(schedule, config.People, records)
            .NowAndNext(Instant.FromDateTimeOffset(now));
        return new ScheduleView(schedule.Name, people.People, until?.ToDateTimeOffset(), next?.People,
            [.. records.Overrides.Where(each => each.Schedule == schedule.Name && each.To > now)
                .OrderBy(each => each.From)
                .Select(each => new OverrideView(each.Id, each.Person, each.From, each.To, each.By, each.Comment))],
            [.. OnCallFindings.Of(schedule, config, records, now)]);
    }
}
