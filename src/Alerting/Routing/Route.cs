using Alerting.Alerts;

namespace Alerting.Routing;

/// <summary>One branch of the routing tree, with what it inherits from its parents already filled in.</summary>
public sealed record Route
{
    /// <summary><c>repeat: never</c>: a time that no alert reaches and no sum with a date overflows.</summary>
    public static readonly TimeSpan Never = TimeSpan.FromDays(36500);

    /// <summary>The configured name, or a hash of the matchers and receivers on the way to it: stable when routes move.</summary>
    public required string Id { get; init; }

    /// <summary>How to show it to people: the name, or its matchers, or "everything".</summary>
    public required string Display { get; init; }

    /// <summary>All must match. None matches everything.</summary>
    public IReadOnlyList<Matcher> Match { get; init; } = [];

    /// <summary>Receivers by name; empty only where children decide.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Whether routes after this one are tried too.</summary>
    public bool Continue { get; init; }

    /// <summary>Labels whose values make a group.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>How long a new group waits for company; null is the default: none for pages, 30 s below.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>The least time between two messages about one group.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>When people are reminded; null is the default by severity: 1 h critical, 4 h, never for info.</summary>
    public TimeSpan? Repeat { get; init; }

    /// <summary>The 4 h of the default by severity, unless <c>defaults:</c> says otherwise.</summary>
    public TimeSpan DefaultRepeat { get; init; } = TimeSpan.FromHours(4);

    /// <summary>When an alert of a source that never says "resolved" is taken to be over.</summary>
    public TimeSpan ResolveAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The time interval outside which notifications are held; null holds nothing.</summary>
    public string? Hold { get; init; }

    public IReadOnlyList<Route> Routes { get; init; } = [];

    /// <summary>How long a new group of this severity waits for company. A page does not wait, whatever is configured.</summary>
    public TimeSpan WaitFor(Severity severity) =>
        severity.IsPage() ? TimeSpan.Zero : Wait ?? TimeSpan.FromSeconds(30);

    /// <summary>After what time people are reminded of an alert of this severity; null is never.</summary>
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

/// <summary>An alert, a route that takes it, and the group it falls into there.</summary>
public sealed record RouteMatch(Alert Alert, Route Route, string GroupKey);
