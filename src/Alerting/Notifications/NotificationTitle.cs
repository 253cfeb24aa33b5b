using Alerting.Alerts;

namespace Alerting.Notifications;

/// <summary>The one line that says what a notification is about.</summary>
public static class NotificationTitle
{
    private const int MaxTitles = 3;

    public static string Of(Notification notification) => notification.Kind switch
    {
        NotificationKind.Digest => $"{Counts(notification)}: {Titles(notification)}",
        NotificationKind.Flapping => Titles(notification) + " fires and recovers again and again; quiet until it is stable",
        NotificationKind.Storm => $"{notification.Alerts.Count + notification.More} alerts at once: {Titles(notification)}",
        _ when notification.Alerts.Count + notification.More > 1 =>
            $"{notification.Alerts.Count + notification.More} alerts: {Titles(notification)}",
        _ => Titles(notification),
    };

    /// <summary>In a digest, which mixes them, an alert says itself that it healed.</summary>
    public static string OfItem(Notification notification, Alert alert) =>
        notification.Kind == NotificationKind.Digest && !alert.IsFiring ? $"Healed: {OneLine(alert.Title)}" : OneLine(alert.Title);

    private static string Titles(Notification notification)
    {
        var names = string.Join(", ", notification.Alerts.Take(MaxTitles).Select(alert => OneLine(alert.Title)));
        var more = Math.Max(0, notification.Alerts.Count - MaxTitles) + notification.More;
        return more > 0 ? $"{names} and {more} more" : names;
    }

    private static string Counts(Notification digest)
    {
        var firing = digest.Alerts.Count(alert => alert.IsFiring) + digest.More;
        var healed = digest.Alerts.Count(alert => !alert.IsFiring);
        return (firing, healed) switch
        {
            (_, 0) => $"{firing} still firing",
            (0, _) => $"{healed} healed by {(healed == 1 ? "itself" : "themselves")}",
            _ => $"{firing} still firing, {healed} healed",
        };
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
