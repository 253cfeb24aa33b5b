using Alerting.Alerts;
using Alerting.Incidents;
using Alerting.Sources.CloudWatchAlarms;
using Alerting.Text;

namespace Alerting.Notifications;

/// <summary>The one-line title of a notification.</summary>
internal static class NotificationTitle
{
    private const int MaxTitles = 3;
    private const int Longest = 120;

    public static string Of(Notification notification) => notification.Kind switch
    {
        NotificationKind.Digest when notification.IncidentOf is not null =>
            $"{OpenIncidents(notification)}: {Titles(notification)}",
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
            : Named(notification, alert);

    /// <summary><c>3 alarms</c>, or alerts where not all are alarms of CloudWatch.</summary>
    private static string Number(Notification notification)
    {
        var areAlarms = notification.Alerts.All(alert => alert.Signal.Source == AlarmReader.SourceName);
        return $"{notification.Alerts.Count + notification.More} {(areAlarms ? "alarms" : "alerts")}";
    }

    /// <summary>With the code of its incident, if the notification is about several.</summary>
    private static string Named(Notification notification, Alert alert) => notification.IncidentOf is { } incidents
        && incidents.TryGetValue(alert.Fingerprint, out var incident) && IncidentIds.IsKey(incident)
            ? $"{OneLine(alert.Title)} {IncidentCode.Of(incident)}" : OneLine(alert.Title);

    private static string OpenIncidents(Notification notification) =>
        notification.Alerts.Count + notification.More is var count && count == 1
            ? "1 open incident" : $"{count} open incidents";

    private static string HowItEnded(Alert alert) =>
        alert.Signal.Ending?.Lower ?? "recovered while held";

    private static string Titles(Notification notification)
    {
        var names = string.Join(", ", notification.Alerts.Take(MaxTitles)
            .Select(alert => Named(notification, alert) + Lower(notification, alert)));
        var more = Math.Max(0, notification.Alerts.Count - MaxTitles) + notification.More;
        return more > 0 ? $"{names} and {more} more" : names;
    }

    /// <summary>The first words of the message name only the worst severity.</summary>
    private static string Lower(Notification notification, Alert alert) =>
        alert.IsFiring && alert.Severity < notification.Severity ? $" ({alert.Severity.Name()})" : "";

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

    /// <summary>As long as people read at a glance.</summary>
    private static string OneLine(string text) => TextCut.AtWord(Whole(text), Longest);

    /// <summary>Whether an alert's title is longer than what is shown of it.</summary>
    public static bool IsCut(Alert alert) => Whole(alert.Title).Length > Longest;

    /// <summary>Without the full stop of a sentence, because more follows.</summary>
    private static string Whole(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > 1 && line[^1] == '.' && line[^2] != '.' ? line[..^1] : line;
    }
}
