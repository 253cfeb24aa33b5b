using Alerting.Alerts;
using NodaTime;

namespace Alerting.OnCall;

/// <summary>Two people swap turns: each takes over what the other has.</summary>
public static class SwapPlan
{
    private static readonly Duration Ahead = Duration.FromDays(100);

    /// <summary>
    /// One override for each turn. Without an end, the next turn of each. Empty if one of them has none.
    /// </summary>
    public static IReadOnlyList<ScheduleOverride> Of(
        OnCallTimeline timeline, string schedule, (string One, string Other) people, Instant from, Instant? until)
    {
        var turns = Turns(timeline.Shifts(from, until ?? from + Ahead), people).ToArray();
        if (until is null)
            turns = [.. turns.Take(2)];
        return turns.Length < 2 ? [] : [.. turns.Select(turn => Override(schedule, turn,
            turn.Person == people.One ? people.Other : people.One))];
    }

    /// <summary>A turn goes on while only others have shifts, such as somebody else's nights.</summary>
    private static IEnumerable<(string Person, Instant From, Instant To)> Turns(
        IEnumerable<OnCallShift> shifts, (string One, string Other) people)
    {
        (string Person, Instant From, Instant To)? turn = null;
        foreach (var shift in shifts)
        {
            var person = shift.OnCall.People.FirstOrDefault(each => each == people.One || each == people.Other);
            if (person is null)
                continue;
            if (turn is { } last && last.Person != person)
            {
                yield return last;
                turn = null;
            }
            turn = (person, turn?.From ?? shift.From, shift.To);
        }
        if (turn is { } end)
            yield return end;
    }

    private static ScheduleOverride Override(
        string schedule, (string Person, Instant From, Instant To) turn, string person)
    {
        var (from, to) = (turn.From.ToDateTimeOffset(), turn.To.ToDateTimeOffset());
        return new ScheduleOverride(
            Fingerprint.Of($"{schedule}|{person}|{turn.Person}|{from:O}|{to:O}")[..8], schedule, person, from, to)
        {
            InsteadOf = turn.Person,
        };
    }
}
