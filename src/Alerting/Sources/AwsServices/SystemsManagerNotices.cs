using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// Changes of parameters, calendars and maintenance windows in Systems Manager, all of them informational.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html</remarks>
internal static class SystemsManagerNotices
{
    /// <summary>Null for other events, such as runs.</summary>
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
                Informational(family, awsEvent, "Maintenance window", window,
                    $"target {detail.Text("status") ?? "changed"}"),
            "Maintenance Window Task Registration Notification" when detail.Text("window-id") is { } window =>
                Informational(family, awsEvent, "Maintenance window", window,
                    $"task {detail.Text("status") ?? "changed"}"),
            _ => null,
        };
    }

    /// <summary>A closed change calendar means that changes are not allowed; it resolves nothing.</summary>
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
            $"{noun.ToLowerInvariant()}/{name}",
            EventOutcome.Informational(what, $"routine {noun.ToLowerInvariant()} event")) with
        {
            Links = NonEmpty.Links(("Systems Manager", awsEvent.Console("systems-manager"))),
        };
}
