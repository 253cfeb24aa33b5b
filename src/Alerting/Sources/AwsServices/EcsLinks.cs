using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Pages of the ECS console.</summary>
internal static class EcsLinks
{
    public static string? Service(string? region, string? cluster, string service) => cluster is null
        ? null
        : $"{Cluster(region, cluster)}/services/{Uri.EscapeDataString(service)}/health?region={region}";

    public static string? Task(string? region, string? cluster, string? task) => cluster is null || task is null
        ? null
        : $"{Cluster(region, cluster)}/tasks/{Uri.EscapeDataString(task)}/configuration?region={region}";

    private static string Cluster(string? region, string cluster) =>
        $"https://{ConsoleLinks.Host(region)}/ecs/v2/clusters/{Uri.EscapeDataString(cluster)}";
}
