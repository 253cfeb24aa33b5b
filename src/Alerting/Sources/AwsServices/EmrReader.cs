using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>EMR clusters, steps, instance groups and fleets, and jobs of EMR Serverless.</summary>
/// <remarks>https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-events-response-example.html</remarks>
internal sealed class EmrReader : ISourceReader
{
    public string Source => "emr";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.emr", "aws.emr-serverless") is not { } awsEvent)
            return null;
        var detail = awsEvent.Detail;
        if (detail.Text("jobRunId") is { } run)
            return [Change(awsEvent, "EMR job", detail.Text("jobRunName") ?? run, detail.Text("applicationId"))];
        if (detail.Text("stepId") is { } step)
            return [Change(awsEvent, "EMR step", detail.Text("name") ?? step, detail.Text("clusterId"))];
        if (detail.Text("instanceGroupId", "instanceFleetId") is { } instances)
            return [Change(awsEvent, "EMR instances", instances, detail.Text("clusterId"))];
        return detail.Text("name", "clusterId") is { } cluster
            ? [Change(awsEvent, "EMR cluster", cluster, owner: null)] : null;
    }

    private Signal Change(AwsEvent awsEvent, string kind, string name, string? owner)
    {
        var detail = awsEvent.Detail;
        var state = detail.Text("state");
        var reason = detail.Embedded("stateChangeReason").Text("message");
        var outcome = Classify(state, kind, detail.Text("severity"));
        return awsEvent.Signal(Source, name, ServiceStates.Title($"{kind} {name}", state, outcome, reason),
            $"{kind["EMR ".Length..]}/{owner}/{name}", outcome) with
        {
            Summary = detail.Text("message") ?? reason,
            Labels = NonEmpty.Labels(("resource", name), ("cluster", detail.Text("clusterId"))),
            Facts = NonEmpty.Facts(("Cluster", detail.Text("clusterId")), ("Application", detail.Text("applicationId")),
                ("Step", detail.Text("stepId")), ("Run", detail.Text("jobRunId")),
                ("Reason", detail.Embedded("stateChangeReason").Text("code"))),
            Links = NonEmpty.Links(("Cluster", detail.Text("clusterId") is { } id
                ? awsEvent.Console("emr", $"#/clusterDetails/{Uri.EscapeDataString(id)}") : null)),
        };
    }

    /// <summary>A cluster that terminates without errors has done its steps, and one that waits is well.</summary>
    private static EventOutcome Classify(string? state, string kind, string? severity) =>
        (state?.ToUpperInvariant(), kind) switch
    {
        ("TERMINATED" or "WAITING", "EMR cluster") => EventOutcome.Recovery(state!, "the cluster is well"),
        ("RUNNING", "EMR instances") => EventOutcome.Recovery(state!, "the instances run"),
        (null, _) when SeverityWords.Parse(severity) is { } level => level == Severity.Info
            ? EventOutcome.Informational("event", "routine event")
            : EventOutcome.Stated("event", level, $"EMR severity {severity}", recovers: false),
        _ => ServiceStates.Classify(state, $"{kind} failures", "it succeeded"),
    };
}
