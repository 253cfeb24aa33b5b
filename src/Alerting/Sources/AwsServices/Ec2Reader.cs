using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// EC2 instances, Spot interruptions, and EBS volumes and snapshots. Maintenance comes by AWS Health.
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
        if (AwsEvent.Of(message, "aws.ec2") is not { } told)
            return null;
        var instance = told.Detail.Text("instance-id");
        return told.DetailType switch
        {
            "EC2 Instance State-change Notification" when instance is not null => [State(told, instance)],
            "EC2 Spot Instance Interruption Warning" when instance is not null => [Spot(told, instance)],
            "EC2 Instance Rebalance Recommendation" when instance is not null =>
                [Instance(told, instance, $"EC2 Spot instance {instance} is likely to be interrupted",
                    Meaning.News("rebalance", "a recommendation to rebalance"))],
            "EC2 Spot Instance Request Fulfillment" when instance is not null =>
                [Instance(told, instance, $"EC2 Spot instance {instance} was launched",
                    Meaning.News("fulfilled", "an instance's normal course"))],
            _ => told.Detail.Has("event") && told.Detail.Has("result") ? [Storage(told)] : null,
        };
    }

    private Signal State(AwsEvent told, string instance)
    {
        var state = told.Detail.Text("state") ?? "unknown";
        return Instance(told, instance, $"EC2 instance {instance} is {Wording.Words(state)}",
            Meaning.News(state, "an instance's normal course"));
    }

    private Signal Spot(AwsEvent told, string instance)
    {
        var action = told.Detail.Text("instance-action") ?? "terminate";
        var verb = action switch { "stop" => "stopped", "hibernate" => "hibernated", _ => "terminated" };
        return Instance(told, instance, $"EC2 Spot instance {instance} will be {verb} in two minutes",
            Meaning.Worry(action, "Spot interruptions", recovers: false));
    }

    private Signal Instance(AwsEvent told, string instance, string title, Meaning meaning) =>
        told.Signal(Source, instance, title, told.Resource ?? instance, meaning) with
        {
            Links = Shown.Links(
                ("Instance", told.Console("ec2", $"#InstanceDetails:instanceId={Uri.EscapeDataString(instance)}"))),
        };

    /// <summary>What was done to a volume or snapshot, and whether it succeeded.</summary>
    private Signal Storage(AwsEvent told)
    {
        var detail = told.Detail;
        var result = detail.Text("result")!;
        var thing = told.Resource ?? detail.Text("snapshot_id") ?? "a volume";
        var name = Wording.LastPart(thing);
        var what = Wording.Words(detail.Text("event")!);
        // A volume is tried again; a snapshot, or what could not be made, has an id of its own each time.
        var recovers = detail.Text("event") is "attachVolume" or "reattachVolume" or "modifyVolume";
        var meaning = result switch
        {
            "failed" => Meaning.Failure(result, "failed operations of EBS", recovers),
            "succeeded" or "available" or "completed" => Meaning.Recovery(result, "the operation succeeded"),
            _ => Meaning.News(result, "a volume's normal course"),
        };
        return told.Signal(Source, name, $"EBS {name}: {what} {Wording.Words(result)}", $"{thing}|{what}",
            meaning) with
        {
            Summary = detail.Text("cause"),
            Facts = Shown.Facts(("Cause", detail.Text("cause")), ("Source", detail.Text("source"))),
            Links = Shown.Links(("EC2", told.Console("ec2"))),
        };
    }
}
