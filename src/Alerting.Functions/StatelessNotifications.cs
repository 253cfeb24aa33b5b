using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Notifications;
using Alerting.Silencing;

namespace Alerting.Functions;

/// <summary>
/// What a page says when its group's state cannot be used: the same as if the group were new. A new group gives its first
/// notification the same id, so what is told twice in the end is recognised.
/// </summary>
internal static class StatelessNotifications
{
    /// <summary>Nothing, unless an error or something worse fires: all else can wait for the state.</summary>
    public static IReadOnlyList<Notification> Of(GroupEnvelope envelope, GroupReducer reducer, DateTimeOffset now, string why)
    {
        if (envelope.Message is not AlertArrived { Alert: { IsFiring: true } alert } || !alert.Severity.IsPage())
            return [];
        var step = reducer.Reduce(GroupState.New(envelope.To), envelope.Message, now, MuteContext.Empty);
        var notified = step.Notifications.Select(notification => notification with
        {
            Reason = $"{notification.Reason}; told without what the group knows, since its state cannot be used: {why.TrimEnd('.')}",
        });
        // A group whose route is gone sends it on.
        return [.. notified, .. step.Messages.SelectMany(sent => Of(sent, reducer, now, why))];
    }
}
