using Alerting.Configuration;
using NodaTime;

namespace Alerting.OnCall;

/// <summary>Who is on call in a schedule at any moment: a pure function of the configuration and the records.</summary>
public sealed class OnCallTimeline
{
    /// <summary>Nothing that changes later is shown.</summary>
    private static readonly Duration Furthest = Duration.FromDays(400);

    private readonly Schedule _schedule;
    private readonly IReadOnlyDictionary<string, Person> _people;
    private readonly (Rotation Layer, Turns Turns)[] _layers;
    private readonly CalendarShift[] _calendar;
    private readonly ScheduleOverride[] _overrides;

    public OnCallTimeline(Schedule schedule, IReadOnlyDictionary<string, Person> people, OnCallRecords records)
    {
        (_schedule, _people) = (schedule, people);
        _layers = [.. schedule.Layers.Select(layer => (layer, new Turns(layer, schedule.Zone)))];
        _calendar = schedule.Calendar is null ? []
            : [.. (records.CalendarOf(schedule.Name)?.Shifts ?? []).OrderBy(shift => shift.From)];
        _overrides = [.. records.Overrides.Where(each => each.Schedule == schedule.Name)
            .OrderBy(each => each.CreatedAt).ThenBy(each => each.Id, StringComparer.Ordinal)];
    }

    public OnCallPeople At(DateTimeOffset time) => At(Instant.FromDateTimeOffset(time));

    public OnCallPeople At(Instant time)
    {
        var onCall = _schedule.Calendar is null ? OfLayers(time) : OfCalendar(time.ToDateTimeOffset());
        return OverrideRules.Apply(onCall, _overrides, _people, time.ToDateTimeOffset());
    }

    /// <summary>Without gaps between them, in order; the first and the last are cut.</summary>
    public IEnumerable<OnCallShift> Shifts(Instant from, Instant to)
    {
        var (start, onCall) = (from, At(from));
        foreach (var time in Boundaries(from, to).Where(time => time > from && time < to).Distinct().Order())
        {
            if (At(time) is var next && next.Equals(onCall))
                continue;
            yield return new OnCallShift(start, time, onCall);
            (start, onCall) = (time, next);
        }
        if (start < to)
            yield return new OnCallShift(start, to, onCall);
    }

    /// <summary>Whoever is on call now and, unless that never changes, until when and who is next.</summary>
    public (OnCallPeople Now, Instant? Until, OnCallPeople? Next) NowAndNext(Instant time)
    {
        foreach (var ahead in (Duration[])[Duration.FromDays(8), Duration.FromDays(40), Furthest])
        {
            if (Shifts(time, time + ahead).Take(2).ToArray() is [var now, var next])
                return (now.OnCall, now.To, next.OnCall);
        }
        return (At(time), null, null);
    }

    private OnCallPeople OfLayers(Instant time)
    {
        for (var i = _layers.Length - 1; i >= 0; i--)
        {
            var (layer, turns) = _layers[i];
            if (layer.During?.Contains(time.ToDateTimeOffset()) == false || turns.PersonAt(time) is not { } person)
                continue;
            return OnCallPeople.Of(person);
        }
        return OnCallPeople.None;
    }

    private OnCallPeople OfCalendar(DateTimeOffset time)
    {
        string[] names = [.. _calendar.Where(shift => shift.From <= time && time < shift.To)
            .SelectMany(shift => CalendarPeople.Of(shift.Summary, _people)).Distinct()];
        string[] people = [.. names.Where(name => name != Person.Nobody)];
        return people.Length > 0 ? new OnCallPeople(people)
            : names.Length > 0 ? OnCallPeople.Of(Person.Nobody) : OnCallPeople.None;
    }

    /// <summary>All moments at which somebody else may be on call.</summary>
    private IEnumerable<Instant> Boundaries(Instant from, Instant to)
    {
        foreach (var (layer, turns) in _layers)
        {
            foreach (var time in turns.Handovers(from, to).Concat(layer.During?.Boundaries(from, to) ?? []))
                yield return time;
            if (turns.Start is { } start)
                yield return start;
            if (turns.End is { } end)
                yield return end;
        }
        var others = _calendar.SelectMany(shift => (DateTimeOffset[])[shift.From, shift.To])
            .Concat(_overrides.SelectMany(each => (DateTimeOffset[])[each.From, each.To]));
        foreach (var time in others)
            yield return Instant.FromDateTimeOffset(time);
    }
}
