using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>What people set up in Systems Manager, and the hours it keeps: a change of it, and never a run that failed.</summary>
/// <remarks>https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html</remarks>
internal static class SystemsManagerNews
{
    /// <summary>Null where something ran.</summary>
    public static Signal? Read(string family, AwsEvent told)
    {
        var detail = told.Detail;
        return told.DetailType switch
        {
            "Parameter Store Change" when detail.Text("name") is { } parameter =>
                News(family, told, "Parameter", parameter, detail.Text("operation") ?? "Change"),
            "Calendar State Change" when detail.Text("state") is { } state =>
                Calendar(family, told, state),
            "Maintenance Window State-change Notification" when detail.Text("window-id") is { } window =>
                News(family, told, "Maintenance window", window, detail.Text("status") ?? "changed"),
            "Maintenance Window Target Registration Notification" when detail.Text("window-id") is { } window =>
                News(family, told, "Maintenance window", window, $"target {detail.Text("status") ?? "changed"}"),
            "Maintenance Window Task Registration Notification" when detail.Text("window-id") is { } window =>
                News(family, told, "Maintenance window", window, $"task {detail.Text("status") ?? "changed"}"),
            _ => null,
        };
    }

    /// <summary>A change calendar that closes ends nothing: changes are not wanted now.</summary>
    private static Signal Calendar(string family, AwsEvent told, string state)
    {
        var name = told.Resource is { } arn ? Wording.LastPart(arn) : "a calendar";
        var until = told.Detail.Text("nextTransitionTime");
        return News(family, told, "Change calendar", name, state) with
        {
            Facts = Shown.Facts(("Until", until)),
        };
    }

    private static Signal News(string family, AwsEvent told, string noun, string name, string what) =>
        told.Signal(family, name, $"Systems Manager: {noun} {name}: {Wording.Words(what)}",
            $"{noun.ToLowerInvariant()}/{name}", Meaning.News(what, $"a {noun.ToLowerInvariant()}'s normal course")) with
        {
            Links = Shown.Links(("Systems Manager", told.Console("systems-manager"))),
        };
}
