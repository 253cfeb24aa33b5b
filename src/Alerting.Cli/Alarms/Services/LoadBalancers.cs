using static Alerting.Cli.Alarms.Limit;
using static Alerting.Cli.Alarms.RecipeMetric;

namespace Alerting.Cli.Alarms.Services;

/// <remarks>
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
/// </remarks>
internal static class LoadBalancers
{
    public const string ApplicationMetrics = "AWS/ApplicationELB";
    public const string NetworkMetrics = "AWS/NetworkELB";

    private const string Prefix = "loadbalancer/";
    private const string Bad = "FILL(balancer, 0) + FILL(target, 0)";

    private static readonly IReadOnlyList<RecipeMetric> Requests =
    [
        Sum("balancer", "HTTPCode_ELB_5XX_Count"), Sum("target", "HTTPCode_Target_5XX_Count"),
        Sum("requests", "RequestCount"),
    ];

    // RequestCount leaves out what the load balancer answers without a target.
    private const string Rate =
        $"IF({Bad} >= 3, 100 * ({Bad}) / (FILL(requests, 0) + FILL(balancer, 0)), 0)";

    private static readonly MissingData NoRequest = MissingData.Good("Data is missing where nobody sent a request.");

    public static Service Application { get; } = new("ALB", ApplicationMetrics)
    {
        Types = ["AWS::ElasticLoadBalancingV2::LoadBalancer"],
        FromArn = arn => arn.After("elasticloadbalancing", Prefix + "app/") is null ? null : arn.Text,
        NameOf = Name,
        Dimensions = Service.By("LoadBalancer", Prefix, 1),
        Recipes =
        [
            new("errors", Kpi.Errors, "error")
            {
                Metrics = Requests,
                Expression = Rate,
                Fires = Above(5, "5 % of the requests, and at least three of them: one failed request wakes nobody."),
                Within = Window.FiveMinutes,
                Missing = NoRequest,
                Description = "More than 5 % of the requests to {name} fail with 5xx. Look which target group they " +
                    "come from, and undo the last deployment.",
            },
            new("outage", Kpi.Errors, "critical")
            {
                Metrics = Requests,
                Expression = Rate,
                Fires = Above(50, "50 %: most people cannot use it."),
                Within = Window.FiveMinutes,
                Missing = NoRequest,
                Description = "Most requests to {name} fail with 5xx. Look whether it has healthy targets, and " +
                    "undo the " +
                    "last deployment.",
            },
            new("slow", Kpi.Throughput, "warning")
            {
                Metrics = [P99("seconds", "TargetResponseTime")],
                Fires = Above(2, "2 s: beyond it people think that a page is broken. Write what yours accept."),
                Within = Window.FifteenMinutes,
                Missing = NoRequest,
                Description = "One request in a hundred to {name} takes longer than 2 s. Look at the database " +
                    "and the " +
                    "services behind it first.",
            },
        ],
    };

    /// <remarks>
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
    /// </remarks>
    public static Service Network { get; } = new("NLB", NetworkMetrics)
    {
        // The type of a template is the application load balancer's; its property Type says which it is.
        Types = [],
        FromArn = arn => arn.After("elasticloadbalancing", Prefix + "net/") is null ? null : arn.Text,
        NameOf = Name,
        Dimensions = Service.By("LoadBalancer", Prefix, 1),
        Recipes =
        [
            new("no free ports", Kpi.Utilisation, "error")
            {
                Metrics = [Sum("refused", "PortAllocationErrorCount")],
                Fires = Above(0, "0: each one is a connection that could not be made."),
                Within = Window.FiveMinutes,
                Missing = MissingData.Good("Data is missing where nobody connected."),
                Description = "{name} has no ports left for connections to its targets. Add targets.",
            },
        ],
    };

    public static Service TargetGroup { get; } = new("Target group", ApplicationMetrics)
    {
        Types = ["AWS::ElasticLoadBalancingV2::TargetGroup"],
        FromArn = arn => arn.After("elasticloadbalancing", "targetgroup/") is null ? null : arn.Text,
        NameOf = arn => arn.Split('/') is [_, { Length: > 0 } name, ..] ? name : arn,
        Dimensions = DimensionsOfTargets,
        Recipes =
        [
            new("no healthy host", Kpi.Uptime, "critical")
            {
                Metrics = [Maximum("healthy", "HealthyHostCount")],
                Query = "SELECT MAX(HealthyHostCount) FROM SCHEMA(\"{namespace}\", LoadBalancer, TargetGroup) " +
                    "WHERE TargetGroup = '{TargetGroup}'",
                Fires = Below(1, "1: without a healthy host nobody is served."),
                Within = Window.Minutes(3, of: 3),
                Missing = MissingData.Bad("A target group without targets reports nothing, and serves nobody."),
                Description = "No host of {name} is healthy: nobody is served. Look at the health check's " +
                    "reason in the " +
                    "target group, and at the last deployment.",
            },
            new("unhealthy hosts", Kpi.Uptime, "warning")
            {
                Metrics = [Maximum("unhealthy", "UnHealthyHostCount")],
                Query = "SELECT MAX(UnHealthyHostCount) FROM SCHEMA(\"{namespace}\", LoadBalancer, TargetGroup) " +
                    "WHERE TargetGroup = '{TargetGroup}'",
                Fires = Above(0, "0: the others carry the load, so that it can wait until the morning."),
                Within = Window.Minutes(5, of: 5),
                Missing = MissingData.Good("A target group without targets has no unhealthy one."),
                Description = "A host of {name} fails its health check; the others serve. Look at the reason in the " +
                    "target group, and replace the host.",
            },
        ],
    };

    private static string Name(string arn) => arn.Split('/') is [_, _, { Length: > 0 } name, ..] ? name : arn;

    /// <summary>Their metrics have both dimensions. Without the load balancer a query finds them.</summary>
    private static IReadOnlyList<Dimension>? DimensionsOfTargets(WatchedResource group) =>
        group.Id.Part(":", 5) is not { } targets ? null
        : group.LoadBalancer?.Part(Prefix, 1) is { } balancer
            ? [new("LoadBalancer", balancer), new("TargetGroup", targets)]
            : [new("TargetGroup", targets)];
}
