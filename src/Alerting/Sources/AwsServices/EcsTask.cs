using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// A task that changed its state. It is trouble when it stopped though nobody asked for it: it could not start, its
/// essential container ended with an error, or it failed its health checks. The steady state of its service is the end; a
/// task of its own has none.
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
        var outcome = Judge(awsEvent, exit, recovers: serviceArn is not null);
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

    private static EventOutcome Judge(AwsEvent awsEvent, string? exit, bool recovers)
    {
        var state = awsEvent.Detail.Text("lastStatus");
        if (state != "STOPPED")
            return state is null ? EventOutcome.Unknown(state) : EventOutcome.Informational(state, "a task's normal course");
        return awsEvent.Detail.Text("stopCode") switch
        {
            "TaskFailedToStart" => EventOutcome.Failure(state, "tasks that cannot start", recovers),
            not "UserInitiated" when IsUnhealthy(awsEvent) =>
                EventOutcome.Failure(state, "tasks that fail their health checks", recovers),
            "EssentialContainerExited" when exit != "0" =>
                EventOutcome.Failure(state, "tasks that end with an error", recovers),
            // Who is told to stop and does not, or knows no better, ends with 137 or 143.
            "EssentialContainerExited" or "ServiceSchedulerInitiated" or "UserInitiated" or "SpotInterruption"
                or "TerminationNotice" => EventOutcome.Informational(state, "a task that was to stop"),
            _ when exit is not (null or "0") => EventOutcome.Failure(state, "tasks that end with an error", recovers),
            _ => EventOutcome.Informational(state, "a task that was to stop"),
        };
    }

    /// <summary>The scheduler replaces a task whose health checks fail, and has no stop code of its own for it.</summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html</remarks>
    private static bool IsUnhealthy(AwsEvent awsEvent) =>
        awsEvent.Detail.Text("stoppedReason")?.Contains("health check", StringComparison.OrdinalIgnoreCase) == true;

    private static string Title(AwsEvent awsEvent, string name, string? exit)
    {
        var state = awsEvent.Detail.Text("lastStatus");
        if (state != "STOPPED")
            return $"ECS task of {name} is {(state ?? "unknown").ToLowerInvariant()}";
        if (awsEvent.Detail.Text("stopCode") == "TaskFailedToStart")
            return Wording.With($"ECS task of {name} could not start", awsEvent.Detail.Text("stoppedReason"));
        var title = Wording.With($"ECS task of {name} stopped", awsEvent.Detail.Text("stoppedReason"));
        return exit is null or "0" ? title : $"{title} (exit code {exit})";
    }

    /// <summary>The first container that ended badly, or else the first that ended.</summary>
    private static (string? Code, string? Container) Exit(AwsEvent awsEvent)
    {
        var ended = awsEvent.Detail.Items("containers").Where(container => container.Has("exitCode")).ToList();
        var bad = ended.FindIndex(container => container.Text("exitCode") != "0");
        return ended.Count == 0 ? (null, null)
            : (ended[Math.Max(bad, 0)].Text("exitCode"), ended[Math.Max(bad, 0)].Text("name"));
    }

    private static string? Definition(string? arn) => arn is null ? null : arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary>
    /// A service's tasks come and go under ever new ids: the service is what is ill. Its ARN, as its own events spell
    /// it.
    /// </summary>
    private static string? ServiceArn(string? task, string? cluster, string? service) =>
        service is not null && cluster is not null && Arn.TryParse(task, out var arn)
            ? $"arn:{arn.Partition}:ecs:{arn.Region}:{arn.Account}:service/{cluster}/{service}"
            : null;
}
