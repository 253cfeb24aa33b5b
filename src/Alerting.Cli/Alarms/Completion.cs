using Alerting.Cli.Alarms.Reading;
using Alerting.Cli.Alarms.Services;

namespace Alerting.Cli.Alarms;

/// <summary>What the resources together say and none of them does alone.</summary>
internal static class Completion
{
    public static IEnumerable<WatchedResource> Of(Inventory inventory)
    {
        var resources = inventory.Resources;
        var functions = resources.Where(resource => resource.Service == Functions.Lambda).ToList();
        return
        [
            .. resources.Select(resource => Complete(resource, resources)),
            .. functions.Select(function => function.Place).Distinct().Select(place => new WatchedResource(
                Functions.Account, "account", TemplateText.Literal("account"), place)),
        ];
    }

    private static WatchedResource Complete(WatchedResource resource, IReadOnlyList<WatchedResource> all)
    {
        if (resource.Service == Messages.Queue)
            return DeadLetterNames.Fits(resource.Name) ? resource with { HoldsDeadLetters = true } : resource;
        return resource.Service == LoadBalancers.TargetGroup && resource.LoadBalancer is null
            ? WithLoadBalancer(resource, all) : resource;
    }

    /// <summary>An ARN does not say which load balancer it is; the only one in the region it must be.</summary>
    private static WatchedResource WithLoadBalancer(WatchedResource group, IReadOnlyList<WatchedResource> all)
    {
        var balancers = all.Where(other => other.Place == group.Place
            && (other.Service == LoadBalancers.Application || other.Service == LoadBalancers.Network))
            .DistinctBy(balancer => balancer.Id.Value).ToList();
        var isNetwork = balancers.Count > 0 && balancers.TrueForAll(other => other.Service == LoadBalancers.Network);
        return group with
        {
            LoadBalancer = balancers is [var only] ? only.Id : null,
            Namespace = isNetwork ? LoadBalancers.NetworkMetrics : LoadBalancers.ApplicationMetrics,
        };
    }
}
