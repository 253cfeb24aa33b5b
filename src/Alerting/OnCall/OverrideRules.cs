using Alerting.Configuration;
using NodaTime;

namespace Alerting.OnCall;

/// <summary>
/// An override counts only if its person is known, and one that replaces somebody only while they are on call: a swap
/// does not take a shift from a third person after the schedule was changed.
/// </summary>
public static class OverrideRules
{
    /// <param name="overrides">In the order of their creation.</param>
    internal static OnCallPeople Apply(
        OnCallPeople onCall, IEnumerable<ScheduleOverride> overrides, IReadOnlyDictionary<string, Person> people,
        DateTimeOffset time)
    {
        foreach (var each in overrides)
        {
            if (each.From > time || time >= each.To || !IsKnown(each.Person, people))
                continue;
            if (each.InsteadOf is not { } replaced)
                onCall = OnCallPeople.Of(each.Person);
            else if (onCall.People.Contains(replaced))
                onCall = Replace(onCall, replaced, each.Person);
        }
        return onCall;
    }

    /// <summary>Why an override changes nothing; null if it changes something, or has ended.</summary>
    public static string? Finding(
        ScheduleOverride each, AlertingConfig config, OnCallRecords records, DateTimeOffset now)
    {
        if (each.To <= now)
            return null;
        if (!config.Schedules.TryGetValue(each.Schedule, out var schedule))
            return $"Override {each.Id} has no effect: unknown schedule \"{each.Schedule}\".";
        if (!IsKnown(each.Person, config.People))
            return $"Override {each.Id} of {each.Schedule} has no effect: unknown person \"{each.Person}\".";
        if (each.InsteadOf is not { } replaced || IsOnCall(replaced, each, schedule, config, records))
            return null;
        return $"Override {each.Id} of {each.Schedule} has no effect: {replaced} is not on call then.";
    }

    /// <summary>Before this override and later ones.</summary>
    private static bool IsOnCall(string person, ScheduleOverride each, Schedule schedule, AlertingConfig config,
        OnCallRecords records)
    {
        var earlier = records with
        {
            Overrides = [.. records.Overrides.Where(other => IsBefore(other, each))],
        };
        return new OnCallTimeline(schedule, config.People, earlier)
            .Shifts(Instant.FromDateTimeOffset(each.From), Instant.FromDateTimeOffset(each.To))
            .Any(shift => shift.OnCall.People.Contains(person));
    }

    private static bool IsBefore(ScheduleOverride one, ScheduleOverride other) =>
        one.CreatedAt < other.CreatedAt
        || (one.CreatedAt == other.CreatedAt && string.CompareOrdinal(one.Id, other.Id) < 0);

    private static bool IsKnown(string person, IReadOnlyDictionary<string, Person> people) =>
        person == Person.Nobody || people.ContainsKey(person);

    private static OnCallPeople Replace(OnCallPeople onCall, string replaced, string person)
    {
        string[] people = [.. onCall.People.Select(each => each == replaced ? person : each).Distinct()
            .Where(each => each != Person.Nobody)];
        return people.Length > 0 ? new OnCallPeople(people) : OnCallPeople.Of(Person.Nobody);
    }
}
