using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>Links to the alarm and, if the metric implies a log group, to the logs around the change.</summary>
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
        if (at is { } moment && LogGroup(change.Trigger) is { } group && WindowAround(moment) is var (from, to)
            && ConsoleLinks.LogGroup(region, group, from, to, partition) is { } logs)
        {
            links.Add(new("Logs", logs));
        }
        links.AddRange(change.Composite?.Links() ?? []);
        return links;
    }

    /// <summary>Null at the limits of <see cref="DateTimeOffset"/>, which only forged times reach.</summary>
    private static (DateTimeOffset From, DateTimeOffset To)? WindowAround(DateTimeOffset moment) =>
        moment - DateTimeOffset.MinValue > Before && DateTimeOffset.MaxValue - moment > After
            ? (moment - Before, moment + After)
            : null;

    /// <summary>For namespaces whose log groups have a fixed name.</summary>
    private static string? LogGroup(AlarmTrigger trigger) => trigger.Namespace switch
    {
        "AWS/Lambda" => WithPrefix("/aws/lambda/", trigger.Dimension("FunctionName")),
        "LambdaInsights" => WithPrefix("/aws/lambda/", trigger.Dimension("function_name")),
        "AWS/CodeBuild" => WithPrefix("/aws/codebuild/", trigger.Dimension("ProjectName")),
        "AWS/Logs" => trigger.Dimension("LogGroupName"),
        "AWS/SageMaker" => WithPrefix("/aws/sagemaker/Endpoints/", trigger.Dimension("EndpointName")),
        "ContainerInsights" => trigger.Dimension("ClusterName") is { } cluster
            ? $"/aws/containerinsights/{cluster}/application"
            : null,
        _ => null,
    };

    private static string? WithPrefix(string prefix, string? name) => name is null ? null : prefix + name;
}
