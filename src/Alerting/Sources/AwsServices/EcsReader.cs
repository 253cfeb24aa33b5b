using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>ECS tasks that stop, service actions, deployments and container instances.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html</remarks>
internal sealed class EcsReader : ISourceReader
{
    public string Source => "ecs";

    public IReadOnlyList<Signal>? Read(EventMessage message) => AwsEvent.Of(message, "aws.ecs") is not { } told
        ? null
        : told.DetailType switch
        {
            "ECS Task State Change" => [EcsTask.Signal(Source, told)],
            "ECS Service Action" => [ServiceAction(told)],
            "ECS Deployment State Change" => [Deployment(told)],
            "ECS Container Instance State Change" => [ContainerInstance(told)],
            _ => null,
        };

    private Signal ServiceAction(AwsEvent told)
    {
        var (service, cluster) = Service(told);
        var name = told.Detail.Text("eventName");
        var meaning = (told.Detail.Text("eventType"), name) switch
        {
            (_, "SERVICE_STEADY_STATE") =>
                Meaning.Recovery("SERVICE_STEADY_STATE", "the service is in a steady state"),
            ("ERROR", not null) => Meaning.Says(name, Severity.Error, "ECS event type ERROR"),
            ("WARN", not null) => Meaning.Says(name, Severity.Warning, "ECS event type WARN"),
            ("INFO", not null) => Meaning.News(name, "ECS event type INFO"),
            _ => Meaning.Unknown(name),
        };
        var what = name is null ? "changed" : Wording.Words(name.Replace("SERVICE_", "", StringComparison.Ordinal));
        return Signal(told, service, cluster, $"ECS service {service}: {what}", told.Resource ?? service, meaning);
    }

    private Signal Deployment(AwsEvent told)
    {
        var (service, cluster) = Service(told);
        var name = told.Detail.Text("eventName");
        var (verb, meaning) = name switch
        {
            "SERVICE_DEPLOYMENT_FAILED" => ("failed", Meaning.Failure(name, "failed deployments")),
            "SERVICE_DEPLOYMENT_COMPLETED" => ("completed", Meaning.Recovery(name, "the deployment completed")),
            "SERVICE_DEPLOYMENT_IN_PROGRESS" => ("started", Meaning.News(name, "a deployment's normal course")),
            _ => ("changed", Meaning.Unknown(name)),
        };
        var identity = $"{told.Resource ?? service}|deployment";
        return Signal(told, service, cluster, $"ECS deployment of {service} {verb}", identity, meaning);
    }

    private Signal Signal(AwsEvent told, string service, string? cluster, string title, string identity,
        Meaning meaning) =>
        told.Signal(Source, service, title, identity, meaning) with
        {
            Summary = told.Detail.Text("reason"),
            Labels = Shown.Labels(("resource", service), ("cluster", cluster)),
            Facts = Shown.Facts(("Cluster", cluster), ("Deployment", told.Detail.Text("deploymentId")),
                ("Reason", told.Detail.Text("reason"))),
            Links = Shown.Links(("Service", EcsLinks.Service(told, cluster, service))),
        };

    /// <summary>
    /// The resource is <c>service/cluster/name</c>, and <c>service/name</c> where long names are not switched on.
    /// </summary>
    private static (string Service, string? Cluster) Service(AwsEvent told)
    {
        var parts = Arn.TryParse(told.Resource, out var arn) ? arn.Resource.Split('/') : [];
        var cluster = told.Detail.Text("clusterArn") is { } text ? Wording.LastPart(text) : null;
        return (parts.Length > 1 ? parts[^1] : "a service", cluster ?? (parts.Length > 2 ? parts[1] : null));
    }

    private Signal ContainerInstance(AwsEvent told)
    {
        var connected = told.Detail.Text("agentConnected");
        var status = told.Detail.Text("status");
        var state = connected == "false" && status != "INACTIVE" ? "agent disconnected" : status;
        var instance = told.Detail.Text("ec2InstanceId") ?? Wording.LastPart(told.Resource ?? "unknown");
        var meaning = status == "INACTIVE"
            ? Meaning.Recovery("INACTIVE", "the container instance was taken out of its cluster")
            : connected == "false" ? Meaning.Worry("DISCONNECTED", "container instances without an agent")
            : connected == "true" && state == "ACTIVE" ? Meaning.Recovery("ACTIVE", "the agent is connected")
            : Meaning.News(state ?? "unknown", "a container instance's normal course");
        return told.Signal(Source, instance,
            $"ECS container instance {instance}: {(state ?? "changed").ToLowerInvariant()}",
            told.Resource ?? instance, meaning);
    }
}
