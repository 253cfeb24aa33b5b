using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>ECS tasks, service actions, deployments and container instances.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html</remarks>
internal sealed class EcsReader : ISourceReader
{
    public string Source => "ecs";

    public IReadOnlyList<Signal>? Read(EventMessage message) => AwsEvent.Of(message, "aws.ecs") is not { } awsEvent
        ? null
        : awsEvent.DetailType switch
        {
            "ECS Task State Change" => [EcsTask.Signal(Source, awsEvent)],
            "ECS Service Action" => [ServiceAction(awsEvent)],
            "ECS Deployment State Change" => [Deployment(awsEvent)],
            "ECS Container Instance State Change" => [ContainerInstance(awsEvent)],
            _ => null,
        };

    private Signal ServiceAction(AwsEvent awsEvent)
    {
        var (service, cluster) = Service(awsEvent);
        var name = awsEvent.Detail.Text("eventName");
        var outcome = (awsEvent.Detail.Text("eventType"), name) switch
        {
            (_, "SERVICE_STEADY_STATE") =>
                EventOutcome.Recovery("SERVICE_STEADY_STATE", "the service is in a steady state"),
            ("ERROR", not null) => EventOutcome.Stated(name, Severity.Error, "ECS event type ERROR"),
            ("WARN", not null) => EventOutcome.Stated(name, Severity.Warning, "ECS event type WARN"),
            ("INFO", not null) => EventOutcome.Informational(name, "ECS event type INFO"),
            _ => EventOutcome.Unknown(name),
        };
        var what = name is null ? "changed" : Wording.Words(name.Replace("SERVICE_", "", StringComparison.Ordinal));
        return Signal(awsEvent, service, cluster, $"ECS service {service}: {what}", awsEvent.Resource ?? service,
            outcome);
    }

    private Signal Deployment(AwsEvent awsEvent)
    {
        var (service, cluster) = Service(awsEvent);
        var name = awsEvent.Detail.Text("eventName");
        var (verb, outcome) = name switch
        {
            "SERVICE_DEPLOYMENT_FAILED" => ("failed", EventOutcome.Failure(name, "failed deployments")),
            "SERVICE_DEPLOYMENT_COMPLETED" => ("completed", EventOutcome.Recovery(name, "the deployment completed")),
            "SERVICE_DEPLOYMENT_IN_PROGRESS" =>
                ("started", EventOutcome.Informational(name, "routine deployment event")),
            _ => ("changed", EventOutcome.Unknown(name)),
        };
        var identity = $"{awsEvent.Resource ?? service}|deployment";
        return Signal(awsEvent, service, cluster, $"ECS deployment of {service} {verb}", identity, outcome);
    }

    private Signal Signal(AwsEvent awsEvent, string service, string? cluster, string title, string identity,
        EventOutcome outcome) =>
        awsEvent.Signal(Source, service, title, identity, outcome) with
        {
            Summary = awsEvent.Detail.Text("reason"),
            Labels = NonEmpty.Labels(("resource", service), ("cluster", cluster)),
            Facts = NonEmpty.Facts(("Cluster", cluster), ("Deployment", awsEvent.Detail.Text("deploymentId")),
                ("Reason", awsEvent.Detail.Text("reason"))),
            Links = NonEmpty.Links(("Service", EcsLinks.Service(awsEvent, cluster, service))),
        };

    /// <summary><c>service/cluster/name</c>, or <c>service/name</c> with the old ARN format.</summary>
    private static (string Service, string? Cluster) Service(AwsEvent awsEvent)
    {
        var parts = Arn.TryParse(awsEvent.Resource, out var arn) ? arn.Resource.Split('/') : [];
        var cluster = awsEvent.Detail.Text("clusterArn") is { } text ? Wording.LastPart(text) : null;
        return (parts.Length > 1 ? parts[^1] : "a service", cluster ?? (parts.Length > 2 ? parts[1] : null));
    }

    private Signal ContainerInstance(AwsEvent awsEvent)
    {
        var connected = awsEvent.Detail.Text("agentConnected");
        var status = awsEvent.Detail.Text("status");
        var state = connected == "false" && status != "INACTIVE" ? "agent disconnected" : status;
        var instance = awsEvent.Detail.Text("ec2InstanceId") ?? Wording.LastPart(awsEvent.Resource ?? "unknown");
        var outcome = status == "INACTIVE"
            ? EventOutcome.Recovery("INACTIVE", "the container instance was deregistered")
            : connected == "false"
                ? EventOutcome.Warning("DISCONNECTED", "container instances with a disconnected agent")
            : connected == "true" && state == "ACTIVE" ? EventOutcome.Recovery("ACTIVE", "the agent is connected")
            : EventOutcome.Informational(state ?? "unknown", "routine container instance event");
        return awsEvent.Signal(Source, instance,
            $"ECS container instance {instance}: {(state ?? "changed").ToLowerInvariant()}",
            awsEvent.Resource ?? instance, outcome);
    }
}
