namespace Alerting.Cli.Alarms.Reading;

/// <summary>Kinds without alarms of their own, and where their alarms are instead.</summary>
internal static class KindAdvice
{
    private const string Nodes = "the metrics are those of its nodes; add the ARNs of its clusters.";
    private const string Services = "its services have the alarms.";
    private const string Balancer = "its load balancer and target groups have the alarms.";
    private const string Instances = "its instances come and go; watch the load balancer or the service before them.";
    private const string OwnResources = "give the JSON of `aws cloudformation list-stack-resources` for it.";

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["elasticache:replicationgroup"] = Nodes, ["AWS::ElastiCache::ReplicationGroup"] = Nodes,
        ["ecs:cluster"] = Services, ["AWS::ECS::Cluster"] = Services,
        ["ecs:task-definition"] = Services, ["AWS::ECS::TaskDefinition"] = Services,
        ["elasticloadbalancing:listener"] = Balancer, ["AWS::ElasticLoadBalancingV2::Listener"] = Balancer,
        ["elasticloadbalancing:listener-rule"] = Balancer, ["AWS::ElasticLoadBalancingV2::ListenerRule"] = Balancer,
        ["autoscaling:autoScalingGroup"] = Instances, ["AWS::AutoScaling::AutoScalingGroup"] = Instances,
        ["cloudformation:stack"] = OwnResources, ["AWS::CloudFormation::Stack"] = OwnResources,
        ["AWS::ApiGatewayV2::Api"] = "a WebSocket API has other metrics.",
        ["elasticloadbalancing:loadbalancer"] = "only application and network load balancers are known.",
    };

    public static string? Of(string kind) => Kinds.GetValueOrDefault(kind);
}
