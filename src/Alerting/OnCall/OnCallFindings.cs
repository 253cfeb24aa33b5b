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
            foreach (var finding in OfCalendar(schedule, config, records.CalendarOf(schedule.Name), now))
                yield return finding;
        }
    }

    private static IEnumerable<string> OfCalendar(
        Schedule schedule, AlertingConfig config, CalendarCopy? copy, DateTimeOffset now)
    {
        if (copy is null || copy is { Failure: not null, Shifts.Count: 0 })
        {
            yield return $"The calendar of {schedule.Name} was not fetched yet, so nobody is on call." +
                (copy is null ? "" : $" {copy.Failure}");
            yield break;
        }
        foreach (var problem in copy.Problems ?? [])
            yield return $"The calendar of {schedule.Name}: {problem}";
        if (now - copy.FetchedAt > OldCalendar)
        {
            yield return $"The calendar of {schedule.Name} is {DurationText.Of(now - copy.FetchedAt)} old" +
                (copy.Failure is { } failure ? $": {failure.TrimEnd('.')}." : ".");
        }
        foreach (var summary in copy.Shifts.Where(shift => shift.To > now).Select(shift => shift.Summary).Distinct()
            .Where(summary => CalendarPeople.Of(summary, config.People).Count == 0))
        {
            yield return $"Nobody in the calendar of {schedule.Name} is called \"{summary}\". " +
                "Write a person's key, name or e-mail address.";
        }
    }
}
