using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>CodePipeline executions, stages, actions and approval requests.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html and
/// https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-json-format.html
/// </remarks>
internal sealed class CodePipelineReader : ISourceReader
{
    public string Source => "codepipeline";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.codepipeline") is { } awsEvent)
            return awsEvent.Detail.Has("pipeline") ? [Execution(awsEvent)] : null;
        return message.Json.Child("approval").Has("pipelineName") ? [Approval(message)] : null;
    }

    private Signal Execution(AwsEvent awsEvent)
    {
        var detail = awsEvent.Detail;
        var pipeline = detail.Text("pipeline")!;
        var (stage, action) = (detail.Text("stage"), detail.Text("action"));
        var result = detail.Child("execution-result");
        var state = detail.Text("state");
        // A notification rule adds the failed stage to the pipeline's event.
        var where = At(stage ?? awsEvent.Additional.Text("failedStage"), action, state);
        var arn = awsEvent.Resource ?? pipeline;
        return awsEvent.Signal(Source, pipeline, $"CodePipeline {pipeline} {Verb(state)}{where}",
            string.Join('/', Path(arn, stage, action)), Classify(state)) with
        {
            Summary = result.Text("external-execution-summary", "error-code"),
            Labels = NonEmpty.Labels(("resource", pipeline), ("stage", stage), ("action", action)),
            Facts = NonEmpty.Facts(("Stage", stage), ("Action", action), ("Execution", detail.Text("execution-id")),
                ("Failed actions", FailedActions(awsEvent))),
            Links = NonEmpty.Links(
                ("Pipeline", awsEvent.CodeSuite($"codepipeline/pipelines/{Uri.EscapeDataString(pipeline)}/view")),
                ("Execution", result.Text("external-execution-url"))),
        };
    }

    private static IEnumerable<string> Path(string arn, string? stage, string? action) =>
        new[] { arn, stage, action }.OfType<string>();

    private static string At(string? stage, string? action, string? state) => (stage, action) switch
    {
        (null, null) => "",
        (not null, null) => state == "FAILED" ? $" at stage {stage}" : $": stage {stage}",
        _ => state == "FAILED" ? $" at stage {stage}, action {action}" : $": stage {stage}, action {action}",
    };

    /// <summary>Added by notification rules.</summary>
    private static string? FailedActions(AwsEvent awsEvent)
    {
        var actions = awsEvent.Additional.Items("failedActions").Select(action => action.Text("action"));
        return string.Join(", ", actions.OfType<string>()) is { Length: > 0 } names ? names : null;
    }

    private static string Verb(string? state) => state switch
    {
        null => "changed",
        "CANCELED" => "was cancelled",
        "ABANDONED" => "was abandoned",
        "SUPERSEDED" => "was superseded",
        "STOPPING" => "is stopping",
        _ => Wording.Words(state),
    };

    private static EventOutcome Classify(string? state) => state switch
    {
        "FAILED" => EventOutcome.Failure(state, "failed pipelines"),
        "ABANDONED" => EventOutcome.Warning(state, "abandoned pipelines"),
        "SUCCEEDED" => EventOutcome.Recovery(state, "the pipeline succeeded"),
        "STARTED" or "RESUMED" or "STOPPING" or "STOPPED" or "SUPERSEDED" or "CANCELED" =>
            EventOutcome.Informational(state, "routine pipeline event"),
        _ => EventOutcome.Unknown(state),
    };

    private Signal Approval(EventMessage message)
    {
        var approval = message.Json.Child("approval");
        var pipeline = approval.Text("pipelineName")!;
        var (stage, action) = (approval.Text("stageName"), approval.Text("actionName"));
        var awsEvent = AwsEvent.Plain(message) is var plain && message.Json.Region("region") is { } region
            ? plain with { Region = region }
            : plain;
        var outcome = EventOutcome.Warning("WAITING", "pending approvals", recovers: false);
        var title = $"CodePipeline {pipeline} is waiting for approval at stage {stage ?? "unknown"}";
        return awsEvent.Signal(Source, pipeline, title, $"{pipeline}/{stage}/{action}/approval", outcome) with
        {
            Summary = approval.Text("customData"),
            Labels = NonEmpty.Labels(("resource", pipeline), ("stage", stage), ("action", action)),
            Facts = NonEmpty.Facts(("Stage", stage), ("Action", action), ("Expires", approval.Text("expires"))),
            Links = NonEmpty.Links(("Review", approval.Text("approvalReviewLink")),
                ("What is reviewed", approval.Text("externalEntityLink")),
                    ("Pipeline", message.Json.Text("consoleLink"))),
        };
    }
}
