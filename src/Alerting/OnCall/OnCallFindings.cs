using Alerting.Configuration;
using Alerting.Text;

namespace Alerting.OnCall;

/// <summary>What somebody should mend in a schedule's overrides and calendar.</summary>
public static class OnCallFindings
{
    /// <summary>A calendar that could not be fetched for so long is probably gone.</summary>
    private static readonly TimeSpan OldCalendar = TimeSpan.FromHours(24);

    public static IEnumerable<string> Of(
        Schedule schedule, AlertingConfig config, OnCallRecords records, DateTimeOffset now)
    {
        foreach (var each in records.Overrides.Where(each => each.Schedule == schedule.Name))
        {
            if (OverrideRules.Finding(each, config, records, now) is { } finding)
                yield return finding;
        }
        if (schedule.Calendar is not null)
        {
            var copy = records.CalendarOf(schedule.Name);
            foreach (var finding in OfCopy(schedule.Name, "nobody is on call", copy, now)
                .Concat(OfSummaries(schedule, config, copy, now)))
            {
                yield return finding;
            }
        }
    }

    /// <summary>What somebody should mend in a calendar of holidays.</summary>
    public static IEnumerable<string> Of(IntervalCalendar calendar, OnCallRecords records, DateTimeOffset now) =>
        OfCopy(calendar.Key, "it has no holidays", records.HolidaysOf(calendar), now);

    private static IEnumerable<string> OfCopy(string name, string without, CalendarCopy? copy, DateTimeOffset now)
    {
        if (copy is null or { IsMissing: true })
        {
            yield return $"The calendar of {name} was not fetched yet, so {without}." +
                (copy is null ? "" : $" {copy.Failure}");
            yield break;
        }
        foreach (var problem in copy.Problems ?? [])
            yield return $"The calendar of {name}: {problem}";
        if (now - copy.FetchedAt > OldCalendar)
        {
            yield return $"The calendar of {name} is {DurationText.Of(now - copy.FetchedAt)} old" +
                (copy.Failure is { } failure ? $": {failure.TrimEnd('.')}." : ".");
        }
    }

    private static IEnumerable<string> OfSummaries(
        Schedule schedule, AlertingConfig config, CalendarCopy? copy, DateTimeOffset now)
    {
        foreach (var summary in (copy?.Shifts ?? []).Where(shift => shift.To > now)
            .Select(shift => shift.Summary).Distinct()
            .Where(summary => CalendarPeople.Of(summary, config.People).Count == 0))
        {
            yield return $"Nobody in the calendar of {schedule.Name} is called \"{summary}\". " +
                "Write a person's key, name or e-mail address.";
        }
    }
}
