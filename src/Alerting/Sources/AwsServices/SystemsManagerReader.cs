using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// Systems Manager: commands, automations, maintenance windows, compliance, associations, parameters, OpsItems.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-eventbridge-events.html</remarks>
internal sealed class SystemsManagerReader : ISourceReader
{
    public string Source => "ssm";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.ssm") is not { } told)
            return Command(message);
        var detail = told.Detail;
        if (SystemsManagerNews.Read(Source, told) is { } news)
            return [news];
        if (Run(told) is { } run)
            return [Told(told, run)];
        if (detail.Text("compliance-status") is { } compliance)
            return [Compliance(told, compliance)];
        if (detail.Text("ops-item-id") is { } item)
            return [OpsItem(told, item)];
        return null;
    }

    /// <summary>Run Command's own notice by SNS, of a command as a whole or on one instance.</summary>
    /// <remarks>https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-sns-examples.html</remarks>
    private IReadOnlyList<Signal>? Command(EventMessage message)
    {
        var json = message.Json;
        if (json.Text("commandId") is not { } id || json.Text("documentName") is not { } document
            || json.Text("status") is not { } state)
            return null;
        var plain = AwsEvent.Plain(message);
        var told = plain with { Source = "aws.ssm", Time = json.Time("eventTime") ?? plain.Time };
        var run = new Ran("Command", On(document, json.Text("instanceId")), state);
        return [Told(told, run) with
        {
            Facts = Shown.Facts(("Command", id), ("Instance", json.Text("instanceId")),
                ("Instances", string.Join(", ", json.Texts("instanceIds").Take(10)))),
        }];
    }

    /// <summary>What ran, by what name, and how it went.</summary>
    private static Ran? Run(AwsEvent told)
    {
        var detail = told.Detail;
        if (detail.Text("document-name") is { } document && detail.Has("command-id"))
            return new Ran("Command", On(document, detail.Text("instance-id")), detail.Text("status"));
        if (detail.Text("Definition") is { } definition)
        {
            var step = detail.Text("StepName");
            var name = step is null ? definition : $"{definition}, step {step}";
            return new Ran("Automation", name, detail.Text("Status"));
        }
        if (detail.Text("window-id") is { } window && detail.Has("status"))
            return new Ran("Maintenance window", window, detail.Text("status"), detail.Text("task-execution-id"));
        return detail.Text("association-id") is { } association && detail.Has("status")
            ? new Ran("Association", detail.Text("association-name", "document-name") ?? association, detail.Text("status"))
            : null;
    }

    private static string On(string document, string? instance) =>
        instance is null ? document : $"{document} on {instance}";

    /// <summary>
    /// Automations, windows and associations run again under their name. A command is sent once, as a window's task is: that
    /// another with the same document went well is no end of it.
    /// </summary>
    private Signal Told(AwsEvent told, Ran run)
    {
        var what = run.Task is null ? run.Name : $"{run.Name}, task";
        var identity = run.Task is null ? $"{run.Noun}/{run.Name}" : $"{run.Noun}/{run.Name}/{run.Task}";
        return Told(told, $"{run.Noun} {what} {Verb(run.State)}", run.Name, identity,
            Judge(run.State, recovers: run.Noun != "Command" && run.Task is null));
    }

    private Signal Compliance(AwsEvent told, string state)
    {
        var detail = told.Detail;
        var resource = detail.Text("resource-id") ?? "a resource";
        var kind = detail.Text("compliance-type") ?? "compliance";
        var isWell = state == "compliant";
        var title = $"{resource} is {(isWell ? "compliant" : "not compliant")} with {kind}";
        var meaning = isWell
            ? Meaning.Recovery(state, "the resource is compliant")
            : Meaning.Worry(state, "resources that are not compliant");
        return Told(told, title, resource, $"compliance/{resource}/{kind}", meaning);
    }

    private Signal OpsItem(AwsEvent told, string item)
    {
        var detail = told.Detail;
        var status = detail.Text("status") ?? "Open";
        var title = detail.Text("title") is { } words
            ? $"OpsItem {item}: {words}"
            : $"OpsItem {item} is {Wording.Words(status)}";
        var meaning = status is "Resolved" or "Closed"
            ? Meaning.Recovery(status, "the OpsItem is resolved")
            : detail.Text("severity") switch
            {
                "1" => Meaning.Says(status, Severity.Critical, "OpsItem severity 1"),
                "2" => Meaning.Says(status, Severity.Error, "OpsItem severity 2"),
                "3" => Meaning.Says(status, Severity.Warning, "OpsItem severity 3"),
                "4" => Meaning.Says(status, Severity.Info, "OpsItem severity 4"),
                _ => Meaning.Worry(status, "OpsItems"),
            };
        return Told(told, title, item, $"opsitem/{item}", meaning);
    }

    private Signal Told(AwsEvent told, string title, string name, string identity, Meaning meaning) =>
        told.Signal(Source, name, $"Systems Manager: {title}", identity, meaning) with
        {
            Facts = Shown.Facts(("Command", told.Detail.Text("command-id")),
                ("Execution", told.Detail.Text("ExecutionId", "window-execution-id")),
                ("Instance", told.Detail.Text("instance-id")), ("Severity", told.Detail.Text("severity"))),
            Links = Shown.Links(("Systems Manager", told.Console("systems-manager"))),
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

    private static Meaning Judge(string? state, bool recovers) =>
        state?.ToUpperInvariant().Replace("_", "", StringComparison.Ordinal) switch
    {
        "FAILED" or "TIMEDOUT" or "DELIVERYTIMEDOUT" or "EXECUTIONTIMEDOUT" =>
            Meaning.Failure(state, "failed runs of Systems Manager", recovers),
        "SUCCESS" => Meaning.Recovery(state, "the run succeeded"),
        "CANCELLED" or "CANCELED" => Meaning.Worry(state, "cancelled runs", recovers),
        "PENDING" or "INPROGRESS" or "WAITING" or "CANCELLING" or "DELAYED" or "SKIPPEDOVERLAPPING" =>
            Meaning.News(state, "a run's normal course"),
        _ => Meaning.Unknown(state),
    };

    /// <param name="Task">The id of one task's run within a maintenance window.</param>
    private sealed record Ran(string Noun, string Name, string? State, string? Task = null);
}
