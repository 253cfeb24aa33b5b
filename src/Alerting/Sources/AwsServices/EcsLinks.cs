namespace Alerting.Sources.AwsServices;

/// <summary>Pages of the ECS console.</summary>
internal static class EcsLinks
{
    public static string? Service(AwsEvent awsEvent, string? cluster, string service) => cluster is null
        ? null
        : awsEvent.PageOf($"{Cluster(cluster)}/services/{Uri.EscapeDataString(service)}/health");

    public static string? Task(AwsEvent awsEvent, string? cluster, string? task) => cluster is null || task is null
        ? null
        : awsEvent.PageOf($"{Cluster(cluster)}/tasks/{Uri.EscapeDataString(task)}/configuration");

    private static string Cluster(string cluster) => $"ecs/v2/clusters/{Uri.EscapeDataString(cluster)}";
}
