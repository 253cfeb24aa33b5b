using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Executions of Step Functions state machines.</summary>
/// <remarks>https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html</remarks>
internal sealed class StepFunctionsReader : ISourceReader
{
    public string Source => "stepfunctions";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.states") is not { } awsEvent
            || awsEvent.Detail.Text("stateMachineArn") is not { } machine)
        {
            return null;
        }
        var detail = awsEvent.Detail;
        var name = Wording.LastPart(machine);
        var state = detail.Text("status");
        var execution = detail.Text("executionArn");
        return [awsEvent.Signal(Source, name, Title(name, state, detail.Text("error")), machine, Classify(state)) with
        {
            Service = "states",
            Summary = detail.Text("cause") ?? detail.Text("error"),
            Facts = NonEmpty.Facts(("Execution", detail.Text("name")), ("Error", detail.Text("error")),
                ("Started", detail.Time("startDate")?.UtcDateTime.ToString("u", null))),
            Links = NonEmpty.Links(("Execution", execution is null ? null
                : awsEvent.Console("states", $"#/v2/executions/details/{Uri.EscapeDataString(execution)}"))),
        }];
    }

    private static string Title(string machine, string? state, string? error)
    {
        var verb = state switch
        {
            null => "changed",
            "TIMED_OUT" => "timed out",
            "ABORTED" => "was aborted",
            "RUNNING" => "started",
            "PENDING_REDRIVE" => "is waiting for a redrive",
            _ => Wording.Words(state),
        };
        return Wording.WithReason($"Step Functions {machine} {verb}", state == "FAILED" ? error : null);
    }

    private static EventOutcome Classify(string? state) => state switch
    {
        "FAILED" or "TIMED_OUT" => EventOutcome.Failure(state, "failed executions"),
        "ABORTED" or "PENDING_REDRIVE" => EventOutcome.Warning(state, "aborted executions"),
        "SUCCEEDED" => EventOutcome.Recovery(state, "the execution succeeded"),
        "RUNNING" => EventOutcome.Informational(state, "routine execution event"),
        _ => EventOutcome.Unknown(state),
    };
}
