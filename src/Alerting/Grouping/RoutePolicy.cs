using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Routing;

namespace Alerting.Grouping;

/// <summary>A route as its groups see it, with the sentences that would be the same for each alert.</summary>
public sealed class RoutePolicy(Route route, TimeInterval? hold)
{
    public Route Route => route;

    /// <summary>The hours outside of which the route holds; null when it holds nothing.</summary>
    public TimeInterval? Hold => hold;

    internal string FirstAfterWait { get; } =
        $"first firing of the group, told after {DurationText.Of(route.WaitFor(Alerts.Severity.Warning))} so that others can join";

    internal string NextBatch { get; } =
        $"the group was told less than {DurationText.Of(route.Interval)} ago, so this is told with the next batch";

    internal string Outside { get; } = $"outside {hold?.Name}; held until it begins";

    internal string InDigest { get; } = $"held until {hold?.Name} began";

    internal string Expired { get; } = $"No new occurrence for {DurationText.Of(route.ResolveAfter)}.";
}
