using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// CloudFormation stacks, through SNS text and EventBridge. The dozens of resource events of a deployment are ignored.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html (NotificationARNs) and
/// https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-cloudformation.html
/// </remarks>
internal sealed class CloudFormationReader : ISourceReader
{
    private static readonly IgnoredEvent StackInstanceIgnored =
        new("Event of one stack instance. The event of the stack set operation has the outcome.");

    private static readonly IgnoredEvent ResourceIgnored =
        new("Event of one resource. The event of its stack has the outcome.");

    public string Source => "cloudformation";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.cloudformation") is { } awsEvent)
            return FromEvent(awsEvent);
        if (!message.Text.Contains("StackId='", StringComparison.Ordinal))
            return null;
        var fields = TextFields.Quoted(message.Text);
        return IsResourceEvent(fields) ? ResourceIgnored : [FromText(message, fields)];
    }

    /// <summary>
    /// A resource that was not created yet has no physical id. A nested stack is also a resource of its parent.
    /// </summary>
    private static bool IsResourceEvent(TextFields fields)
    {
        if (fields["ResourceType"] is { } type && type != "AWS::CloudFormation::Stack")
            return true;
        if (fields["PhysicalResourceId"] is { } resource)
            return fields["StackId"] is { } stack && resource != stack;
        return fields["LogicalResourceId"] is { } logical && fields["StackName"] is { } name && logical != name;
    }

    private IReadOnlyList<Signal>? FromEvent(AwsEvent awsEvent)
    {
        var details = awsEvent.Detail.Child("status-details");
        if (awsEvent.DetailType == "CloudFormation Resource Status Change")
            return ResourceIgnored;
        if (awsEvent.Detail.Text("stack-set-arn") is { } set)
        {
            return awsEvent.DetailType == "CloudFormation StackSet StackInstance Status Change"
                ? StackInstanceIgnored
                : [StackSet(awsEvent, set, details.Text("status"))];
        }
        if (awsEvent.Detail.Text("stack-id") is not { } stack || details.Text("status") is not { } status)
            return Drift(awsEvent);
        return [Stack(awsEvent, stack, StackName(stack), status, details.Text("status-reason"))];
    }

    private IReadOnlyList<Signal>? Drift(AwsEvent awsEvent)
    {
        var result = awsEvent.Detail.Child("status-details").Text("stack-drift-status");
        if (result is null || awsEvent.Detail.Text("stack-id") is not { } stack)
            return null;
        var details = awsEvent.Detail.Child("drift-detection-details");
        var drifted = result == "DRIFTED";
        var outcome = drifted
            ? EventOutcome.Warning(result, "drifted stacks")
            : EventOutcome.Recovery(result, "the stack matches its template");
        var what = drifted ? "has drifted from its template" : "matches its template";
        var title = $"CloudFormation stack {StackName(stack)} {what}";
        return [awsEvent.Signal(Source, StackName(stack), title, stack + "|drift", outcome) with
        {
            Facts = NonEmpty.Facts(("Drifted resources", details.Text("drifted-stack-resource-count"))),
            Links = NonEmpty.Links(("Stack", StackLink(awsEvent, stack))),
        }];
    }

    /// <summary>Operations of a stack set succeed or fail; creating and deleting it is informational.</summary>
    private Signal StackSet(AwsEvent awsEvent, string set, string? status)
    {
        var name = Arn.TryParse(set, out var arn) && arn.Resource.Split('/', ':') is [_, var part, ..] ? part : set;
        var action = awsEvent.Detail.Text("action") is { } word ? Wording.Words(word) + " " : "";
        var outcome = status switch
        {
            "FAILED" => EventOutcome.Failure(status, "failed stack set operations"),
            "SUCCEEDED" => EventOutcome.Recovery(status, "the operation succeeded"),
            "RUNNING" or "QUEUED" or "STOPPING" or "STOPPED" or "ACTIVE" or "DELETED" =>
                EventOutcome.Informational(status, "routine stack set event"),
            _ => EventOutcome.Unknown(status),
        };
        var title = $"CloudFormation stack set {name}: {action}{(status is null ? "changed" : Wording.Words(status))}";
        return awsEvent.Signal(Source, name, title, set, outcome) with
        {
            Facts = NonEmpty.Facts(("Status", status), ("Operation", awsEvent.Detail.Text("operation-id"))),
            Links = NonEmpty.Links(("Stack set",
                awsEvent.Console("cloudformation", $"#/stacksets/{Uri.EscapeDataString(Wording.LastPart(set))}/info"))),
        };
    }

    private Signal FromText(EventMessage message, TextFields fields)
    {
        var stack = fields["StackId"];
        var status = fields["ResourceStatus"];
        var awsEvent = AwsEvent.Plain(message, stack);
        var at = JsonFields.TryTime(fields["Timestamp"], out var time) ? time : awsEvent.Time;
        awsEvent = awsEvent with { Id = fields["EventId"] ?? awsEvent.Id, Time = at };
        var name = fields["StackName"] ?? (stack is null ? "unknown" : StackName(stack));
        return Stack(awsEvent, stack ?? name, name, status, fields["ResourceStatusReason"]);
    }

    private Signal Stack(AwsEvent awsEvent, string stack, string name, string? status, string? reason)
    {
        var outcome = Classify(status);
        var title = $"CloudFormation stack {name}: {(status is null ? "changed" : Wording.Words(status))}";
        return awsEvent.Signal(Source, name, title, stack, outcome) with
        {
            Summary = reason,
            Facts = NonEmpty.Facts(("Status", status), ("Reason", reason)),
            Links = NonEmpty.Links(("Stack", StackLink(awsEvent, stack))),
        };
    }

    /// <summary><c>stack/name/id</c></summary>
    private static string StackName(string arn) =>
        Arn.TryParse(arn, out var stack) && stack.Resource.Split('/') is [_, var name, ..] ? name : arn;

    private static string? StackLink(AwsEvent awsEvent, string stack) =>
        awsEvent.Console("cloudformation", $"#/stacks/events?stackId={Uri.EscapeDataString(stack)}");

    /// <summary>
    /// A rolled-back stack works, but without the requested change: only the next success resolves it.
    /// </summary>
    private static EventOutcome Classify(string? status) => status switch
    {
        null => EventOutcome.Unknown(status),
        _ when status.EndsWith("_FAILED", StringComparison.Ordinal) => EventOutcome.Failure(status, "failed stacks"),
        "ROLLBACK_COMPLETE" or "UPDATE_ROLLBACK_COMPLETE" or "IMPORT_ROLLBACK_COMPLETE" or "ROLLBACK_IN_PROGRESS" or
            "UPDATE_ROLLBACK_IN_PROGRESS" or "IMPORT_ROLLBACK_IN_PROGRESS" or
            "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS" =>
            EventOutcome.Failure(status, "stack rollbacks"),
        "CREATE_COMPLETE" or "UPDATE_COMPLETE" or "DELETE_COMPLETE" or "IMPORT_COMPLETE" =>
            EventOutcome.Recovery(status, "the stack is complete"),
        _ when status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) =>
            EventOutcome.Informational(status, "routine stack event"),
        _ => EventOutcome.Unknown(status),
    };
}
