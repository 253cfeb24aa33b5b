using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Systems Manager: runs, compliance, OpsItems and configuration changes.</summary>
/// <remarks>https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-eventbridge-events.html</remarks>
internal sealed class SystemsManagerReader : ISourceReader
{
    public string Source => "ssm";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.ssm") is not { } awsEvent)
            return Command(message);
        var detail = awsEvent.Detail;
        if (SystemsManagerNotices.Read(Source, awsEvent) is { } change)
            return [change];
        if (ReadRun(awsEvent) is { } run)
            return [Notice(awsEvent, run)];
        if (detail.Text("compliance-status") is { } compliance)
            return [Compliance(awsEvent, compliance)];
        if (detail.Text("ops-item-id") is { } item)
            return [OpsItem(awsEvent, item)];
        return null;
    }

    /// <summary>Run Command's SNS notification, for a whole command or one instance.</summary>
    /// <remarks>https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-sns-examples.html</remarks>
    private IReadOnlyList<Signal>? Command(EventMessage message)
    {
        var json = message.Json;
        if (json.Text("commandId") is not { } id || json.Text("documentName") is not { } document
            || json.Text("status") is not { } state)
        {
            return null;
        }
        var plain = AwsEvent.Plain(message);
        var awsEvent = plain with { Source = "aws.ssm", Time = json.Time("eventTime") ?? plain.Time };
        var run = new RunResult("Command", WithInstance(document, json.Text("instanceId")), state);
        return [Notice(awsEvent, run) with
        {
            Facts = NonEmpty.Facts(("Command", id), ("Instance", json.Text("instanceId")),
                ("Instances", string.Join(", ", json.Texts("instanceIds").Take(10)))),
        }];
    }

    private static RunResult? ReadRun(AwsEvent awsEvent)
    {
        var detail = awsEvent.Detail;
        if (detail.Text("document-name") is { } document && detail.Has("command-id"))
            return new RunResult("Command", WithInstance(document, detail.Text("instance-id")), detail.Text("status"));
        if (detail.Text("Definition") is { } definition)
        {
            var step = detail.Text("StepName");
            var name = step is null ? definition : $"{definition}, step {step}";
            return new RunResult("Automation", name, detail.Text("Status"));
        }
        if (detail.Text("window-id") is { } window && detail.Has("status"))
            return new RunResult("Maintenance window", window, detail.Text("status"), detail.Text("task-execution-id"));
        return detail.Text("association-id") is { } association && detail.Has("status")
            ? new RunResult("Association", detail.Text("association-name", "document-name") ?? association,
                detail.Text("status"))
            : null;
    }

    private static string WithInstance(string document, string? instance) =>
        instance is null ? document : $"{document} on {instance}";

    /// <summary>
    /// Automations, windows and associations run again under the same name. Commands and window tasks run once, so
    /// another success with the same document does not resolve them.
    /// </summary>
    private Signal Notice(AwsEvent awsEvent, RunResult run)
    {
        var what = run.Task is null ? run.Name : $"{run.Name}, task";
        var identity = run.Task is null ? $"{run.Noun}/{run.Name}" : $"{run.Noun}/{run.Name}/{run.Task}";
        return Notice(awsEvent, $"{run.Noun} {what} {Verb(run.State)}", run.Name, identity,
            Classify(run.State, recovers: run.Noun != "Command" && run.Task is null));
    }

    private Signal Compliance(AwsEvent awsEvent, string state)
    {
        var detail = awsEvent.Detail;
        var resource = detail.Text("resource-id") ?? "a resource";
        var kind = detail.Text("compliance-type") ?? "compliance";
        var isCompliant = state == "compliant";
        var title = $"{resource} is {(isCompliant ? "compliant" : "not compliant")} with {kind}";
        var outcome = isCompliant
            ? EventOutcome.Recovery(state, "the resource is compliant")
            : EventOutcome.Warning(state, "noncompliant resources");
        return Notice(awsEvent, title, resource, $"compliance/{resource}/{kind}", outcome);
    }

    private Signal OpsItem(AwsEvent awsEvent, string item)
    {
        var detail = awsEvent.Detail;
        var status = detail.Text("status") ?? "Open";
        var title = detail.Text("title") is { } words
            ? $"OpsItem {item}: {words}"
            : $"OpsItem {item} is {Wording.Words(status)}";
        var outcome = status is "Resolved" or "Closed"
            ? EventOutcome.Recovery(status, "the OpsItem is resolved")
            : detail.Text("severity") switch
            {
                "1" => EventOutcome.Stated(status, Severity.Critical, "OpsItem severity 1"),
                "2" => EventOutcome.Stated(status, Severity.Error, "OpsItem severity 2"),
                "3" => EventOutcome.Stated(status, Severity.Warning, "OpsItem severity 3"),
                "4" => EventOutcome.Stated(status, Severity.Info, "OpsItem severity 4"),
                _ => EventOutcome.Warning(status, "OpsItems"),
            };
        return Notice(awsEvent, title, item, $"opsitem/{item}", outcome);
    }

    private Signal Notice(AwsEvent awsEvent, string title, string name, string identity, EventOutcome outcome) =>
        awsEvent.Signal(Source, name, $"Systems Manager: {title}", identity, outcome) with
        {
            Facts = NonEmpty.Facts(("Command", awsEvent.Detail.Text("command-id")),
                ("Execution", awsEvent.Detail.Text("ExecutionId", "window-execution-id")),
                ("Instance", awsEvent.Detail.Text("instance-id")), ("Severity", awsEvent.Detail.Text("severity"))),
            Links = NonEmpty.Links(("Systems Manager", awsEvent.Console("systems-manager"))),
        };

    private static string Verb(string? state) => state switch
    {
        null => "changed",
        "Success" or "SUCCESS" => "succeeded",
        "TimedOut" or "TIMED_OUT" => "timed out",
        "InProgress" or "IN_PROGRESS" => "is running",
        "Cancelled" or "CANCELLED" => "was cancelled",
        "Cancelling" or "Pending" or "Waiting" => "is " + Wording.Words(state),
        _ => Wording.Words(state),
    };

    private static EventOutcome Classify(string? state, bool recovers) =>
        state?.ToUpperInvariant().Replace("_", "", StringComparison.Ordinal) switch
    {
        "FAILED" or "TIMEDOUT" or "DELIVERYTIMEDOUT" or "EXECUTIONTIMEDOUT" =>
            EventOutcome.Failure(state, "failed Systems Manager runs", recovers),
        "SUCCESS" => EventOutcome.Recovery(state, "the run succeeded"),
        "CANCELLED" or "CANCELED" => EventOutcome.Warning(state, "cancelled runs", recovers),
        "PENDING" or "INPROGRESS" or "WAITING" or "CANCELLING" or "DELAYED" or "SKIPPEDOVERLAPPING" =>
            EventOutcome.Informational(state, "routine run event"),
        _ => EventOutcome.Unknown(state),
    };

    /// <param name="Task">The execution id of a maintenance window task.</param>
    private sealed record RunResult(string Noun, string Name, string? State, string? Task = null);
}
