using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>Where to look further: the alarm itself and, where the metric tells the log group, the logs around the moment.</summary>
internal static class AlarmLinks
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan After = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<Link> For(string? region, string alarmName, AlarmTrigger trigger, DateTimeOffset? at)
    {
        if (region is null)
            return [];
        var links = new List<Link> { new("Alarm", ConsoleLinks.Alarm(region, alarmName)) };
        if (at is { } moment && LogGroup(trigger) is { } group)
            links.Add(new("Logs", ConsoleLinks.LogGroup(region, group, moment - Before, moment + After)));
        return links;
    }

    /// <summary>The log group that holds the why, for namespaces whose log groups have a fixed name.</summary>
    private static string? LogGroup(AlarmTrigger trigger) => trigger.Namespace switch
    {
        "AWS/Lambda" => Named("/aws/lambda/", trigger.Dimension("FunctionName")),
        "LambdaInsights" => Named("/aws/lambda/", trigger.Dimension("function_name")),
        "AWS/CodeBuild" => Named("/aws/codebuild/", trigger.Dimension("ProjectName")),
        "AWS/Logs" => trigger.Dimension("LogGroupName"),
        "AWS/SageMaker" => Named("/aws/sagemaker/Endpoints/", trigger.Dimension("EndpointName")),
        "ContainerInsights" => trigger.Dimension("ClusterName") is { } cluster
            ? $"/aws/containerinsights/{cluster}/application"
            : null,
        _ => null,
    };

    private static string? Named(string prefix, string? name) => name is null ? null : prefix + name;
}
