namespace Alerting.Cli.Alarms.Services;

/// <summary>All services with a table of alarms, in the order of the template.</summary>
internal static class ServiceCatalog
{
    public static IReadOnlyList<Service> All { get; } =
    [
        LoadBalancers.Application, LoadBalancers.Network, LoadBalancers.TargetGroup,
        Apis.Rest, Apis.Http,
        Functions.Lambda, Functions.Account,
        Containers.EcsService,
        Instances.Ec2, Instances.NatGateway,
        Databases.Instance, Clusters.Aurora,
        Tables.DynamoDb, Caches.ElastiCache, Search.OpenSearch,
        Messages.Queue, Messages.Topic, Messages.Stream, Messages.Rule,
        Workflows.StateMachine,
        Certificates.Acm,
    ];

    public static Service? OfType(string type) => All.FirstOrDefault(service => service.Types.Contains(type));

    public static (Service Service, string Id)? Of(Arn arn) => All
        .Select(service => (service, service.FromArn(arn))).Where(found => found.Item2 is not null)
        .Select(found => ((Service, string)?)(found.service, found.Item2!)).FirstOrDefault();
}
