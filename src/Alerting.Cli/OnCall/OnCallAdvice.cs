using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.OnCall;
using Alerting.OnCall.Contacts;
using Alerting.Text;
using NodaTime;

namespace Alerting.Cli.OnCall;

/// <summary>What <c>check</c> says about people and schedules, which depends on the day.</summary>
internal static class OnCallAdvice
{
    public static ConfigResult Add(ConfigResult result, string file, DateTimeOffset now)
    {
        if (result.Config is not { } config)
            return result;
        ConfigMessage[] errors = [.. config.People.Values.Where(person => ContactChannels.Usable(person).Length == 0)
            .Select(person => Of(person, file, "NotReachable",
                $"{person.Key} cannot be reached: no channel has an address that can be used."))];
        return result with
        {
            Config = errors.Length == 0 ? config : null,
            Errors = [.. result.Errors, .. errors],
            Notes = [.. result.Notes, .. config.People.Values.SelectMany(person => UnusedRules(person, file)),
                .. config.Schedules.Values.SelectMany(schedule => Gaps(schedule, config, now))
                .Select(text => Of(text.Schedule, file, "NobodyOnCall", text.Text))],
        };
    }

    /// <summary>The notes about an edit: who is on call now must not change by accident.</summary>
    public static ConfigResult AddMoves(ConfigResult result, AlertingConfig before, string file, DateTimeOffset now) =>
        result.Config is not { } config ? result : result with
        {
            Notes = [.. result.Notes, .. ScheduleComparison
                .MovedToday(before, config, Instant.FromDateTimeOffset(now))
                .Select(schedule => Of(schedule, file, "MovedTurns",
                    $"This edit changes who is on call in {schedule.Name} now. To keep the turns that people planned " +
                    "with, leave the layer as it is, and add one below it with a new from."))],
        };

    /// <summary>A rule whose channels are all not used yet, such as voice: others are used instead of them.</summary>
    private static IEnumerable<ConfigMessage> UnusedRules(Person person, string file)
    {
        var usable = ContactChannels.Usable(person);
        var rules = from bySeverity in person.By.BySeverity
                    from rule in bySeverity.Value
                    where usable.Length > 0 && !rule.Channels.Any(usable.Contains)
                    group bySeverity.Key.Name() by Listing.Of(rule.Channels);
        foreach (var rule in rules)
        {
            yield return Of(person, file, "UnusedRule",
                $"{person.Key} has only {rule.Key} for {Listing.Of(rule.Distinct())}, and it is not used yet. " +
                $"Used instead: {Listing.Of(usable)}. Add a channel to this rule of by.");
        }
    }

    private static ConfigMessage Of(Person person, string file, string code, string text) =>
        new(person.Source ?? file, person.Line, person.Column, text) { Code = code };

    private static ConfigMessage Of(Schedule schedule, string file, string code, string text) =>
        new(schedule.Source ?? file, schedule.Line, schedule.Column, text) { Code = code };

    private static IEnumerable<(Schedule Schedule, string Text)> Gaps(
        Schedule schedule, AlertingConfig config, DateTimeOffset now)
    {
        var gaps = ScheduleGaps.Of(
            schedule, config.People, OnCallRecords.Empty, Instant.FromDateTimeOffset(now));
        if (gaps is not [var first, ..])
            yield break;
        var (from, to) = (Time(first.From), Time(first.To));
        var times = gaps.Count == 2 ? "time" : "times";
        var others = gaps.Count == 1 ? "" : $" and {gaps.Count - 1} more {times}";
        yield return (schedule,
            $"Nobody is on call in {schedule.Name} from {from} until {to}{others} within 90 days. " +
            "Add a layer, or write nobody if the gap is meant.");

        string Time(Instant time) => AlertTimes.Moment(time.ToDateTimeOffset(), schedule.Zone, now);
    }
}
