using Alerting.Alerts;

namespace Alerting.Notifications;

/// <summary>The one-line title of a notification.</summary>
internal static class NotificationTitle
{
    private const int MaxTitles = 3;

    public static string Of(Notification notification) => notification.Kind switch
    {
        NotificationKind.Digest => $"{Counts(notification)}: {Titles(notification)}",
        NotificationKind.Flapping => Titles(notification) + " (no further messages until stable)",
        NotificationKind.Storm =>
            $"{notification.Alerts.Count + notification.More} alerts at once: {Titles(notification)}",
        _ when notification.Alerts.Count + notification.More > 1 =>
            $"{notification.Alerts.Count + notification.More} alerts: {Titles(notification)}",
        _ => Titles(notification),
    };

    /// <summary>A digest mixes firing and recovered alerts, so the recovered ones are marked.</summary>
    public static string OfItem(Notification notification, Alert alert) =>
        notification.Kind == NotificationKind.Digest && !alert.IsFiring
            ? $"{OneLine(alert.Title)} (recovered while held)"
            : OneLine(alert.Title);

    private static string Titles(Notification notification)
    {
        var names = string.Join(", ", notification.Alerts.Take(MaxTitles).Select(alert => OneLine(alert.Title)));
        var more = Math.Max(0, notification.Alerts.Count - MaxTitles) + notification.More;
        return more > 0 ? $"{names} and {more} more" : names;
    }

    private static string Counts(Notification digest)
    {
        var firing = digest.Alerts.Count(alert => alert.IsFiring) + digest.More;
        var recovered = digest.Alerts.Count(alert => !alert.IsFiring);
        return (firing, recovered) switch
        {
            (_, 0) => $"{firing} still firing",
            (0, _) => $"{recovered} recovered while held",
            _ => $"{firing} still firing, {recovered} recovered",
        };
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
