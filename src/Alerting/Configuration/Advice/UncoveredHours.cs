using Alerting.Alerts;
using Alerting.Routing;
using NodaTime;

namespace Alerting.Configuration.Advice;

/// <summary>Times at which pages of a route notify nobody, because all routes that take them are muted.</summary>
/// <param name="Route">The first that takes them.</param>
/// <param name="From">When the first of the times begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="Times">How many there are in <see cref="Ahead"/>.</param>
public sealed record UncoveredHours(
    Route Route, IReadOnlyList<Severity> Severities, Instant From, Instant To, int Times)
{
    public static Duration Ahead { get; } = Duration.FromDays(7);

    /// <summary>A patch night is short and meant; a whole day of a week is probably forgotten.</summary>
    private static readonly Duration Least = Duration.FromDays(1);

    private static readonly Severity[] Pages = [Severity.Critical, Severity.Error];

    public static IEnumerable<UncoveredHours> Of(AlertingConfig config, Instant now) =>
        from each in Timed(config.Routes, [])
        from gap in Pages.Select(severity => Find(config, each.Route, Probe(each.Path, severity), severity, now))
        where gap is not null
        group gap by gap.Route into same
        select same.First() with { Severities = [.. same.SelectMany(gap => gap.Severities)] };

    /// <summary>The routes that are muted at times, with the matchers on their path.</summary>
    private static IEnumerable<(Route Route, Matcher[] Path)> Timed(IReadOnlyList<Route> routes, Matcher[] above)
    {
        foreach (var route in routes)
        {
            Matcher[] path = [.. above, .. route.Match];
            if (IsTimed(route) && route is { TakesAlerts: true, IsNull: false })
                yield return (route, path);
            foreach (var below in Timed(route.Routes, path))
                yield return below;
        }
    }

    private static bool IsTimed(Route route) => route.Mute.Count + route.Active.Count > 0;

    /// <summary>The labels of an alert for which the route may have been written; null if the matchers refuse it.</summary>
    private static Dictionary<string, string>? Probe(Matcher[] path, Severity severity)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["severity"] = severity.Name() };
        foreach (var matcher in path)
        {
            if (matcher is { Operator: MatcherOperator.Equal or MatcherOperator.Matches, Values: [var first, ..] })
                labels.TryAdd(matcher.Label, first);
        }
        return path.All(matcher => matcher.Matches(labels)) ? labels : null;
    }

    private static UncoveredHours? Find(
        AlertingConfig config, Route route, Dictionary<string, string>? labels, Severity severity, Instant now)
    {
        var taking = labels is null ? [] : Router.Taking(config.Routes, labels);
        if (!taking.Contains(route) || taking.Any(each => !IsTimed(each)))
            return null;
        var gaps = Gaps(config, taking, now);
        var length = gaps.Aggregate(Duration.Zero, (sum, gap) => sum + gap.Duration);
        return length < Least ? null
            : new UncoveredHours(taking[0], [severity], gaps[0].Start, gaps[0].End, gaps.Count);
    }

    private static List<Interval> Gaps(AlertingConfig config, IReadOnlyList<Route> taking, Instant now)
    {
        var gaps = new List<Interval>();
        var intervals = taking.SelectMany(route => route.Mute.Concat(route.Active)).Distinct()
            .Select(name => config.TimeIntervals[name]);
        var end = now + Ahead;
        Instant[] times = [now, .. intervals.SelectMany(interval => interval.Boundaries(now, end))
            .Where(time => time > now && time < end).Distinct().Order(), end];
        for (var i = 0; i + 1 < times.Length; i++)
        {
            var at = times[i].ToDateTimeOffset();
            if (!taking.All(route => IsMuted(config, route, at)))
                continue;
            if (gaps.Count > 0 && gaps[^1].End == times[i])
                gaps[^1] = new Interval(gaps[^1].Start, times[i + 1]);
            else
                gaps.Add(new Interval(times[i], times[i + 1]));
        }
        return gaps;
    }

    private static bool IsMuted(AlertingConfig config, Route route, DateTimeOffset at) =>
        route.Mute.Any(name => config.TimeIntervals[name].Contains(at))
        || route.Active.Count > 0 && !route.Active.Any(name => config.TimeIntervals[name].Contains(at));
}
