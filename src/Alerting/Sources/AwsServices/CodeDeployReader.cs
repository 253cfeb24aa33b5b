using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>CodeDeploy deployments and instances, through its own SNS triggers and through EventBridge.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-sns-event-notifications-json-format.html and
/// https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html
/// </remarks>
internal sealed class CodeDeployReader : ISourceReader
{
    public string Source => "codedeploy";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.codedeploy") is { } told)
            return told.Detail.Has("deploymentId") ? [FromEvent(told)] : null;
        return message.Json.Has("deploymentId") && message.Json.Has("eventTriggerName")
            ? [FromTrigger(message)]
            : null;
    }

    private Signal FromEvent(AwsEvent told)
    {
        var detail = told.Detail;
        return Told(told, new Deployment
        {
            Application = detail.Text("application") ?? "an application",
            Group = detail.Text("deploymentGroup"),
            Id = detail.Text("deploymentId"),
            Instance = told.DetailType.Contains("Instance", StringComparison.Ordinal)
                ? detail.Text("instanceId")
                : null,
            State = detail.Text("state"),
        });
    }

    private Signal FromTrigger(EventMessage message)
    {
        var json = message.Json;
        var error = json.Embedded("errorInformation");
        var plain = AwsEvent.Plain(message);
        var (account, region) = (json.Text("accountId") ?? plain.Account, json.Region("region") ?? plain.Region);
        return Told(plain with { Account = account, Region = region }, new Deployment
        {
            Application = json.Text("applicationName", "eventTriggerName") ?? "an application",
            Group = json.Text("deploymentGroupName"),
            Id = json.Text("deploymentId"),
            Instance = json.Text("instanceId"),
            State = json.Text("status", "instanceStatus"),
            Why = error.Text("ErrorMessage") ?? error.Text("ErrorCode"),
            FailedStep = FailedStep(json),
        });
    }

    /// <summary>Of an instance: the first step of the deployment that went wrong there.</summary>
    private static string? FailedStep(EventJson json)
    {
        foreach (var step in json.Items("lifecycleEvents"))
        {
            if (step.Text("LifecycleEventStatus") == "Failed" && step.Text("LifecycleEvent") is { } name)
                return $"{name} failed";
        }
        return null;
    }

    private Signal Told(AwsEvent told, Deployment deployment)
    {
        var (app, group, instance) = (deployment.Application, deployment.Group, deployment.Instance);
        // The trigger of an instance names neither application nor group.
        var where = instance is null ? group
            : group is null ? $"instance {Wording.LastPart(instance)}" : $"{group}, instance {Wording.LastPart(instance)}";
        var verb = Verb(deployment.State);
        var title = where is null
            ? $"CodeDeploy {app}: deployment {verb}"
            : $"CodeDeploy {app}: deployment to {where} {verb}";
        var identity = string.Join('/', new[] { app, group, instance }.OfType<string>());
        return told.Signal(Source, app, title, identity, Judge(deployment.State)) with
        {
            Summary = deployment.Why ?? deployment.FailedStep,
            Labels = Shown.Labels(("resource", app), ("deployment_group", group)),
            Facts = Shown.Facts(("Deployment", deployment.Id), ("Deployment group", group), ("Instance", instance)),
            Links = Shown.Links(("Deployment", deployment.Id is { } id
                ? told.CodeSuite($"codedeploy/deployments/{Uri.EscapeDataString(id)}")
                : null)),
        };
    }

    private static string Verb(string? state) => state?.ToUpperInvariant() switch
    {
        null => "changed",
        "FAILURE" or "FAILED" => "failed",
        "SUCCESS" or "SUCCEEDED" => "succeeded",
        "START" or "CREATED" => "started",
        "STOP" or "STOPPED" => "was stopped",
        "READY" => "is ready",
        var other => Wording.Words(other),
    };

    private static Meaning Judge(string? state) => state?.ToUpperInvariant() switch
    {
        "FAILURE" or "FAILED" => Meaning.Failure(state, "failed deployments"),
        "SUCCESS" or "SUCCEEDED" => Meaning.Recovery(state, "the deployment succeeded"),
        "ROLLBACK" => Meaning.Worry(state, "deployments that roll back"),
        "START" or "CREATED" or "STOP" or "STOPPED" or "READY" or "IN_PROGRESS" or "INPROGRESS" or "PENDING" or
            "SKIPPED" => Meaning.News(state, "a deployment's normal course"),
        _ => Meaning.Unknown(state),
    };

    private sealed record Deployment
    {
        public required string Application { get; init; }

        public string? Group { get; init; }

        public string? Id { get; init; }

        /// <summary>Of an instance's own event.</summary>
        public string? Instance { get; init; }

        public string? State { get; init; }

        public string? Why { get; init; }

        public string? FailedStep { get; init; }
    }
}
