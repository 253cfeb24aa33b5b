using System.Globalization;
using Alerting.Reliability.Channels;
using Alerting.Reliability.Stories;

namespace Alerting.Reliability.Accounting;

/// <summary>
/// Judges a run only by what the channels accepted, what is in the queues, and what the decision log says. It knows
/// nothing of how the pipeline works.
/// </summary>
internal sealed class Accountant
{
    /// <summary>Two changes without a message, one after the other, cancel each other and share a decision.</summary>
    private const string Cancelled = "cancelled by the next";

    /// <summary>The source said the same again before a message was due. What becomes of that, becomes of this.</summary>
    private const string Repeated = "said again by the next";

    private readonly IReadOnlyList<AlarmEvent> _events;
    private readonly IReadOnlyDictionary<int, TimeSpan> _published;
    private readonly IReadOnlyList<Arrival> _all;
    private readonly IReadOnlyList<Arrival> _arrivals;
    private readonly IReadOnlyList<Statement> _statements;
    private readonly ILookup<(string Target, string Alarm), Statement> _told;
    private readonly ILookup<Alarm, AlarmEvent> _alarms;

    /// <param name="published">When each event was published, on the inbox's clock.</param>
    public Accountant(IReadOnlyList<AlarmEvent> events, IReadOnlyDictionary<int, TimeSpan> published, Inbox inbox)
    {
        (_events, _published) = (events, published);
        var known = events.Select(each => each.Alarm.Token).ToHashSet();
        _statements = [.. inbox.Arrivals.SelectMany(Statement.Of).Where(statement => known.Contains(statement.Alarm))];
        _all = inbox.Arrivals;
        _arrivals = [.. _statements.Select(statement => statement.Message).Distinct()];
        _told = _statements.ToLookup(statement => (statement.Target, statement.Alarm));
        _alarms = events.ToLookup(each => each.Alarm);
    }

    /// <param name="deadLetters">Bodies, as are the next.</param>
    /// <param name="isAway">Whether the table was away at a moment, so nobody could record or see what was sent.</param>
    public Account Of(DecisionLog log, IReadOnlyList<string> deadLetters, IReadOnlyList<string> queued,
        Func<TimeSpan, bool> isAway)
    {
        var duplicates = Duplicates().ToLookup(pair => isAway(pair.First.At) || isAway(pair.Again.At), Describe);
        var delivered = _arrivals.SelectMany(arrival => Statement.EventsIn(arrival.Body)).ToHashSet();
        var suppressed = new Dictionary<string, int>(StringComparer.Ordinal);
        var (dead, held, lost) = (0, 0, new List<string>());
        foreach (var ofAlarm in _alarms)
        {
            var codes = new Queue<string>(log.SuppressedOf(ofAlarm.Key.Token));
            AlarmEvent? unexplained = null;
            foreach (var (each, next) in ofAlarm.Zip(ofAlarm.Skip(1).Cast<AlarmEvent?>().Append(null)))
            {
                if (delivered.Contains(each.Token))
                    unexplained = null;
                else if (IsIn(deadLetters, each))
                    dead++;
                else if (IsIn(queued, each))
                    held++;
                else if (next is not null && next.IsFiring == each.IsFiring)
                    suppressed[Repeated] = suppressed.GetValueOrDefault(Repeated) + 1;
                else if (unexplained is { } before && before.IsFiring != each.IsFiring)
                    (unexplained, suppressed[Cancelled]) = (null, suppressed.GetValueOrDefault(Cancelled) + 1);
                else if (codes.TryDequeue(out var code))
                    (unexplained, suppressed[code]) = (each, suppressed.GetValueOrDefault(code) + 1);
                else
                    lost.Add(each.ToString());
            }
        }
        return new Account
        {
            Events = _events.Count,
            Delivered = _events.Count(each => delivered.Contains(each.Token)),
            Suppressed = suppressed,
            DeadLettered = dead,
            Held = held,
            Lost = lost,
            LastMessageFalse = [.. LastMessageFalse(), .. PagersFalse()],
            Told = _alarms.Sum(alarm => alarm.Key.Kind.Targets.Count(target => _told.Contains((target, alarm.Key.Token)))),
            OutOfOrder = [.. OutOfOrder()],
            Duplicates = [.. duplicates[false]],
            DuplicatesInOutage = [.. duplicates[true]],
            ResolvedUnasked = [.. ResolvedUnasked()],
            Pages = Latency.Of(Pages().Select(page => page.Min())),
            PagesOnEachTarget = Latency.Of(Pages().SelectMany(page => page)),
            Kills = 0,
            Malformed = [],
            Took = TimeSpan.Zero,
        };
    }

