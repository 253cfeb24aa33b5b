using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>Opsgenie's webhook integration. Of the many actions, a few open or end an alert.</summary>
/// <remarks>https://support.atlassian.com/opsgenie/docs/opsgenie-edge-connector-alert-action-data/</remarks>
internal sealed class OpsgenieReader : ISourceReader
{
    private static readonly StateTable States = new()
    {
        Firing = ["Create", "UnAcknowledge", "Escalate", "EscalateNext", "UpdatePriority", "SnoozeEnded", "UnSnooze"],
        Resolved = ["Close", "Delete"],
        Informational =
        [
            "Acknowledge", "AddNote", "AddTags", "RemoveTags", "AddTeam", "AddResponder", "AddRecipient", "Assign",
            "AssignOwnership", "TakeOwnership", "Snooze", "AddDetails", "RemoveDetails", "UpdateDescription",
            "UpdateMessage", "AddAttachment", "ExecuteAction", "CustomAction", "AddStatusUpdate", "Test",
        ],
    };

    public string Source => "opsgenie";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        var alert = json.Node("alert");
        if (json.At("action") is not { } action || !alert.HasPath("alertId")
            || !json.HasPath("integrationId") && !json.HasPath("integrationName"))
        {
            return null;
        }
        return new ServiceAlert
        {
            Key = alert.At("alias", "alertId"),
            EarlierKey = alert.At("alias", "alertId"),
            Title = alert.At("message"),
            State = States.Of(action),
            Ending = action == "Delete" ? new Ending(ReasonCode.Deleted, "Alert deleted in Opsgenie") : null,
            Severity = ServiceSeverity.Of(alert, "priority"),
            Summary = json.At("alert.note") ?? alert.At("description"),
            Description = alert.At("description"),
            Service = alert.At("entity"),
            Since = alert.TimeAt("createdAt"),
            At = alert.TimeAt("updatedAt"),
            Labels = [("team", alert.ListAt("team", "teams").FirstOrDefault()), ("entity", alert.At("entity")),
                .. ServiceTags.Map(alert.Node("details")), .. ServiceTags.Of(alert.ListAt("tags"))],
            Facts = NonEmpty.Facts(("Alert", alert.At("tinyId")), ("By", alert.At("username")),
                ("Source", alert.At("source"))),
        }.Signals(Source, message);
    }
}
