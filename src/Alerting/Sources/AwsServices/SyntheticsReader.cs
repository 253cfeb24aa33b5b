using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Runs of CloudWatch Synthetics canaries, and canaries that cannot run.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitoring-events-eventbridge.html</remarks>
internal sealed class SyntheticsReader : ISourceReader
{
    public string Source => "synthetics";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.synthetics") is not { } awsEvent
            || awsEvent.Detail.Text("canary-name") is not { } canary)
        {
            return null;
        }
        return [awsEvent.Detail.Has("current-state") ? State(awsEvent, canary) : Run(awsEvent, canary)];
    }

    private Signal Run(AwsEvent awsEvent, string canary)
    {
        var detail = awsEvent.Detail;
        var state = detail.Text("test-run-status")
            ?? (awsEvent.DetailType.EndsWith("Failure", StringComparison.Ordinal) ? "FAILED"
                : awsEvent.DetailType.EndsWith("Successful", StringComparison.Ordinal) ? "PASSED" : null);
        var outcome = ServiceStates.Classify(state, "failed canary runs", "the canary passed");
        var reason = Value(detail.Text("state-reason"));
        return awsEvent.Signal(Source, canary, ServiceStates.Title($"Canary {canary}", state, outcome, reason),
            $"run/{canary}", outcome) with
        {
            Summary = reason,
            Facts = NonEmpty.Facts(("Run", detail.Text("canary-run-id")),
                ("Artifacts", Value(detail.Text("artifact-location")))),
            Links = Links(awsEvent, canary),
        };
    }

    /// <summary>A canary that cannot run reports no failed runs.</summary>
    private Signal State(AwsEvent awsEvent, string canary)
    {
        var detail = awsEvent.Detail;
        var state = detail.Text("current-state");
        var outcome = state?.ToUpperInvariant() is "RUNNING" or "READY"
            ? EventOutcome.Recovery(state!, "the canary is ready")
            : ServiceStates.Classify(state, "canaries that cannot run", "the canary is ready");
        return awsEvent.Signal(Source, canary,
            ServiceStates.Title($"Canary {canary}", state, outcome, Value(detail.Text("state-reason"))),
            $"state/{canary}", outcome) with
        {
            PreviousState = detail.Text("previous-state"),
            Links = Links(awsEvent, canary),
        };
    }

    private static IReadOnlyList<Link> Links(AwsEvent awsEvent, string canary) => NonEmpty.Links(
        ("Canary", awsEvent.Console("cloudwatch", $"#synthetics:canary/detail/{ConsoleLinks.Fragment(canary)}")));

    /// <summary>A text in quotes of its own; <c>null</c> and <c>NULL</c> stand for none.</summary>
    private static string? Value(string? text) =>
        text?.Trim().Trim('"').Trim() is { Length: > 0 } value
            && !value.Equals("null", StringComparison.OrdinalIgnoreCase) ? value : null;
}
