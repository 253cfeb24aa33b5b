using Alerting.Configuration;
using NodaTime;
using NodaTime.TimeZones;

namespace Alerting.OnCall;

/// <summary>
/// The turns of a rotation. Each begins at a wall-clock time: one that a clock change skips means the first instant after
/// it, one that occurs twice means the first. So turns follow each other without a hole, and weeks are seven calendar
/// days, not 168 hours.
/// </summary>
internal sealed class Turns(Rotation rotation, DateTimeZone zone)
{
    private static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(
        Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The first handover at or after the rotation's start. Before it the first person has a short turn.</summary>
    private readonly LocalDateTime _first = rotation.From is { } from ? FirstHandover(rotation, from) : default;

    /// <summary>When the rotation begins; null if it has no beginning.</summary>
    public Instant? Start { get; } = rotation.From is { } from ? InstantOf(from, zone) : null;

    /// <summary>When it ends; null if it goes on.</summary>
    public Instant? End { get; } = rotation.Until is { } until ? InstantOf(until, zone) : null;

    private bool HasShortTurn => _first != rotation.From;

    /// <summary>Null when the rotation has not begun or has ended.</summary>
    public string? PersonAt(Instant time)
    {
        if (time < Start || time >= End)
            return null;
        return rotation.People[Start is null ? 0 : (int)(TurnAt(time) % rotation.People.Count)];
    }

    /// <summary>When turns begin after one time and before another.</summary>
    public IEnumerable<Instant> Handovers(Instant after, Instant before)
    {
        if (Start is not { } start || rotation.People.Count < 2)
            yield break;
        if (start > after && start < before)
            yield return start;
        for (var turn = TurnAt(Instant.Max(start, after)) + 1; StartOf(turn) < before; turn++)
            yield return StartOf(turn);
    }

    public static Instant InstantOf(LocalDateTime time, DateTimeZone zone) =>
        zone.ResolveLocal(time, Resolver).ToInstant();

    /// <summary>The last turn that has begun, from a guess that clock changes can put off by one.</summary>
    private long TurnAt(Instant time)
    {
        var turn = Math.Max(0, Guess(time.InZone(zone).LocalDateTime));
        while (StartOf(turn + 1) <= time)
            turn++;
        while (turn > 0 && StartOf(turn) > time)
            turn--;
        return turn;
    }

    private long Guess(LocalDateTime local)
    {
        var every = rotation.Every;
        var passed = every.Days > 0
            ? Period.DaysBetween(_first.Date, local.Date) / every.Days
            : Period.Between(_first, local, PeriodUnits.Hours).Hours / every.Hours;
        return HasShortTurn ? passed + 1 : passed;
    }

    private Instant StartOf(long turn)
    {
        if (!HasShortTurn)
            return InstantOf(rotation.Every.Add(_first, turn), zone);
        return turn == 0 ? Start!.Value : InstantOf(rotation.Every.Add(_first, turn - 1), zone);
    }

    private static LocalDateTime FirstHandover(Rotation rotation, LocalDateTime from)
    {
        var time = from.Date + rotation.HandoverTime;
        if (rotation.Every.Days == 0)
        {
            time = time.PlusDays(-1);
            while (time < from)
                time = time.PlusHours(rotation.Every.Hours);
            return time;
        }
        while (time < from || (rotation.HandoverDay is { } day && time.DayOfWeek != day))
            time = time.PlusDays(1);
        return time;
    }
}
