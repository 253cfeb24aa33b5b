using Alerting.Alerts;

namespace Alerting.Routing;

/// <summary>The only route of the canary's alerts, in every configuration.</summary>
public static class CanaryRoute
{
    public static Route Route { get; } = new()
    {
        Id = Canary.RouteId,
        Display = "canary",
        To = [Canary.Receiver],
        GroupBy = [Route.EachAlert],
        // Before the next canary, so that a group is as it was.
        ResolveAfter = TimeSpan.FromMinutes(1),
        Repeat = Route.Never,
    };
}
