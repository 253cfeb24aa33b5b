using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>EC2 Auto Scaling launches and terminations, through SNS and EventBridge.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html and
/// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html
/// </remarks>
internal sealed class AutoScalingReader : ISourceReader
{
    private const string Prefix = "autoscaling:";

    public string Source => "autoscaling";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.autoscaling") is { } awsEvent)
        {
            return awsEvent.Detail.Text("AutoScalingGroupName") is { } group
                ? [Notice(awsEvent, group, awsEvent.DetailType)]
                : null;
        }
        var json = message.Json;
        var (what, hook) = (json.Text("Event"), json.Text("LifecycleTransition"));
        if ((what ?? hook)?.StartsWith(Prefix, StringComparison.Ordinal) != true)
            return null;
        var plain = AwsEvent.Plain(message, json.Text("AutoScalingGroupARN"));
        var account = json.Text("AccountId") ?? plain.Account;
        plain = plain with { Account = account, Time = json.Time("Time") ?? plain.Time };
        return [Notice(plain, json.Text("AutoScalingGroupName") ?? "a group", (what ?? hook)![Prefix.Length..])];
    }

    private Signal Notice(AwsEvent awsEvent, string group, string what)
    {
        var detail = awsEvent.Detail;
        var (kind, verb, outcome) = Classify(what);
        var instance = detail.Text("EC2InstanceId");
        var title = instance is { Length: > 0 } && !verb.Contains("instance", StringComparison.Ordinal)
            ? $"Auto Scaling group {group}: {verb} of {instance}"
            : $"Auto Scaling group {group}: {verb}";
        var arn = awsEvent.Resources.FirstOrDefault(resource =>
            resource.Contains(":autoScalingGroup:", StringComparison.Ordinal));
        return awsEvent.Signal(Source, group, title, $"{arn ?? group}|{kind}", outcome) with
        {
            Summary = detail.Text("StatusMessage") ?? detail.Text("Cause"),
            Facts = NonEmpty.Facts(("Instance", instance), ("Status", detail.Text("StatusCode")),
                ("Cause", detail.Text("Cause")), ("Activity", detail.Text("Description")),
                ("Hook", detail.Text("LifecycleHookName"))),
            Links = NonEmpty.Links(
                ("Group", awsEvent.Console("ec2", $"#AutoScalingGroupDetails:id={Uri.EscapeDataString(group)}"))),
        };
    }

    /// <summary>SNS and EventBridge use different names for the same events.</summary>
    private static (string Kind, string Verb, EventOutcome Outcome) Classify(string what) => what switch
    {
        "EC2_INSTANCE_LAUNCH" or "EC2 Instance Launch Successful" =>
            ("launch", "launch", EventOutcome.Recovery(what, "an instance was launched")),
        "EC2_INSTANCE_TERMINATE" or "EC2 Instance Terminate Successful" =>
            ("terminate", "termination", EventOutcome.Recovery(what, "an instance was terminated")),
        "EC2_INSTANCE_LAUNCH_ERROR" or "EC2 Instance Launch Unsuccessful" =>
            ("launch", "an instance could not be launched",
                EventOutcome.Failure(what, "failed instance launches")),
        "EC2_INSTANCE_TERMINATE_ERROR" or "EC2 Instance Terminate Unsuccessful" =>
            ("terminate", "an instance could not be terminated",
                EventOutcome.Failure(what, "failed instance terminations")),
        "EC2 Auto Scaling Instance Refresh Failed" =>
            ("refresh", "instance refresh failed", EventOutcome.Failure(what, "failed instance refreshes")),
        "EC2 Auto Scaling Instance Refresh Succeeded" =>
            ("refresh", "instance refresh succeeded", EventOutcome.Recovery(what, "the instance refresh succeeded")),
        // Sent on each launch or termination with a lifecycle hook.
        "EC2_INSTANCE_LAUNCHING" or "EC2 Instance-launch Lifecycle Action" =>
            ("launch hook", "lifecycle action before launch",
                EventOutcome.Informational(what, "routine lifecycle hook")),
        "EC2_INSTANCE_TERMINATING" or "EC2 Instance-terminate Lifecycle Action" =>
            ("terminate hook", "lifecycle action before termination",
                EventOutcome.Informational(what, "routine lifecycle hook")),
        "TEST_NOTIFICATION" => ("test", "test notification", EventOutcome.Informational(what, "test notification")),
        _ => (what, Wording.Words(what.Replace("EC2 Auto Scaling ", "", StringComparison.Ordinal)),
            EventOutcome.Informational(what, "routine Auto Scaling event")),
    };
}
