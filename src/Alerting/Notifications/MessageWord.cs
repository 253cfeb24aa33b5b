using Alerting.Alerts;
using Alerting.Text;

namespace Alerting.Notifications;

/// <summary>
/// The first words of a message: how bad it is and where it stands. <c>ERROR</c>, <c>CRITICAL STILL DOWN 1 h</c>,
/// <c>WARNING NO DATA</c>, <c>RESOLVED after 25 min</c>.
/// </summary>
internal static class MessageWord
{
    public const string Resolved = "RESOLVED";

    public static string Of(Message message)
    {
        var severity = message.Severity.Name().ToUpperInvariant();
        return message.Kind switch
        {
            NotificationKind.Resolved => Ended(message),
            NotificationKind.Reminder => $"{severity} {Still(message)}",
            NotificationKind.Digest when message.IsHandover => "HANDOVER",
            NotificationKind.Digest => severity + " DIGEST",
            NotificationKind.Flapping => "FLAPPING " + severity,
            NotificationKind.Storm => severity + " STORM",
            NotificationKind.Acknowledged => "ACKNOWLEDGED " + severity,
            NotificationKind.Escalation => "UNANSWERED " + severity,
            NotificationKind.Update => "UPDATE " + severity,
            NotificationKind.Firing when message.IsLessSevere => message.Severity.NowA().ToUpperInvariant(),
            _ => HasNoData(message) ? severity + " NO DATA" : severity,
        };
    }

    public static string Of(MessageItem item)
    {
        var alert = item.Alert;
        return (alert.IsFiring, alert.Signal.Ending) switch
        {
            (true, _) => alert.Severity.Name().ToUpperInvariant() + (alert.Signal.HasNoData ? " NO DATA" : ""),
            (_, null) => Resolved,
            (_, { Code: ReasonCode.SeverityChanged } lower) => lower.Text.ToUpperInvariant(),
            (_, { Code: ReasonCode.Moved }) => "MOVED",
            (_, { Code: ReasonCode.Closed }) => "CLOSED",
            (_, { Code: ReasonCode.RouteRemoved or ReasonCode.NullRoute }) => "NO LONGER NOTIFIED",
            _ => MessageItem.Ended,
        };
    }

    private static string Ended(Message message)
    {
        if (message.Items.Select(item => item.Word).Distinct().ToList() is not [var word])
            return MessageItem.Ended;
        return word == Resolved && FiredFor(message) is { } time ? $"{word} after {Rough(time)}" : word;
    }

    /// <summary>From the first start to the last end; null if one is unknown, or nobody would count the time.</summary>
    private static TimeSpan? FiredFor(Message message)
    {
        if (message.More > 0 || message.Items.Any(item => item.Alert is not { StartsAt: not null, EndsAt: not null }))
            return null;
        var time = message.Items.Max(item => item.Alert.EndsAt) - message.Items.Min(item => item.Alert.StartsAt);
        return time >= TimeSpan.FromSeconds(1) ? time : null;
    }

    private static string Still(Message message)
    {
        var word = HasNoData(message) ? "STILL NO DATA" : message.Severity.IsPage() ? "STILL DOWN" : "STILL FIRING";
        var age = message.At - message.Items.Min(item => item.Alert.StartsAt);
        return age >= TimeSpan.FromMinutes(1) ? $"{word} {Rough(age.Value)}" : word;
    }

    private static bool HasNoData(Message message) => message.Items.All(item => item.Alert.Signal.HasNoData);

    /// <summary>Nobody asks for the seconds of an hour.</summary>
    private static string Rough(TimeSpan time) => DurationText.Of(
        time < TimeSpan.FromMinutes(10) ? time : TimeSpan.FromMinutes(Math.Floor(time.TotalMinutes)));
}
