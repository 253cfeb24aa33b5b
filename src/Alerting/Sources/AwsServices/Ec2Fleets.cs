using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>EC2 Fleets and Spot Fleets: what keeps them from launching instances, and their normal course.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-fleet-event-types.html and
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-fleet-event-types.html
/// </remarks>
internal static class Ec2Fleets
{
    /// <summary>Null where it is no event of a fleet.</summary>
    public static Signal? Of(EventMessage message, string source)
    {
        if (AwsEvent.Of(message, "aws.ec2spotfleet", "aws.ec2fleet") is not { } awsEvent
            || awsEvent.Detail.Text("sub-type") is not { } what)
            return null;
        var name = awsEvent.Resource is { } arn ? Wording.LastPart(arn) : awsEvent.Detail.Text("spot-fleet-request-id", "fleet-id") ?? "a fleet";
        var kind = awsEvent.DetailType.StartsWith("EC2 Spot Fleet", StringComparison.Ordinal) ? "EC2 Spot Fleet" : "EC2 Fleet";
        return awsEvent.Signal(source, name, $"{kind} {name}: {Wording.Words(what)}", $"{awsEvent.Resource ?? name}|{what}", Judge(awsEvent.DetailType, what)) with
        {
            Summary = awsEvent.Detail.Text("description"),
            Facts = NonEmpty.Facts(("Instance", awsEvent.Detail.Text("instance-id"))),
            Links = NonEmpty.Links(("Spot requests", awsEvent.Console("ec2", "#SpotInstances:"))),
        };
    }

    /// <summary>An error keeps the fleet from launching anything; of information some tells of a part that cannot be used.</summary>
    private static EventOutcome Judge(string detailType, string what)
    {
        if (detailType.EndsWith(" Error", StringComparison.Ordinal))
            return EventOutcome.Failure(what, "errors of a fleet", recovers: false);
        return what is "launchSpecUnusable" or "launchSpecTemporarilyBlacklisted" or "registerWithLoadBalancersFailed"
            ? EventOutcome.Warning(what, "parts of a fleet that cannot be used", recovers: false)
            : EventOutcome.Informational(what, "a fleet's normal course");
    }
}
