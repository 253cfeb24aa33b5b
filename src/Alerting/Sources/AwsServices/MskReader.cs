using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Amazon MSK clusters and brokers.</summary>
/// <remarks>
/// From memory: AWS documents only API calls, https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-kafka.html.
/// The states are those of https://docs.aws.amazon.com/msk/latest/developerguide/msk-cluster-states.html.
/// </remarks>
internal sealed class MskReader : ISourceReader
{
    public string Source => "msk";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.kafka", "aws.kafka-cluster", "aws.kafkaconnect") is not { } awsEvent)
            return null;
        var detail = awsEvent.Detail;
        var arn = detail.Text("clusterArn", "connectorArn") ?? awsEvent.Resource;
        if (detail.Text("state", "clusterState", "currentState", "connectorState", "status") is not { } state
            || (detail.Text("clusterName", "connectorName") ?? NameIn(arn)) is not { } name)
        {
            return null;
        }
        var broker = detail.Text("brokerId");
        var what = broker is null ? $"MSK cluster {name}" : $"Broker {broker} of MSK cluster {name}";
        var reason = detail.Child("stateInfo").Text("message")
            ?? detail.Text("stateDescription", "message", "description");
        var outcome = Classify(state);
        return [awsEvent.Signal(Source, name, ServiceStates.Title(what, state, outcome, reason),
            $"{arn ?? name}{(broker is null ? "" : $"|broker/{broker}")}", outcome) with
        {
            Summary = reason,
            Labels = NonEmpty.Labels(("resource", name), ("cluster", name)),
            PreviousState = detail.Text("previousState"),
            Facts = NonEmpty.Facts(("Broker", broker)),
            Links = NonEmpty.Links(("Cluster", awsEvent.Console("msk",
                arn is null ? "#/clusters" : $"#/cluster/{Uri.EscapeDataString(arn)}/view"))),
        }];
    }

    /// <summary>A cluster heals when MSK replaces a broker that failed.</summary>
    private static EventOutcome Classify(string state) => state.ToUpperInvariant() switch
    {
        "HEALING" => EventOutcome.Warning(state, "clusters whose broker is replaced"),
        "RUNNING" => EventOutcome.Recovery(state, "the cluster is well"),
        "MAINTENANCE" => EventOutcome.Informational(state, "routine event"),
        _ => ServiceStates.Classify(state, "clusters that failed", "the cluster is well"),
    };

    /// <summary><c>arn:…:cluster/NAME/ID</c>.</summary>
    private static string? NameIn(string? arn) => Arn.TryParse(arn, out var parsed)
        && parsed.Resource.Split('/') is [_, { Length: > 0 } name, ..] ? name : null;
}
