using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// CloudFormation stacks, through their own SNS text and through EventBridge. A deployment brings dozens of events of
/// single resources; only what becomes of the stack is told.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html (NotificationARNs) and
/// https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-cloudformation.html
/// </remarks>
internal sealed class CloudFormationReader : ISourceReader
{
    private static readonly NothingToTell OneInstance =
        new("An event of one stack of a stack set; the operation's own event tells the outcome.");

    private static readonly NothingToTell OneResource =
        new("An event of one resource of a stack; the stack's own event tells the outcome.");

    public string Source => "cloudformation";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.cloudformation") is { } told)
            return FromEvent(told);
        if (!message.Text.Contains("StackId='", StringComparison.Ordinal))
            return null;
        var fields = TextFields.Quoted(message.Text);
        return IsOneResource(fields) ? OneResource : [FromText(message, fields)];
    }

    /// <summary>
    /// Of a resource that is not made yet, or could not be, the physical id is empty; a stack within a stack is a resource
    /// of the outer one.
    /// </summary>
    private static bool IsOneResource(TextFields fields)
    {
        if (fields["ResourceType"] is { } type && type != "AWS::CloudFormation::Stack")
            return true;
        if (fields["PhysicalResourceId"] is { } resource)
            return fields["StackId"] is { } stack && resource != stack;
        return fields["LogicalResourceId"] is { } logical && fields["StackName"] is { } name && logical != name;
    }

    private IReadOnlyList<Signal>? FromEvent(AwsEvent told)
    {
        var details = told.Detail.Child("status-details");
        if (told.DetailType == "CloudFormation Resource Status Change")
            return OneResource;
        if (told.Detail.Text("stack-set-arn") is { } set)
        {
            return told.DetailType == "CloudFormation StackSet StackInstance Status Change"
                ? OneInstance
                : [StackSet(told, set, details.Text("status"))];
        }
        if (told.Detail.Text("stack-id") is not { } stack || details.Text("status") is not { } status)
            return Drift(told);
        return [Stack(told, stack, StackName(stack), status, details.Text("status-reason"))];
    }

    private IReadOnlyList<Signal>? Drift(AwsEvent told)
    {
        var result = told.Detail.Child("status-details").Text("stack-drift-status");
        if (result is null || told.Detail.Text("stack-id") is not { } stack)
            return null;
        var details = told.Detail.Child("drift-detection-details");
        var drifted = result == "DRIFTED";
        var meaning = drifted
            ? Meaning.Worry(result, "stacks that drifted")
            : Meaning.Recovery(result, "the stack is as it should be");
        var what = drifted ? "has drifted from its template" : "is as its template says";
        var title = $"CloudFormation stack {StackName(stack)} {what}";
        return [told.Signal(Source, StackName(stack), title, stack + "|drift", meaning) with
        {
            Facts = Shown.Facts(("Drifted resources", details.Text("drifted-stack-resource-count"))),
            Links = Shown.Links(("Stack", StackLink(told, stack))),
        }];
    }

    /// <summary>A stack set: its operations succeed or fail; that it was made or deleted is news.</summary>
    private Signal StackSet(AwsEvent told, string set, string? status)
    {
        var name = Arn.TryParse(set, out var arn) && arn.Resource.Split('/', ':') is [_, var part, ..] ? part : set;
        var action = told.Detail.Text("action") is { } word ? Wording.Words(word) + " " : "";
        var meaning = status switch
        {
            "FAILED" => Meaning.Failure(status, "failed operations of stack sets"),
            "SUCCEEDED" => Meaning.Recovery(status, "the operation succeeded"),
            "RUNNING" or "QUEUED" or "STOPPING" or "STOPPED" or "ACTIVE" or "DELETED" =>
                Meaning.News(status, "a stack set's normal course"),
            _ => Meaning.Unknown(status),
        };
        var title = $"CloudFormation stack set {name}: {action}{(status is null ? "changed" : Wording.Words(status))}";
        return told.Signal(Source, name, title, set, meaning) with
        {
            Facts = Shown.Facts(("Status", status), ("Operation", told.Detail.Text("operation-id"))),
            Links = Shown.Links(("Stack set",
                told.Console("cloudformation", $"#/stacksets/{Uri.EscapeDataString(Wording.LastPart(set))}/info"))),
        };
    }

    private Signal FromText(EventMessage message, TextFields fields)
    {
        var stack = fields["StackId"];
        var status = fields["ResourceStatus"];
        var told = AwsEvent.Plain(message, stack);
        var at = JsonFields.TryTime(fields["Timestamp"], out var time) ? time : told.Time;
        told = told with { Id = fields["EventId"] ?? told.Id, Time = at };
        var name = fields["StackName"] ?? (stack is null ? "unknown" : StackName(stack));
        return Stack(told, stack ?? name, name, status, fields["ResourceStatusReason"]);
    }

    private Signal Stack(AwsEvent told, string stack, string name, string? status, string? reason)
    {
        var meaning = Judge(status);
        var title = $"CloudFormation stack {name}: {(status is null ? "changed" : Wording.Words(status))}";
        return told.Signal(Source, name, title, stack, meaning) with
        {
            Summary = reason,
            Facts = Shown.Facts(("Status", status), ("Reason", reason)),
            Links = Shown.Links(("Stack", StackLink(told, stack))),
        };
    }

    /// <summary><c>stack/name/id</c></summary>
    private static string StackName(string arn) =>
        Arn.TryParse(arn, out var stack) && stack.Resource.Split('/') is [_, var name, ..] ? name : arn;

    private static string? StackLink(AwsEvent told, string stack) =>
        told.Console("cloudformation", $"#/stacks/events?stackId={Uri.EscapeDataString(stack)}");

    /// <summary>
    /// A stack that rolled back is whole again, but not what was asked for: only the next success ends that.
    /// </summary>
    private static Meaning Judge(string? status) => status switch
    {
        null => Meaning.Unknown(status),
        _ when status.EndsWith("_FAILED", StringComparison.Ordinal) => Meaning.Failure(status, "failed stacks"),
        "ROLLBACK_COMPLETE" or "UPDATE_ROLLBACK_COMPLETE" or "IMPORT_ROLLBACK_COMPLETE" or "ROLLBACK_IN_PROGRESS" or
            "UPDATE_ROLLBACK_IN_PROGRESS" or "IMPORT_ROLLBACK_IN_PROGRESS" or
            "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS" =>
            Meaning.Failure(status, "stacks that roll back"),
        "CREATE_COMPLETE" or "UPDATE_COMPLETE" or "DELETE_COMPLETE" or "IMPORT_COMPLETE" =>
            Meaning.Recovery(status, "the stack is complete"),
        _ when status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) =>
            Meaning.News(status, "a stack's normal course"),
        _ => Meaning.Unknown(status),
    };
}
