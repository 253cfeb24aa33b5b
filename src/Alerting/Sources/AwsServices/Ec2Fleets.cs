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
        if (AwsEvent.Of(message, "aws.ec2spotfleet", "aws.ec2fleet") is not { } told
            || told.Detail.Text("sub-type") is not { } what)
            return null;
        var name = told.Resource is { } arn ? Wording.LastPart(arn) : told.Detail.Text("spot-fleet-request-id", "fleet-id") ?? "a fleet";
        var kind = told.DetailType.StartsWith("EC2 Spot Fleet", StringComparison.Ordinal) ? "EC2 Spot Fleet" : "EC2 Fleet";
        return told.Signal(source, name, $"{kind} {name}: {Wording.Words(what)}", $"{told.Resource ?? name}|{what}", Judge(told.DetailType, what)) with
        {
            Summary = told.Detail.Text("description"),
            Facts = Shown.Facts(("Instance", told.Detail.Text("instance-id"))),
            Links = Shown.Links(("Spot requests", told.Console("ec2", "#SpotInstances:"))),
        };
    }

    /// <summary>An error keeps the fleet from launching anything; of information some tells of a part that cannot be used.</summary>
    private static Meaning Judge(string detailType, string what)
    {
        if (detailType.EndsWith(" Error", StringComparison.Ordinal))
            return Meaning.Failure(what, "errors of a fleet", recovers: false);
        return what is "launchSpecUnusable" or "launchSpecTemporarilyBlacklisted" or "registerWithLoadBalancersFailed"
            ? Meaning.Worry(what, "parts of a fleet that cannot be used", recovers: false)
            : Meaning.News(what, "a fleet's normal course");
    }
}
