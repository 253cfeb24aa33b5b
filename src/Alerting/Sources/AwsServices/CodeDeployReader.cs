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
        return message.Json.Has("deploymentId") && message.Json.Has("eventTriggerName") ? [FromTrigger(message)] : null;
    }

    private Signal FromEvent(AwsEvent told)
    {
        var detail = told.Detail;
        var instance = told.DetailType.Contains("Instance", StringComparison.Ordinal) ? detail.Text("instanceId") : null;
        return Deployment(told, detail.Text("application"), detail.Text("deploymentGroup"), detail.Text("deploymentId"),
            instance, detail.Text("state"));
    }

    private Signal FromTrigger(EventMessage message)
    {
        var json = message.Json;
        var plain = AwsEvent.Plain(message);
        var told = plain with { Account = json.Text("accountId") ?? plain.Account, Region = json.Region("region") ?? plain.Region };
        var error = json.Embedded("errorInformation");
        return Deployment(told, json.Text("applicationName"), json.Text("deploymentGroupName"), json.Text("deploymentId"),
            json.Text("instanceId"), json.Text("status", "instanceStatus")) with
        {
            Summary = error.Text("ErrorMessage") ?? error.Text("ErrorCode"),
        };
    }

    private Signal Deployment(
        AwsEvent told, string? application, string? group, string? deployment, string? instance, string? state)
    {
        var app = application ?? "an application";
        var where = instance is null ? group : $"{group}, instance {Wording.LastPart(instance)}";
        var title = where is null ? $"CodeDeploy {app}: deployment {Verb(state)}" : $"CodeDeploy {app}: deployment to {where} {Verb(state)}";
        var identity = string.Join('/', new[] { app, group, instance }.OfType<string>());
        return told.Signal(Source, app, title, identity, Judge(state)) with
        {
            Labels = Shown.Labels(("resource", app), ("deployment_group", group)),
            Facts = Shown.Facts(("Deployment", deployment), ("Deployment group", group), ("Instance", instance)),
            Links = Shown.Links(("Deployment", deployment is null ? null
                : $"https://{ConsoleLinks.Host(told.Region)}/codesuite/codedeploy/deployments/{Uri.EscapeDataString(deployment)}?region={told.Region}")),
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
        "START" or "CREATED" or "STOP" or "STOPPED" or "READY" or "IN_PROGRESS" or "INPROGRESS" or "PENDING" or "SKIPPED" =>
            Meaning.News(state, "a deployment's normal course"),
        _ => Meaning.Unknown(state),
    };
}
