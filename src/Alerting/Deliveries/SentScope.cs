using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>The record that a delivery has to agree with, and what it says there.</summary>
/// <param name="Key">The same for all notifications of a group on one target.</param>
internal sealed record SentScope(string Key, SentAlerts Alerts)
{
    /// <summary>One for each group that the notification is about.</summary>
    public static IReadOnlyList<SentScope> Of(Delivery delivery)
    {
        var notification = delivery.Notification;
        return
        [
            new SentScope(KeyOf(notification.GroupKey, delivery), AlertsOf(notification) with
            {
                StillFiring = notification.SpansGroups || notification.Kind == NotificationKind.Digest
                    ? null : notification.StillFiring,
            }),
        ];
    }

    private static SentAlerts AlertsOf(Notification notification)
    {
        var firing = FingerprintSet.Of(
            notification.Alerts.Where(alert => alert.IsFiring).Select(alert => alert.Fingerprint));
        var resolved = FingerprintSet.Of(
            notification.Alerts.Where(alert => !alert.IsFiring).Select(alert => alert.Fingerprint));
        return new SentAlerts(SequenceOf(notification))
        {
            Firing = notification.IsResolved ? firing : firing.With(notification.Unlisted),
            Resolved = notification.IsResolved ? resolved.With(notification.Unlisted) : resolved,
        };
    }

    /// <summary>Notifications that an earlier version queued have only their time.</summary>
    private static long SequenceOf(Notification notification) =>
        notification.Sequence > 0 ? notification.Sequence : notification.At.ToUnixTimeMilliseconds();

    private static string KeyOf(string group, Delivery delivery) =>
        Fingerprint.Of($"{group}|{delivery.Target.Channel}|{delivery.Target.Address}");
}
