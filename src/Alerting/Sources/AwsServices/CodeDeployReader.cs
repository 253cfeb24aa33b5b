using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>CodeDeploy deployments and instances, through SNS triggers and EventBridge.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-sns-event-notifications-json-format.html and
/// https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html
/// </remarks>
internal sealed class CodeDeployReader : ISourceReader
{
    private const string SetUp = "Your AWS CodeDeploy trigger ";

    public string Source => "codedeploy";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.codedeploy") is { } awsEvent)
            return awsEvent.Detail.Has("deploymentId") ? [FromEvent(awsEvent)] : null;
        if (message.Json.Has("deploymentId") && message.Json.Has("eventTriggerName"))
            return [FromTrigger(message)];
        return !message.IsObject && message.Text.StartsWith(SetUp, StringComparison.Ordinal)
            ? [NewTrigger(message)] : null;
    }

    /// <summary>Sent once when somebody creates a trigger. Its subject begins with SUCCESS, but ends nothing.</summary>
    private Signal NewTrigger(EventMessage message)
    {
        var name = Wording.LastPart(message.Text[SetUp.Length..].Split(' ', 2)[0]);
        return AwsEvent.Plain(message).Signal(Source, name, $"CodeDeploy trigger {name} was set up", $"trigger/{name}",
            EventOutcome.Informational("set up", "routine trigger event")) with { Summary = message.Text };
    }

    private Signal FromEvent(AwsEvent awsEvent)
    {
        var detail = awsEvent.Detail;
        return Notice(awsEvent, new Deployment
        {
            Application = detail.Text("application") ?? "an application",
            Group = detail.Text("deploymentGroup"),
            Id = detail.Text("deploymentId"),
            Instance = awsEvent.DetailType.Contains("Instance", StringComparison.Ordinal)
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
        return Notice(plain with { Account = account, Region = region }, new Deployment
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

    /// <summary>The first failed step on an instance.</summary>
    private static string? FailedStep(EventJson json)
    {
        foreach (var step in json.Items("lifecycleEvents"))
        {
            if (step.Text("LifecycleEventStatus") == "Failed" && step.Text("LifecycleEvent") is { } name)
                return $"{name} failed";
        }
        return null;
    }

    private Signal Notice(AwsEvent awsEvent, Deployment deployment)
    {
        var (app, group, instance) = (deployment.Application, deployment.Group, deployment.Instance);
        // Triggers for instances contain neither application nor group.
        var where = instance is null ? group
            : group is null
                ? $"instance {Wording.LastPart(instance)}"
                : $"{group}, instance {Wording.LastPart(instance)}";
        var verb = Verb(deployment.State);
        var title = where is null
            ? $"CodeDeploy {app}: deployment {verb}"
            : $"CodeDeploy {app}: deployment to {where} {verb}";
        var identity = string.Join('/', new[] { app, group, instance }.OfType<string>());
        return awsEvent.Signal(Source, app, title, identity, Classify(deployment.State)) with
        {
            Summary = deployment.Why ?? deployment.FailedStep,
            Labels = NonEmpty.Labels(("resource", app), ("deployment_group", group)),
            Facts = NonEmpty.Facts(("Deployment", deployment.Id), ("Deployment group", group), ("Instance", instance)),
            Links = NonEmpty.Links(("Deployment", deployment.Id is { } id
                ? awsEvent.CodeSuite($"codedeploy/deployments/{Uri.EscapeDataString(id)}")
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

    private static EventOutcome Classify(string? state) => state?.ToUpperInvariant() switch
    {
        "FAILURE" or "FAILED" => EventOutcome.Failure(state, "failed deployments"),
        "SUCCESS" or "SUCCEEDED" => EventOutcome.Recovery(state, "the deployment succeeded"),
        "ROLLBACK" => EventOutcome.Warning(state, "deployment rollbacks"),
        "START" or "CREATED" or "STOP" or "STOPPED" or "READY" or "IN_PROGRESS" or "INPROGRESS" or "PENDING" or
            "SKIPPED" => EventOutcome.Informational(state, "routine deployment event"),
        _ => EventOutcome.Unknown(state),
    };

    private sealed record Deployment
    {
        public required string Application { get; init; }

        public string? Group { get; init; }

        public string? Id { get; init; }

        /// <summary>Only in events of a single instance.</summary>
        public string? Instance { get; init; }

        public string? State { get; init; }

        public string? Why { get; init; }

        public string? FailedStep { get; init; }
    }
}
