using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// EC2 Auto Scaling: launches and terminations, through its own SNS notifications and through EventBridge.
/// </summary>
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
        if (AwsEvent.Of(message, "aws.autoscaling") is { } told)
            return told.Detail.Text("AutoScalingGroupName") is { } group
                ? [Told(told, group, told.DetailType)]
                : null;
        var json = message.Json;
        var (what, hook) = (json.Text("Event"), json.Text("LifecycleTransition"));
        if ((what ?? hook)?.StartsWith(Prefix, StringComparison.Ordinal) != true)
            return null;
        var plain = AwsEvent.Plain(message, json.Text("AutoScalingGroupARN"));
        var account = json.Text("AccountId") ?? plain.Account;
        plain = plain with { Account = account, Time = json.Time("Time") ?? plain.Time };
        return [Told(plain, json.Text("AutoScalingGroupName") ?? "a group", (what ?? hook)![Prefix.Length..])];
    }

    private Signal Told(AwsEvent told, string group, string what)
    {
        var detail = told.Detail;
        var (kind, verb, meaning) = Judge(what);
        var instance = detail.Text("EC2InstanceId");
        var title = instance is { Length: > 0 } && !verb.Contains("instance", StringComparison.Ordinal)
            ? $"Auto Scaling group {group}: {verb} of {instance}"
            : $"Auto Scaling group {group}: {verb}";
        var arn = told.Resources.FirstOrDefault(resource =>
            resource.Contains(":autoScalingGroup:", StringComparison.Ordinal));
        return told.Signal(Source, group, title, $"{arn ?? group}|{kind}", meaning) with
        {
            Summary = detail.Text("StatusMessage") ?? detail.Text("Cause"),
            Facts = Shown.Facts(("Instance", instance), ("Status", detail.Text("StatusCode")),
                ("Cause", detail.Text("Cause")), ("Activity", detail.Text("Description")),
                ("Hook", detail.Text("LifecycleHookName"))),
            Links = Shown.Links(
                ("Group", told.Console("ec2", $"#AutoScalingGroupDetails:id={Uri.EscapeDataString(group)}"))),
        };
    }

    /// <summary>The two roads have each its words for the same.</summary>
    private static (string Kind, string Verb, Meaning Meaning) Judge(string what) => what switch
    {
        "EC2_INSTANCE_LAUNCH" or "EC2 Instance Launch Successful" =>
            ("launch", "launch", Meaning.Recovery(what, "an instance was launched")),
        "EC2_INSTANCE_TERMINATE" or "EC2 Instance Terminate Successful" =>
            ("terminate", "termination", Meaning.Recovery(what, "an instance was terminated")),
        "EC2_INSTANCE_LAUNCH_ERROR" or "EC2 Instance Launch Unsuccessful" =>
            ("launch", "an instance could not be launched",
                Meaning.Failure(what, "instances that cannot be launched")),
        "EC2_INSTANCE_TERMINATE_ERROR" or "EC2 Instance Terminate Unsuccessful" =>
            ("terminate", "an instance could not be terminated",
                Meaning.Failure(what, "instances that cannot be terminated")),
        "EC2 Auto Scaling Instance Refresh Failed" =>
            ("refresh", "instance refresh failed", Meaning.Failure(what, "failed instance refreshes")),
        "EC2 Auto Scaling Instance Refresh Succeeded" =>
            ("refresh", "instance refresh succeeded", Meaning.Recovery(what, "the instance refresh succeeded")),
        // A lifecycle hook's word to who works on the instance, on each launch.
        "EC2_INSTANCE_LAUNCHING" or "EC2 Instance-launch Lifecycle Action" =>
            ("launch hook", "lifecycle action before launch", Meaning.News(what, "a lifecycle hook")),
        "EC2_INSTANCE_TERMINATING" or "EC2 Instance-terminate Lifecycle Action" =>
            ("terminate hook", "lifecycle action before termination", Meaning.News(what, "a lifecycle hook")),
        "TEST_NOTIFICATION" => ("test", "test notification", Meaning.News(what, "a test notification")),
        _ => (what, Wording.Words(what.Replace("EC2 Auto Scaling ", "", StringComparison.Ordinal)),
            Meaning.News(what, "a group's normal course")),
    };
}
