using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Routing;

namespace Alerting.Grouping;

/// <summary>What a configuration says about groups, ready to be asked.</summary>
public sealed class GroupRules
{
    private readonly Dictionary<string, RoutePolicy> _routes = new(StringComparer.Ordinal);
    private readonly AlertingConfig _config;

    public GroupRules(AlertingConfig config)
    {
        _config = config;
        FlappingTime = DurationText.Of(config.Flapping.Within);
        Router = new Router(config.Routes);
        Addressing = new GroupAddressing(Router);
        Add(config.Routes);
    }

    public Router Router { get; }

    internal GroupAddressing Addressing { get; }

    public FlappingOptions Flapping => _config.Flapping;

    internal string FlappingTime { get; }

    public IReadOnlyList<InhibitRule> Inhibit => _config.Inhibit;

    /// <summary>
    /// For a process that may be frozen once it has answered, and that has no queue: whatever would wait is told at once,
    /// since later may never come.
    /// </summary>
    public bool CannotWait { get; init; }

    /// <summary>
    /// For a process that remembers no more than its own life: the end of what it does not know to fire is told, since an
    /// earlier process may have told that it fires.
    /// </summary>
    public bool AssumesNotified { get; init; }

    /// <summary>
    /// How long a digest waits for the parts of all groups. Nothing where wake-ups are exact; where they come each minute,
    /// a little longer than that.
    /// </summary>
    public TimeSpan DigestGrace { get; init; }

    /// <summary>Null when the configuration has no such route any more.</summary>
    public RoutePolicy? Route(string id) => _routes.GetValueOrDefault(id);

    public bool SendsResolved(string receiver) =>
        !_config.Receivers.TryGetValue(receiver, out var found) || found.SendResolved;

    /// <summary>Whether the receiver has a channel that holds incidents by a group's key.</summary>
    public bool HasPager(string receiver) =>
        _config.Receivers.TryGetValue(receiver, out var found) && found.Targets.Any(target => ChannelFormats.IsPager(target.Channel));

    /// <summary>Whether the receiver has a channel that takes a digest.</summary>
    public bool TakesDigest(string receiver) =>
        !_config.Receivers.TryGetValue(receiver, out var found) || found.Targets.Any(target => !ChannelFormats.IsPager(target.Channel));

    /// <summary>Whether an inhibit rule may refer to the alert while it fires.</summary>
    public bool Inhibits(Alert alert)
    {
        foreach (var rule in Inhibit)
            if (rule.When.All(matcher => matcher.Matches(alert.Labels)))
                return true;
        return false;
    }

    private void Add(IReadOnlyList<Route> routes)
    {
        foreach (var route in routes)
        {
            _routes[route.Id] = new RoutePolicy(route, route.Hold is { } name ? _config.TimeIntervals.GetValueOrDefault(name) : null);
            Add(route.Routes);
        }
    }
}
