using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// A task that changed its state. It is trouble when it stopped though nobody asked for it: it could not start, or
/// its essential container ended with an error. The service's steady state is its end.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html</remarks>
internal static class EcsTask
{
    public static Signal Signal(string family, AwsEvent told)
    {
        var detail = told.Detail;
        var task = detail.Text("taskArn") ?? told.Resource;
        var cluster = detail.Text("clusterArn") is { } arn ? Wording.LastPart(arn) : null;
        var group = detail.Text("group");
        var service = group?.StartsWith("service:", StringComparison.Ordinal) == true
            ? group["service:".Length..]
            : null;
        var name = service ?? Definition(detail.Text("taskDefinitionArn")) ?? "a task";
        var (exit, container) = Exit(told);
        var meaning = Judge(told, exit);
        return told.Signal(family, name, Title(told, name, exit), Identity(task, cluster, service) ?? name,
            meaning) with
        {
            Summary = detail.Text("stoppedReason"),
            Labels = Shown.Labels(("resource", name), ("cluster", cluster)),
            Facts = Shown.Facts(("Cluster", cluster), ("Stop code", detail.Text("stopCode")),
                ("Container", container),
                ("Exit code", exit), ("Task", task is null ? null : Wording.LastPart(task)),
                ("Task definition", Definition(detail.Text("taskDefinitionArn")))),
            Links = Shown.Links(
                ("Task", EcsLinks.Task(told.Region, cluster, task is null ? null : Wording.LastPart(task))),
                ("Service", service is null ? null : EcsLinks.Service(told.Region, cluster, service))),
        };
    }

    private static Meaning Judge(AwsEvent told, string? exit)
    {
        var state = told.Detail.Text("lastStatus");
        if (state != "STOPPED")
            return state is null ? Meaning.Unknown(state) : Meaning.News(state, "a task's normal course");
        return told.Detail.Text("stopCode") switch
        {
            "TaskFailedToStart" => Meaning.Failure(state, "tasks that cannot start"),
            "EssentialContainerExited" when exit != "0" => Meaning.Failure(state, "tasks that end with an error"),
            _ => Meaning.News(state, "a task that was to stop"),
        };
    }

    private static string Title(AwsEvent told, string name, string? exit)
    {
        var state = told.Detail.Text("lastStatus");
        if (state != "STOPPED")
            return $"ECS task of {name} is {(state ?? "unknown").ToLowerInvariant()}";
        if (told.Detail.Text("stopCode") == "TaskFailedToStart")
            return Wording.With($"ECS task of {name} could not start", told.Detail.Text("stoppedReason"));
        var title = Wording.With($"ECS task of {name} stopped", told.Detail.Text("stoppedReason"));
        return exit is null or "0" ? title : $"{title} (exit code {exit})";
    }

    /// <summary>The first container that ended badly, or else the first that ended.</summary>
    private static (string? Code, string? Container) Exit(AwsEvent told)
    {
        var ended = told.Detail.Items("containers").Where(container => container.Has("exitCode")).ToList();
        var bad = ended.FindIndex(container => container.Text("exitCode") != "0");
        return ended.Count == 0 ? (null, null)
            : (ended[Math.Max(bad, 0)].Text("exitCode"), ended[Math.Max(bad, 0)].Text("name"));
    }

    private static string? Definition(string? arn) => arn is null ? null : arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary>
    /// A service's tasks come and go under ever new ids: the service is what is ill. Its ARN, as its own events spell
    /// it.
    /// </summary>
    private static string? Identity(string? task, string? cluster, string? service) =>
        service is not null && cluster is not null && Arn.TryParse(task, out var arn)
            ? $"arn:{arn.Partition}:ecs:{arn.Region}:{arn.Account}:service/{cluster}/{service}"
            : task;
}
