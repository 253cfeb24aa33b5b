using System.Text;
using Alerting.Configuration;
using NodaTime;

namespace Alerting.OnCall.Calendars;

/// <summary>The shifts of a calendar in a time, in order.</summary>
/// <param name="Problems">What could not be read, each a sentence.</param>
public sealed record CalendarReading(IReadOnlyList<CalendarShift> Shifts, IReadOnlyList<string> Problems);

/// <summary>
/// Reads an iCalendar (RFC 5545) into plain shifts: once when it is fetched, never while somebody is paged. Size, events
/// and work are bounded before and while it is read.
/// </summary>
public static class CalendarReader
{
    public const int MaxBytes = 1_000_000;
    public const int MaxEvents = 5_000;

    private const int MaxProblems = 20;
    private const int MaxPeriods = 1_000_000;
    private const int MaxSummary = 200;

    /// <param name="floating">The zone of times without one.</param>
    /// <exception cref="CalendarException">It is not a calendar, or too large.</exception>
    public static CalendarReading Read(string text, DateTimeZone floating, Instant from, Instant to)
    {
        Check(text);
        var problems = new List<string>();
        var zones = new CalendarZones(floating);
        var events = Events(text, zones, problems);
        if (events.Count == 0 && problems.Count == 0)
            throw new CalendarException("The calendar has no events.");
        var replaced = events.Where(each => each.Replaces is not null)
            .Select(each => (each.Id, each.Replaces!.Value.Instant)).ToHashSet();
        var periods = 0;
        var shifts = new List<CalendarShift>();
        foreach (var each in events.Where(each => !each.IsCancelled))
        {
            foreach (var start in Starts(each, from, to, () => ++periods <= MaxPeriods))
            {
                if (each.Replaces is null && replaced.Contains((each.Id, start.Instant)))
                    continue;
                if (Shift(each, start) is { } shift && shift.From < to.ToDateTimeOffset()
                    && shift.To > from.ToDateTimeOffset())
                {
                    shifts.Add(shift);
                }
            }
        }
        if (periods > MaxPeriods)
            throw new CalendarException("The rules of the calendar take too long to expand.");
        problems.AddRange(zones.Unknown.Select(
            id => $"Unknown time zone \"{id}\". Its times are read in the schedule's zone."));
        return new CalendarReading(
            [.. shifts.OrderBy(shift => shift.From).ThenBy(shift => shift.Summary, StringComparer.Ordinal)],
            [.. problems.Distinct().Take(MaxProblems)]);
    }

    private static void Check(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
            throw new CalendarException("The calendar is larger than 1 MB.");
        var head = text.AsSpan().TrimStart('\uFEFF').TrimStart();
        if (!head.StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase))
            throw new CalendarException("It is not a calendar: it does not begin with BEGIN:VCALENDAR.");
        if (!text.Contains("END:VCALENDAR", StringComparison.OrdinalIgnoreCase))
            throw new CalendarException("The calendar is cut off: END:VCALENDAR is missing.");
        var events = 0;
        for (var at = 0; (at = text.IndexOf("BEGIN:VEVENT", at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
            events++;
        if (events > MaxEvents)
            throw new CalendarException($"The calendar has {events} events. The limit is {MaxEvents}.");
    }

    private static List<CalendarEvent> Events(string text, CalendarZones zones, List<string> problems)
    {
        var events = new List<CalendarEvent>();
        List<CalendarLine>? lines = null;
        var depth = 0;
        foreach (var line in CalendarLine.Read(text.TrimStart('\uFEFF')))
        {
            var isEvent = line.Value.Equals("VEVENT", StringComparison.OrdinalIgnoreCase);
            if (line.Name == "BEGIN" && isEvent)
            {
                (lines, depth) = ([], 0);
            }
            else if (line.Name == "END" && isEvent && lines is not null)
            {
                Add(lines, zones, events, problems);
                lines = null;
            }
            else if (line.Name is "BEGIN" or "END")
            {
                // An alarm within an event has lines of the same names.
                depth += line.Name == "BEGIN" ? 1 : -1;
            }
            else if (depth == 0)
            {
                lines?.Add(line);
            }
        }
        return events;
    }

    private static void Add(
        List<CalendarLine> lines, CalendarZones zones, List<CalendarEvent> events, List<string> problems)
    {
        try
        {
            events.Add(CalendarEvent.Read(lines, zones));
        }
        catch (CalendarException wrong)
        {
            var name = lines.FirstOrDefault(line => line.Name == "SUMMARY")?.Text;
            problems.Add($"An event{(name is null ? "" : $" \"{name}\"")} is left out. {wrong.Message}");
        }
    }

    private static IEnumerable<CalendarTime> Starts(
        CalendarEvent each, Instant from, Instant to, Func<bool> mayGoOn)
    {
        var starts = each.Rule is not { } rule ? [each.Start] : OfRule(each, rule, from, to, mayGoOn);
        return starts.Concat(each.Dates).DistinctBy(start => start.Instant).Where(start =>
            !each.Exceptions.Any(left => left.IsDate ? left.Local.Date == start.Local.Date
                : left.Instant == start.Instant));
    }

    private static IEnumerable<CalendarTime> OfRule(
        CalendarEvent each, RecurrenceRule rule, Instant from, Instant to, Func<bool> mayGoOn)
    {
        var (start, zone) = (each.Start, each.Start.Zone);
        CalendarTime? until = rule.Until is { } text ? CalendarTime.Parse(text, zone) : null;
        // One that began before may last into the time asked for.
        var length = each.Length.Days + each.Length.Weeks * 7;
        var earliest = from.InZone(zone).Date.PlusDays(-length - 2);
        var latest = to.InZone(zone).Date.PlusDays(1);
        foreach (var date in new Recurrence(rule, start.Local.Date).Dates(earliest, latest, mayGoOn))
        {
            var next = start.At(date + start.Local.TimeOfDay);
            if (until is { } last && (last.IsDate ? date > last.Local.Date : next.Instant > last.Instant))
                yield break;
            yield return next;
        }
    }

    /// <summary>Null for one without a length: nobody is on call for no time.</summary>
    private static CalendarShift? Shift(CalendarEvent each, CalendarTime start)
    {
        var end = start.At(start.Local + each.Length);
        var (from, to) = (start.Instant, end.Instant);
        var summary = each.Summary.Length > MaxSummary ? each.Summary[..MaxSummary] : each.Summary;
        return from < to ? new CalendarShift(from.ToDateTimeOffset(), to.ToDateTimeOffset(), summary)
        {
            IsAllDay = start.IsDate,
        } : null;
    }
}
