using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>EC2 Fleets and Spot Fleets.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-fleet-event-types.html and
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-fleet-event-types.html
/// </remarks>
internal static class Ec2Fleets
{
    /// <summary>Null if the event is not about a fleet.</summary>
    public static Signal? Of(EventMessage message, string source)
    {
        if (AwsEvent.Of(message, "aws.ec2spotfleet", "aws.ec2fleet") is not { } awsEvent
            || awsEvent.Detail.Text("sub-type") is not { } what)
        {
            return null;
        }
        var name = awsEvent.Resource is { } arn
            ? Wording.LastPart(arn)
            : awsEvent.Detail.Text("spot-fleet-request-id", "fleet-id") ?? "a fleet";
        var kind = awsEvent.DetailType.StartsWith("EC2 Spot Fleet", StringComparison.Ordinal)
            ? "EC2 Spot Fleet"
            : "EC2 Fleet";
        return awsEvent.Signal(source, name, $"{kind} {name}: {Wording.Words(what)}",
            $"{awsEvent.Resource ?? name}|{what}", Classify(awsEvent.DetailType, what)) with
        {
            Summary = awsEvent.Detail.Text("description"),
            Facts = NonEmpty.Facts(("Instance", awsEvent.Detail.Text("instance-id"))),
            Links = NonEmpty.Links(("Spot requests", awsEvent.Console("ec2", "#SpotInstances:"))),
        };
    }

    /// <summary>
    /// Errors stop the fleet from launching instances; some information events mean that it cannot use a part.
    /// </summary>
    private static EventOutcome Classify(string detailType, string what)
    {
        if (detailType.EndsWith(" Error", StringComparison.Ordinal))
            return EventOutcome.Failure(what, "fleet errors", recovers: false);
        return what is "launchSpecUnusable" or "launchSpecTemporarilyBlacklisted" or "registerWithLoadBalancersFailed"
            ? EventOutcome.Warning(what, "unusable parts of a fleet", recovers: false)
            : EventOutcome.Informational(what, "routine fleet event");
    }
}
