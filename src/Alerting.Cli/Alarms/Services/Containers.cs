using static Alerting.Cli.Alarms.Limit;
using static Alerting.Cli.Alarms.RecipeMetric;

namespace Alerting.Cli.Alarms.Services;

/// <remarks>https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html</remarks>
internal static class Containers
{
    public static Service EcsService { get; } = new("ECS", "AWS/ECS")
    {
        Types = ["AWS::ECS::Service"],
        FromArn = arn => arn.After("ecs", "service/") is null ? null : arn.Text,
        FromProperties = properties => Service.Named("Cluster")(properties) is { } cluster
            && Service.Named("ServiceName")(properties) is { } name
                ? $"arn:aws:ecs:::service/{cluster.Split('/')[^1]}/{name}" : null,
        NameOf = arn =>
            arn.Split('/') is [_, { Length: > 0 } cluster, { Length: > 0 } name] ? $"{cluster}/{name}" : arn,
        Dimensions = DimensionsOf,
        Recipes =
        [
            new("no task runs", Kpi.Uptime, "critical")
            {
                // Each task reports once a minute, so that the samples are the tasks.
                Metrics = [new("tasks", "CPUUtilization", "SampleCount")],
                Fires = Below(1, "1: without a task nobody is served."),
                Within = Window.Minutes(3, of: 3),
                Missing = MissingData.Bad("Only running tasks report."),
                Description = "No task of {name} runs. Look at the service's events and at the reason why its " +
                    "tasks stopped.",
            },
            new("CPU", Kpi.Utilisation, "warning")
            {
                Metrics = [Average("cpu", "CPUUtilization")],
                Fires = Above(80, "80 %: the rest is what a peak needs until new tasks have started."),
                Within = Window.FifteenMinutes,
                Missing = MissingData.Good("Only running tasks report; another alarm fires when none runs."),
                Description = "The tasks of {name} have used more than 80 % of their CPU for 15 min. Let it scale out.",
            },
            new("memory", Kpi.Utilisation, "error")
            {
                Metrics = [Average("memory", "MemoryUtilization")],
                Fires = Above(90, "90 %: at 100 % a task is killed in the middle of its work."),
                Within = Window.Minutes(5, of: 5),
                Missing = MissingData.Good("Only running tasks report; another alarm fires when none runs."),
                Description = "The tasks of {name} use more than 90 % of their memory and may be killed. Look " +
                    "for a leak " +
                    "since the last deployment, or give them more.",
            },
        ],
    };

    /// <summary>An ARN of the old format has no cluster.</summary>
    private static IReadOnlyList<Dimension>? DimensionsOf(WatchedResource service) =>
        service.Id.Part("/", 1) is { } cluster && service.Id.Part("/", 2) is { } name
            ? [new("ClusterName", cluster), new("ServiceName", name)]
            : null;
}
