using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// EC2 instances, Spot interruptions, and EBS volumes and snapshots. AWS Health announces maintenance.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html,
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html and
/// https://docs.aws.amazon.com/ebs/latest/userguide/ebs-cloud-watch-events.html
/// </remarks>
internal sealed class Ec2Reader : ISourceReader
{
    public string Source => "ec2";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (Ec2Fleets.Of(message, Source) is { } fleet)
            return [fleet];
        if (AwsEvent.Of(message, "aws.ec2") is not { } awsEvent)
            return null;
        var instance = awsEvent.Detail.Text("instance-id");
        return awsEvent.DetailType switch
        {
            "EC2 Instance State-change Notification" when instance is not null => [State(awsEvent, instance)],
            "EC2 Spot Instance Interruption Warning" when instance is not null => [Spot(awsEvent, instance)],
            "EC2 Instance Rebalance Recommendation" when instance is not null =>
                [Instance(awsEvent, instance, $"EC2 Spot instance {instance} is likely to be interrupted",
                    EventOutcome.Informational("rebalance", "rebalance recommendation"))],
            "EC2 Spot Instance Request Fulfillment" when instance is not null =>
                [Instance(awsEvent, instance, $"EC2 Spot instance {instance} was launched",
                    EventOutcome.Informational("fulfilled", "routine instance event"))],
            _ => awsEvent.Detail.Has("event") && awsEvent.Detail.Has("result") ? [Storage(awsEvent)] : null,
        };
    }

    private Signal State(AwsEvent awsEvent, string instance)
    {
        var state = awsEvent.Detail.Text("state") ?? "unknown";
        return Instance(awsEvent, instance, $"EC2 instance {instance} is {Wording.Words(state)}",
            EventOutcome.Informational(state, "routine instance event"));
    }

    private Signal Spot(AwsEvent awsEvent, string instance)
    {
        var action = awsEvent.Detail.Text("instance-action") ?? "terminate";
        var verb = action switch { "stop" => "stopped", "hibernate" => "hibernated", _ => "terminated" };
        return Instance(awsEvent, instance, $"EC2 Spot instance {instance} will be {verb} in two minutes",
            EventOutcome.Warning(action, "Spot interruptions", recovers: false));
    }

    private Signal Instance(AwsEvent awsEvent, string instance, string title, EventOutcome outcome) =>
        awsEvent.Signal(Source, instance, title, awsEvent.Resource ?? instance, outcome) with
        {
            Links = NonEmpty.Links(
                ("Instance", awsEvent.Console("ec2", $"#InstanceDetails:instanceId={Uri.EscapeDataString(instance)}"))),
        };

    /// <summary>An operation on a volume or snapshot.</summary>
    private Signal Storage(AwsEvent awsEvent)
    {
        var detail = awsEvent.Detail;
        var result = detail.Text("result")!;
        var thing = awsEvent.Resource ?? detail.Text("snapshot_id") ?? "a volume";
        var name = Wording.LastPart(thing);
        var what = Wording.Words(detail.Text("event")!);
        // Only operations on an existing volume are retried under the same id.
        var recovers = detail.Text("event") is "attachVolume" or "reattachVolume" or "modifyVolume";
        var outcome = result switch
        {
            "failed" => EventOutcome.Failure(result, "failed EBS operations", recovers),
            "succeeded" or "available" or "completed" => EventOutcome.Recovery(result, "the operation succeeded"),
            _ => EventOutcome.Informational(result, "routine volume event"),
        };
        return awsEvent.Signal(Source, name, $"EBS {name}: {what} {Wording.Words(result)}", $"{thing}|{what}",
            outcome) with
        {
            Summary = detail.Text("cause"),
            Facts = NonEmpty.Facts(("Cause", detail.Text("cause")), ("Source", detail.Text("source"))),
            Links = NonEmpty.Links(("EC2", awsEvent.Console("ec2"))),
        };
    }
}
