using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>DataSync task executions, tasks and agents.</summary>
/// <remarks>https://docs.aws.amazon.com/datasync/latest/userguide/events.html</remarks>
internal sealed class DataSyncReader : ISourceReader
{
    private const string Execution = "/execution/";

    public string Source => "datasync";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.datasync") is not { } awsEvent
            || awsEvent.Detail.Text("State", "status") is not { } state)
        {
            return null;
        }
        var arn = awsEvent.Resource ?? awsEvent.Detail.Text("TaskArn", "AgentArn", "LocationArn");
        var at = arn?.IndexOf(Execution, StringComparison.Ordinal) ?? -1;
        var owner = at < 0 ? arn : arn![..at];
        var name = string.IsNullOrEmpty(owner) ? "a task" : Wording.LastPart(owner);
        var kind = at >= 0 || awsEvent.DetailType.Contains("Execution", StringComparison.Ordinal) ? "task"
            : awsEvent.DetailType.Contains("Agent", StringComparison.Ordinal) ? "agent"
            : awsEvent.DetailType.Contains("Location", StringComparison.Ordinal) ? "location" : "task state";
        var outcome = ServiceStates.Classify(state, $"DataSync {kind}s that failed", $"the {kind} is well");
        // An execution and its task have states of their own.
        var identity = kind == "task state" ? $"{owner ?? name}|state" : owner ?? name;
        var title = ServiceStates.Title($"DataSync {kind.Split(' ')[0]} {name}", state, outcome,
            awsEvent.Detail.Text("ErrorDetail", "ErrorCode"));
        return [awsEvent.Signal(Source, name, title, identity, outcome) with
        {
            Summary = awsEvent.Detail.Text("ErrorDetail", "Message"),
            Facts = NonEmpty.Facts(("Execution", at < 0 ? null : arn![(at + Execution.Length)..])),
            Links = NonEmpty.Links((kind == "agent" ? "Agent" : "Task", awsEvent.Console("datasync",
                kind == "agent" ? $"#/agents/{Uri.EscapeDataString(name)}" : $"#/tasks/{Uri.EscapeDataString(name)}"))),
        }];
    }
}