    private static bool IsIn(IReadOnlyList<string> bodies, AlarmEvent one) =>
        bodies.Any(body => body.Contains(one.Token, StringComparison.Ordinal));

    /// <summary>
    /// The last message on each target that gets an alarm's messages must agree with the alarm's last state. A pager's
    /// log of a group is not a message; its incident is judged instead.
    /// </summary>
    private IEnumerable<string> LastMessageFalse()
    {
        foreach (var alarm in _alarms)
        {
            var isFiring = alarm.MaxBy(each => each.Number)!.IsFiring;
            foreach (var target in alarm.Key.Kind.Targets.Where(target => target != "pagerduty"))
            {
                var last = _told[(target, alarm.Key.Token)].LastOrDefault();
                if ((last?.IsFiring ?? false) != isFiring)
                    yield return $"{alarm.Key.Name} on {target} is {State(isFiring)}, last message: {Describe(last)}";
            }
        }
    }

    private IEnumerable<string> PagersFalse()
    {
        // A resolve that closes an incident by its key alone names no alarm.
        var open = PagerIncidents.Of(_all).Open;
        var groups = _alarms.Where(alarm => alarm.Key.Kind.Targets.Contains("pagerduty"))
            .GroupBy(alarm => alarm.Key.Function);
        foreach (var group in groups)
        {
            var isFiring = group.Any(alarm => alarm.MaxBy(each => each.Number)!.IsFiring);
            if (open.Contains(group.Key) != isFiring)
                yield return $"{group.Key} on pagerduty is {State(isFiring)}, its incident is {State(!isFiring)}";
        }
    }

    private IEnumerable<string> OutOfOrder()
    {
        foreach (var told in _told)
        {
            var newest = "";
            foreach (var statement in told.Where(statement => statement.Event is not null))
            {
                if (string.CompareOrdinal(statement.Event, newest) < 0)
                    yield return $"{told.Key.Alarm} on {told.Key.Target}: {statement.Event} after {newest}";
                newest = string.CompareOrdinal(statement.Event, newest) > 0 ? statement.Event! : newest;
            }
        }
    }

    /// <summary>The same words again. A text message has too few to tell two events apart, unless they follow each other.</summary>
    private IEnumerable<(Arrival First, Arrival Again)> Duplicates() => _arrivals
        .Where(arrival => arrival.Target != "sms")
        .GroupBy(arrival => (arrival.Target, arrival.Body))
        .SelectMany(same => same.Skip(1).Select(again => (same.First(), again)))
        .Concat(_told.Where(told => told.Key.Target == "sms").SelectMany(told => told.Zip(told.Skip(1))
            .Where(pair => pair.First.Message.Body == pair.Second.Message.Body)
            .Select(pair => (pair.First.Message, pair.Second.Message))));

    private static string Describe((Arrival First, Arrival Again) pair) => string.Create(CultureInfo.InvariantCulture,
        $"{Statement.Of(pair.Again).First().Alarm} on {pair.Again.Target} at {pair.First.At.TotalSeconds:0.0} s and {pair.Again.At.TotalSeconds:0.0} s");

    private IEnumerable<string> ResolvedUnasked() => _told
        .Where(told => told.Key.Target != "pagerduty" && !told.First().IsFiring)
        .Select(told => $"{told.Key.Alarm} on {told.Key.Target}");

    /// <summary>The first event of each alarm that pages, with the time to each target's first message about it.</summary>
    private IEnumerable<IReadOnlyList<TimeSpan>> Pages()
    {
        foreach (var alarm in _alarms.Where(alarm => alarm.Key.Kind is { IsPage: true, IsGrouped: false }))
        {
            var first = alarm.MinBy(each => each.Number)!;
            TimeSpan[] times =
            [
                .. alarm.Key.Kind.Targets.Select(target => _told[(target, alarm.Key.Token)].FirstOrDefault())
                    .Where(told => told is { IsFiring: true } && (told.Event is null || told.Event == first.Token))
                    .Select(told => told!.At - _published[first.Number]),
            ];
            if (times.Length > 0)
                yield return times;
        }
    }

    private static string State(bool isFiring) => isFiring ? "firing" : "resolved";

    private static string Describe(Statement? last) =>
        last is null ? "none" : $"{State(last.IsFiring)} {last.Event} at {last.At.TotalSeconds:0.0} s";
}
