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
            return null;
        var detail = told.Detail;
        if (Run(told) is var (noun, name, state))
            return [Told(told, $"{noun} {name} {Verb(state)}", name, $"{noun}/{name}", Judge(state))];
        if (detail.Text("compliance-status") is { } compliance)
            return [Compliance(told, compliance)];
        if (told.DetailType == "Parameter Store Change" && detail.Text("name") is { } parameter)
        {
            var operation = detail.Text("operation") ?? "Change";
            return [Told(told, $"Parameter {parameter}: {Wording.Words(operation)}", parameter,
                $"parameter/{parameter}",
                Meaning.News(operation, "a parameter's normal course"))];
        }
        if (detail.Text("ops-item-id") is { } item)
            return [OpsItem(told, item)];
        return null;
    }

    /// <summary>What ran, by what name, and how it went.</summary>
    private static (string Noun, string Name, string? State)? Run(AwsEvent told)
    {
        var detail = told.Detail;
        if (detail.Text("document-name") is { } document && detail.Has("command-id"))
        {
            var where = detail.Text("instance-id") is { } instance ? $"{document} on {instance}" : document;
            return ("Command", where, detail.Text("status"));
        }
        if (detail.Text("Definition") is { } definition)
        {
            var step = detail.Text("StepName");
            return ("Automation", step is null ? definition : $"{definition}, step {step}", detail.Text("Status"));
        }
        if (detail.Text("window-id") is { } window && detail.Has("status"))
            return ("Maintenance window", window, detail.Text("status"));
        return detail.Text("association-id") is { } association && detail.Has("status")
            ? ("Association", detail.Text("association-name", "document-name") ?? association, detail.Text("status"))
            : null;
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

    private static Meaning Judge(string? state) =>
        state?.ToUpperInvariant().Replace("_", "", StringComparison.Ordinal) switch
    {
        "FAILED" or "TIMEDOUT" or "DELIVERYTIMEDOUT" or "EXECUTIONTIMEDOUT" =>
            Meaning.Failure(state, "failed runs of Systems Manager"),
        "SUCCESS" => Meaning.Recovery(state, "the run succeeded"),
        "CANCELLED" or "CANCELED" => Meaning.Worry(state, "cancelled runs"),
        "PENDING" or "INPROGRESS" or "WAITING" or "CANCELLING" or "DELAYED" or "SKIPPEDOVERLAPPING" =>
            Meaning.News(state, "a run's normal course"),
        _ => Meaning.Unknown(state),
    };
}
