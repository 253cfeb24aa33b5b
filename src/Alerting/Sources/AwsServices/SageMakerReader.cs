using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>SageMaker jobs, pipelines, endpoints and whatever else has a status.</summary>
/// <remarks>https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html</remarks>
internal sealed class SageMakerReader : ISourceReader
{
    /// <summary>The field of the status, and what it is about. The first that the event has counts.</summary>
    private static readonly (string Field, string Kind, bool Recovers)[] Kinds =
    [
        ("EndpointStatus", "endpoint", true),
        ("currentPipelineExecutionStatus", "pipeline", true),
        ("currentStepStatus", "pipeline step", true),
        ("FeatureGroupStatus", "feature group", true),
        ("NotebookInstanceStatus", "notebook", true),
        ("TrainingJobStatus", "training job", false),
        ("HyperParameterTuningJobStatus", "tuning job", false),
        ("TransformJobStatus", "transform job", false),
        ("ProcessingJobStatus", "processing job", false),
        ("LabelingJobStatus", "labeling job", false),
        ("ModelPackageStatus", "model package", false),
    ];

    public string Source => "sagemaker";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.sagemaker") is not { } awsEvent)
            return null;
        foreach (var (field, kind, recovers) in Kinds)
        {
            if (awsEvent.Detail.Text(field) is { } state)
                return [Change(awsEvent, kind, state, recovers)];
        }
        return null;
    }

    private Signal Change(AwsEvent awsEvent, string kind, string state, bool recovers)
    {
        var detail = awsEvent.Detail;
        var arn = detail.Text("pipelineArn", "EndpointArn", "TrainingJobArn", "TransformJobArn", "ProcessingJobArn",
            "HyperParameterTuningJobArn", "FeatureGroupArn") ?? awsEvent.Resource;
        var name = Name(awsEvent, arn);
        var outcome = ServiceStates.Classify(state, $"failed {kind}s", $"the {kind} is well", recovers);
        var reason = detail.Text("FailureReason");
        var step = kind == "pipeline step" ? detail.Text("stepName") : null;
        return awsEvent.Signal(Source, name, ServiceStates.Title($"SageMaker {kind} {step ?? name}", state, outcome,
            reason), $"{arn ?? $"{kind}/{name}"}{(step is null ? "" : $"|{step}")}", outcome) with
        {
            Summary = reason,
            Labels = NonEmpty.Labels(("resource", name), ("type", kind)),
            Facts = NonEmpty.Facts(("Step", step), ("Model", detail.Text("ModelName")),
                ("Execution", detail.Text("pipelineExecutionDisplayName"))),
            Links = NonEmpty.Links((char.ToUpperInvariant(kind[0]) + kind[1..], Page(awsEvent, kind, name))),
        };
    }

    private static string Name(AwsEvent awsEvent, string? arn) =>
        awsEvent.Detail.Text("EndpointName", "TrainingJobName", "TransformJobName", "ProcessingJobName",
            "HyperParameterTuningJobName", "FeatureGroupName", "NotebookInstanceName", "LabelingJobName",
            "ModelPackageGroupName")
        ?? (arn is null ? "a resource" : Wording.LastPart(arn));

    private static string? Page(AwsEvent awsEvent, string kind, string name) => kind switch
    {
        "endpoint" => awsEvent.Console("sagemaker", $"#/endpoints/{Uri.EscapeDataString(name)}"),
        "training job" => awsEvent.Console("sagemaker", $"#/jobs/{Uri.EscapeDataString(name)}"),
        "transform job" => awsEvent.Console("sagemaker", $"#/transform-jobs/{Uri.EscapeDataString(name)}"),
        "processing job" => awsEvent.Console("sagemaker", $"#/processing-jobs/{Uri.EscapeDataString(name)}"),
        _ => awsEvent.Console("sagemaker"),
    };
}
