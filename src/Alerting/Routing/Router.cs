using Alerting.Alerts;
using Alerting.Redaction;

namespace Alerting.Routing;

/// <summary>
/// Walks the routing tree from top to bottom. The first matching route takes the alert, its children refine it, and
/// later routes are tried only if it says <c>continue</c>.
/// </summary>
/// <param name="redaction">For the labels in the group's key, which is stored and shown.</param>
public sealed class Router(IReadOnlyList<Route> routes, AlertRedaction? redaction = null)
{
    private readonly AlertRedaction _redaction = redaction ?? AlertRedaction.BuiltIn;

    /// <summary>The matching routes in the order of the tree.</summary>
    public IReadOnlyList<RouteMatch> Match(Alert alert)
    {
        var matched = new List<Route>();
        if (Canary.Is(alert))
            matched.Add(CanaryRoute.Route);
        else
            Walk(routes, alert.Labels, matched);
        return [.. matched.Select(route => new RouteMatch(alert, route, GroupKey(route, alert)))];
    }

    /// <summary>The routes that take an alert with these labels.</summary>
    internal static IReadOnlyList<Route> Taking(
        IReadOnlyList<Route> routes, IReadOnlyDictionary<string, string> labels)
    {
        var matched = new List<Route>();
        Walk(routes, labels, matched);
        return matched;
    }

    /// <summary>Whether one of the siblings took the alert.</summary>
    private static bool Walk(
        IReadOnlyList<Route> siblings, IReadOnlyDictionary<string, string> labels, List<Route> matched)
    {
        var taken = false;
        foreach (var route in siblings)
        {
            if (!route.Match.All(matcher => matcher.Matches(labels)))
                continue;
            if (!Walk(route.Routes, labels, matched))
            {
                // A route without receivers only groups its children; if none matches, try the next route.
                if (!route.TakesAlerts)
                    continue;
                matched.Add(route);
            }
            taken = true;
            if (!route.Continue)
                break;
        }
        return taken;
    }

    private string GroupKey(Route route, Alert alert) => route.Id + "/" +
        (route.GroupBy.Contains(Route.EachAlert)
            ? $"{Route.EachAlert}={alert.Fingerprint}"
            : string.Join(',', route.GroupBy.Select(label => $"{label}={_redaction.Label(alert, label)}")));
}

/// <summary>An alert, a matching route, and the alert's group on that route.</summary>
public sealed record RouteMatch(Alert Alert, Route Route, string GroupKey);

/// <summary>One node of the routing tree, with inherited settings filled in.</summary>
public sealed record Route
{
    /// <summary><c>repeat: never</c>: no alert lasts this long, and adding it to a date does not overflow.</summary>
    public static readonly TimeSpan Never = TimeSpan.FromDays(36500);

    /// <summary>In <c>group_by</c>, as in Alertmanager: each alert is a group of its own.</summary>
    public const string EachAlert = "...";

    /// <summary>
    /// The name, or a hash of the matchers and receivers on its path, so it survives reordering of routes.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The name, its matchers, or "everything".</summary>
    public required string Display { get; init; }

    /// <summary>All must match; an empty list matches everything.</summary>
    public IReadOnlyList<Matcher> Match { get; init; } = [];

    /// <summary>Receivers by name; empty if only the children have some.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Whether to try the routes after this one too.</summary>
    public bool Continue { get; init; }

    /// <summary>
    /// Whether it takes its alerts and notifies nobody on purpose: <c>to: []</c> without child routes.
    /// </summary>
    public bool IsNull { get; init; }

    /// <summary>
    /// Alerts with the same values of these labels form a group; <see cref="EachAlert"/> makes a group of each alert.
    /// </summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>How long a new incident waits for further alerts; null is the default, 30 s. Not for pages.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>How long a page of a new incident waits for further alerts: not at all, unless the route asks.</summary>
    public TimeSpan WaitOfPages { get; init; }

    /// <summary>The minimum time between two batches of one group.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The time between reminders; null is the default: 1 h for critical, never for info, otherwise 4 h.
    /// </summary>
    public TimeSpan? Repeat { get; init; }

    /// <summary>Replaces the default of 4 h if <c>defaults:</c> sets it.</summary>
    public TimeSpan DefaultRepeat { get; init; } = TimeSpan.FromHours(4);

    /// <summary>After this time without an occurrence, an alert of a source without resolved events resolves.</summary>
    public TimeSpan ResolveAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>When an alert of the route flaps; null is the configuration's <c>flapping:</c>.</summary>
    public FlappingOptions? Flapping { get; init; }

    /// <summary>The time interval outside which notifications are held; null if none.</summary>
    public string? Hold { get; init; }

    /// <summary>The time intervals during which the route notifies nobody.</summary>
    public IReadOnlyList<string> Mute { get; init; } = [];

    /// <summary>The time intervals outside which the route notifies nobody; empty if it always notifies.</summary>
    public IReadOnlyList<string> Active { get; init; } = [];

    /// <summary>The severities whose end is not notified.</summary>
    public IReadOnlySet<Severity> WithoutResolved { get; init; } = new HashSet<Severity>();

    /// <summary>The escalation policy that pages of the route start; null if none.</summary>
    public string? Escalate { get; init; }

    /// <summary>How long an acknowledgement counts; null is the default, 1 h for critical and 8 h otherwise.</summary>
    public TimeSpan? AckTimeout { get; init; }

    /// <summary>Whether it takes an alert that no child matches.</summary>
    public bool TakesAlerts => To.Count > 0 || Escalate is not null || IsNull;

    public IReadOnlyList<Route> Routes { get; init; } = [];

    /// <summary>The source that has it; null where there is only one.</summary>
    public string? Source { get; init; }

    /// <summary>Where the file has it, from 1.</summary>
    public int Line { get; init; }

    public int Column { get; init; }

    /// <summary>How long a new incident of this severity waits for further alerts.</summary>
    public TimeSpan WaitFor(Severity severity) =>
        severity.IsPage() ? WaitOfPages : Wait ?? TimeSpan.FromSeconds(30);

    /// <summary>The time between reminders for this severity; null for none.</summary>
    public TimeSpan? RepeatFor(Severity severity)
    {
        var repeat = Repeat ?? severity switch
        {
            Severity.Critical when DefaultRepeat > TimeSpan.FromHours(1) => TimeSpan.FromHours(1),
            Severity.Info => Never,
            _ => DefaultRepeat,
        };
        return repeat < Never ? repeat : null;
    }
}
