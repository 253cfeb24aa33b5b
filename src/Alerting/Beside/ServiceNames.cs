using Alerting.Alerts;
using Alerting.Sources.CloudWatchAlarms;

namespace Alerting.Beside;

/// <summary>
/// What the service of an alert or a change is called. Sources name it differently: a function <c>orders-api</c>, its
/// stack <c>orders-api-prod</c>, its repository <c>shop/orders-api</c>.
/// </summary>
internal static class ServiceNames
{
    /// <summary>Shorter ones are parts of too many others.</summary>
    private const int Shortest = 3;

    /// <summary>The first is the one that people use.</summary>
    private static readonly string[] Labels =
    [
        "tag_service", "tag_Service", "tag_app", "tag_application", "tag_component", "dim_ServiceName",
        "dim_FunctionName", "dim_ApiName", "dim_ApiId", "dim_LogGroupName", "dim_DBInstanceIdentifier",
        "dim_DBClusterIdentifier", "dim_QueueName", "dim_TableName", "dim_StateMachineArn", "dim_LoadBalancer",
        "dim_TargetGroup", "dim_BucketName", "dim_StreamName", "dim_TopicName", "service_name", "app", "job",
        "deployment", "log_group", "resource", "repository", "project", "function",
    ];

    public static IReadOnlyList<string> Of(Signal signal)
    {
        var names = Labels.Select(label => signal.Labels.GetValueOrDefault(label)).ToList();
        // Of an alarm and of an event of AWS it is the namespace: every function would belong together.
        if (signal.Source != AlarmReader.SourceName && signal.Labels.GetValueOrDefault("resource") is null)
            names.Insert(0, signal.Service);
        return [.. names.OfType<string>().Select(Last).Where(name => name.Length >= Shortest)
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The name in <paramref name="ours"/> by which they belong together; null if they do not.</summary>
    public static string? Shared(IReadOnlyList<string> ours, IReadOnlyList<string> theirs) =>
        ours.FirstOrDefault(name => theirs.Any(other => Begins(name, other) || Begins(other, name)));

    private static bool Begins(string name, string with) => name.StartsWith(with, StringComparison.OrdinalIgnoreCase)
        && (name.Length == with.Length || !char.IsLetterOrDigit(name[with.Length]));

    /// <summary><c>orders</c> of <c>/aws/lambda/orders</c> and of an ARN.</summary>
    private static string Last(string name)
    {
        var trimmed = name.Trim().TrimEnd('/');
        return trimmed[(trimmed.LastIndexOfAny(['/', ':']) + 1)..];
    }
}
