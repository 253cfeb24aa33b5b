using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Alerting.Silencing;

namespace Alerting.Functions;

/// <summary>
/// Creates a page's notifications as if the group were new, for when its state is unavailable. The ids are the same as
/// for a new group, so a later copy is recognized as a duplicate.
/// </summary>
internal static class StatelessNotifications
{
    /// <summary>Only for firing pages, and what comes with them. Everything else can wait for the state.</summary>
    public static IReadOnlyList<Notification> Of(GroupEnvelope envelope, GroupReducer reducer, DateTimeOffset now,
        string cause)
    {
        if (!envelope.Message.Parts.Any(IsPage))
            return [];
        var step = reducer.Reduce(GroupState.New(envelope.To), envelope.Message, now, MuteContext.Empty);
        var notified = step.Notifications.Select(notification => notification with
        {
            Reason = $"{notification.Reason.TrimEnd('.')}. Sent without the group's state: {cause.TrimEnd('.')}.",
        });
        // A group whose route was removed forwards the alert.
        return [.. notified, .. step.Messages.SelectMany(sent => Of(sent, reducer, now, cause))];
    }

    private static bool IsPage(GroupMessage message) =>
        message is AlertArrived { Alert: { IsFiring: true } alert } && alert.Severity.IsPage();
}
