using Alerting.Alerts;

namespace Alerting.Notifications;

/// <summary>A notification about some of its alerts. Alerts that are only counted go with the others.</summary>
internal static class NotificationPart
{
    /// <summary>Null without any; the same object with all.</summary>
    public static Notification? Of(Notification notification, FingerprintSet part)
    {
        Alert[] alerts = [.. notification.Alerts.Where(alert => part.Contains(alert.Fingerprint))];
        var unlisted = notification.Unlisted.In(part);
        if (alerts.Length == 0 && unlisted.Count == 0)
            return null;
        if (alerts.Length == notification.Alerts.Count && unlisted.Count == notification.Unlisted.Count)
            return notification;
        return notification with
        {
            Alerts = alerts.Length > 0 ? alerts : [Unnamed(notification)],
            Unlisted = unlisted,
            More = notification.More - notification.Unlisted.Count + unlisted.Count - (alerts.Length > 0 ? 0 : 1),
        };
    }

    /// <summary>Stands for alerts that the notification only counts.</summary>
    private static Alert Unnamed(Notification notification)
    {
        var signal = notification.Alerts[0].Signal;
        return notification.Alerts[0] with
        {
            Fingerprint = Fingerprint.Of($"{notification.Id}|unlisted"),
            Signal = new Signal
            {
                Source = signal.Source,
                Name = "further alerts",
                Title = "Further alerts of this incident",
                Identity = signal.Identity,
                EventKey = signal.EventKey,
                Status = notification.IsResolved ? AlertStatus.Resolved : AlertStatus.Firing,
                Ending = notification.IsResolved ? signal.Ending : null,
                EndsAt = notification.IsResolved ? signal.EndsAt : null,
            },
        };
    }
}
