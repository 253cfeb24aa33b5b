using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// Where to look further: the alarm itself and, where the metric tells the log group, the logs around the moment.
/// </summary>
internal static class AlarmLinks
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan After = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<Link> For(AlarmChange change, string alarmName, DateTimeOffset? at)
    {
        if (change.Place.Region is not { } region)
            return [];
        var partition = change.Place.Partition;
        var links = new List<Link>();
        if (ConsoleLinks.Alarm(region, alarmName, partition) is { } page)
            links.Add(new("Alarm", page));
        if (at is { } moment && LogGroup(change.Trigger) is { } group && Around(moment) is var (from, to)
            && ConsoleLinks.LogGroup(region, group, from, to, partition) is { } logs)
            links.Add(new("Logs", logs));
        links.AddRange(change.Composite?.Links() ?? []);
        return links;
    }

    /// <summary>No window at the very ends of the calendar, which only a forged time reaches.</summary>
    private static (DateTimeOffset From, DateTimeOffset To)? Around(DateTimeOffset moment) =>
        moment - DateTimeOffset.MinValue > Before && DateTimeOffset.MaxValue - moment > After
            ? (moment - Before, moment + After)
            : null;

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
