using Alerting.Cli.Alarms.Reading;
using Alerting.Cli.Alarms.Services;

namespace Alerting.Cli.Alarms;

/// <summary>Completes resources by what others of the same input say.</summary>
internal static class Completion
{
    public static IEnumerable<WatchedResource> Of(Inventory inventory)
    {
        var resources = inventory.Resources;
        var functions = resources.Where(resource => resource.Service == Functions.Lambda).ToList();
        return
        [
            .. resources.Select(resource => Complete(resource, inventory)),
            .. functions.Select(function => function.Place).Distinct().Select(place => new WatchedResource(
                Functions.Account, "account", TemplateText.Literal("account"), place) { IsNamedByStack = true }),
        ];
    }

    private static WatchedResource Complete(WatchedResource resource, Inventory inventory)
    {
        if (resource.Service == Messages.Queue)
            return DeadLetterNames.Fits(resource.Name) ? resource with { HoldsDeadLetters = true } : resource;
        return resource.Service == LoadBalancers.TargetGroup && resource.LoadBalancer is null
            ? WithLoadBalancer(resource, inventory) : resource;
    }

    /// <summary>An ARN does not say which load balancer it is; the only one in the region it must be.</summary>
    private static WatchedResource WithLoadBalancer(WatchedResource group, Inventory inventory)
    {
        var balancers = inventory.Resources.Where(other => other.Place == group.Place
            && (other.Service == LoadBalancers.Application || other.Service == LoadBalancers.Network))
            .DistinctBy(balancer => balancer.Id.Value).ToList();
        var isNetwork = balancers.Count > 0 && balancers.TrueForAll(other => other.Service == LoadBalancers.Network);
        if (balancers.Select(balancer => balancer.Service).Distinct().Count() != 1)
        {
            inventory.Note($"The input does not say whether the target group {group.Name} belongs to an application " +
                "or a network load balancer; its alarms assume application. Add the ARN of its load balancer.");
        }
        return group with
        {
            LoadBalancer = balancers is [var only] ? only.Id : null,
            Namespace = isNetwork ? LoadBalancers.NetworkMetrics : LoadBalancers.ApplicationMetrics,
        };
    }
}
