using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>What people set up in Systems Manager, and the hours it keeps: a change of it, and never a run that failed.</summary>
/// <remarks>https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html</remarks>
internal static class SystemsManagerNotices
{
    /// <summary>Null where something ran.</summary>
    public static Signal? Read(string family, AwsEvent awsEvent)
    {
        var detail = awsEvent.Detail;
        return awsEvent.DetailType switch
        {
            "Parameter Store Change" when detail.Text("name") is { } parameter =>
                Informational(family, awsEvent, "Parameter", parameter, detail.Text("operation") ?? "Change"),
            "Calendar State Change" when detail.Text("state") is { } state =>
                Calendar(family, awsEvent, state),
            "Maintenance Window State-change Notification" when detail.Text("window-id") is { } window =>
                Informational(family, awsEvent, "Maintenance window", window, detail.Text("status") ?? "changed"),
            "Maintenance Window Target Registration Notification" when detail.Text("window-id") is { } window =>
                Informational(family, awsEvent, "Maintenance window", window, $"target {detail.Text("status") ?? "changed"}"),
            "Maintenance Window Task Registration Notification" when detail.Text("window-id") is { } window =>
                Informational(family, awsEvent, "Maintenance window", window, $"task {detail.Text("status") ?? "changed"}"),
            _ => null,
        };
    }

    /// <summary>A change calendar that closes ends nothing: changes are not wanted now.</summary>
    private static Signal Calendar(string family, AwsEvent awsEvent, string state)
    {
        var name = awsEvent.Resource is { } arn ? Wording.LastPart(arn) : "a calendar";
        var until = awsEvent.Detail.Text("nextTransitionTime");
        return Informational(family, awsEvent, "Change calendar", name, state) with
        {
            Facts = NonEmpty.Facts(("Until", until)),
        };
    }

    private static Signal Informational(string family, AwsEvent awsEvent, string noun, string name, string what) =>
        awsEvent.Signal(family, name, $"Systems Manager: {noun} {name}: {Wording.Words(what)}",
            $"{noun.ToLowerInvariant()}/{name}", EventOutcome.Informational(what, $"a {noun.ToLowerInvariant()}'s normal course")) with
        {
            Links = NonEmpty.Links(("Systems Manager", awsEvent.Console("systems-manager"))),
        };
}
