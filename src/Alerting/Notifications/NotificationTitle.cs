using Alerting.Alerts;
using Alerting.Sources.CloudWatchAlarms;

namespace Alerting.Notifications;

/// <summary>The one-line title of a notification.</summary>
internal static class NotificationTitle
{
    private const int MaxTitles = 3;

    public static string Of(Notification notification) => notification.Kind switch
    {
        NotificationKind.Digest => $"{Counts(notification)}: {Titles(notification)}",
        NotificationKind.Flapping => Titles(notification) + " (fewer messages until stable)",
        NotificationKind.Storm => $"{Number(notification)} at once: {Titles(notification)}",
        _ when notification.Alerts.Count + notification.More > 1 => $"{Number(notification)}: {Titles(notification)}",
        _ => Titles(notification),
    };

    /// <summary>A digest mixes firing and recovered alerts, so the recovered ones are marked.</summary>
    public static string OfItem(Notification notification, Alert alert) =>
        notification.Kind == NotificationKind.Digest && !alert.IsFiring
            ? $"{OneLine(alert.Title)} ({HowItEnded(alert)})"
            : OneLine(alert.Title);

    /// <summary><c>3 alarms</c>, or alerts where not all are alarms of CloudWatch.</summary>
    private static string Number(Notification notification)
    {
        var areAlarms = notification.Alerts.All(alert => alert.Signal.Source == AlarmReader.SourceName);
        return $"{notification.Alerts.Count + notification.More} {(areAlarms ? "alarms" : "alerts")}";
    }

    private static string HowItEnded(Alert alert) =>
        alert.Signal.Ending?.Lower ?? "recovered while held";

    private static string Titles(Notification notification)
    {
        var names = string.Join(", ", notification.Alerts.Take(MaxTitles).Select(alert => OneLine(alert.Title)));
        var more = Math.Max(0, notification.Alerts.Count - MaxTitles) + notification.More;
        return more > 0 ? $"{names} and {more} more" : names;
    }

    /// <summary><c>50 still firing, 10 recovered</c>; what ended in another way did not recover.</summary>
    public static string Counts(int firing, int resolved, IReadOnlyList<Alert> alerts)
    {
        var word = alerts.Any(alert => alert.Signal.Ending is not null) ? "ended" : "recovered";
        return (firing, resolved) switch
        {
            (_, 0) => $"{firing} still firing",
            (0, _) => $"{resolved} {word}",
            _ => $"{firing} still firing, {resolved} {word}",
        };
    }

    private static string Counts(Notification digest) =>
        Counts(digest.FiringCount, digest.ResolvedCount, digest.Alerts)
            + (digest is { FiringCount: 0, ResolvedCount: > 0 } ? " while held" : "");

    /// <summary>Without the full stop of a sentence, because more follows.</summary>
    private static string OneLine(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > 1 && line[^1] == '.' && line[^2] != '.' ? line[..^1] : line;
    }
}
