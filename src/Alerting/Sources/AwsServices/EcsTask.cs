using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// ECS task state changes. A task fails if it cannot start, its essential container exits with an error, or its health
/// checks fail. The steady state of its service resolves that; nothing resolves a standalone task.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html</remarks>
internal static class EcsTask
{
    public static Signal Signal(string family, AwsEvent awsEvent)
    {
        var detail = awsEvent.Detail;
        var task = detail.Text("taskArn") ?? awsEvent.Resource;
        var cluster = detail.Text("clusterArn") is { } arn ? Wording.LastPart(arn) : null;
        var group = detail.Text("group");
        var service = group?.StartsWith("service:", StringComparison.Ordinal) == true
            ? group["service:".Length..]
            : null;
        var name = service ?? Definition(detail.Text("taskDefinitionArn")) ?? "a task";
        var (exit, container) = Exit(awsEvent);
        var serviceArn = ServiceArn(task, cluster, service);
        var outcome = Classify(awsEvent, exit, recovers: serviceArn is not null);
        return awsEvent.Signal(family, name, Title(awsEvent, name, exit), serviceArn ?? task ?? name, outcome) with
        {
            Summary = detail.Text("stoppedReason"),
            Labels = NonEmpty.Labels(("resource", name), ("cluster", cluster)),
            Facts = NonEmpty.Facts(("Cluster", cluster), ("Stop code", detail.Text("stopCode")),
                ("Container", container),
                ("Exit code", exit), ("Task", task is null ? null : Wording.LastPart(task)),
                ("Task definition", Definition(detail.Text("taskDefinitionArn")))),
            Links = NonEmpty.Links(
                ("Task", EcsLinks.Task(awsEvent, cluster, task is null ? null : Wording.LastPart(task))),
                ("Service", service is null ? null : EcsLinks.Service(awsEvent, cluster, service))),
        };
    }

    private static EventOutcome Classify(AwsEvent awsEvent, string? exit, bool recovers)
    {
        var state = awsEvent.Detail.Text("lastStatus");
        if (state != "STOPPED")
        {
            return state is null
                ? EventOutcome.Unknown(state)
                : EventOutcome.Informational(state, "routine task event");
        }
        return awsEvent.Detail.Text("stopCode") switch
        {
            "TaskFailedToStart" => EventOutcome.Failure(state, "tasks that failed to start", recovers),
            not "UserInitiated" when IsUnhealthy(awsEvent) =>
                EventOutcome.Failure(state, "tasks that failed health checks", recovers),
            "EssentialContainerExited" when exit != "0" =>
                EventOutcome.Failure(state, "tasks that exited with an error", recovers),
            // Exit codes 137 and 143 are normal for a task that was asked to stop.
            "EssentialContainerExited" or "ServiceSchedulerInitiated" or "UserInitiated" or "SpotInterruption"
                or "TerminationNotice" => EventOutcome.Informational(state, "expected task stop"),
            _ when exit is not (null or "0") =>
                EventOutcome.Failure(state, "tasks that exited with an error", recovers),
            _ => EventOutcome.Informational(state, "expected task stop"),
        };
    }

    /// <summary>Failed health checks have no stop code of their own.</summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html</remarks>
    private static bool IsUnhealthy(AwsEvent awsEvent) =>
        awsEvent.Detail.Text("stoppedReason")?.Contains("health check", StringComparison.OrdinalIgnoreCase) == true;

    private static string Title(AwsEvent awsEvent, string name, string? exit)
    {
        var state = awsEvent.Detail.Text("lastStatus");
        if (state != "STOPPED")
            return $"ECS task of {name} is {(state ?? "unknown").ToLowerInvariant()}";
        if (awsEvent.Detail.Text("stopCode") == "TaskFailedToStart")
            return Wording.WithReason($"ECS task of {name} could not start", awsEvent.Detail.Text("stoppedReason"));
        var title = Wording.WithReason($"ECS task of {name} stopped", awsEvent.Detail.Text("stoppedReason"));
        return exit is null or "0" ? title : $"{title} (exit code {exit})";
    }

    /// <summary>The first container that failed, or else the first that exited.</summary>
    private static (string? Code, string? Container) Exit(AwsEvent awsEvent)
    {
        var ended = awsEvent.Detail.Items("containers").Where(container => container.Has("exitCode")).ToList();
        var bad = ended.FindIndex(container => container.Text("exitCode") != "0");
        return ended.Count == 0 ? (null, null)
            : (ended[Math.Max(bad, 0)].Text("exitCode"), ended[Math.Max(bad, 0)].Text("name"));
    }

    private static string? Definition(string? arn) => arn is null ? null : arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary>The alert is about the service, because each replacement task has a new id.</summary>
    private static string? ServiceArn(string? task, string? cluster, string? service) =>
        service is not null && cluster is not null && Arn.TryParse(task, out var arn)
            ? $"arn:{arn.Partition}:ecs:{arn.Region}:{arn.Account}:service/{cluster}/{service}"
            : null;
}
