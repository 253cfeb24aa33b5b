using Alerting.Alerts;

namespace Alerting.Notifications;

/// <summary>What one receiver is to be told about one group.</summary>
public sealed record Notification
{
    /// <summary>The same whenever the same events lead to it, so that a second sending is recognised.</summary>
    public required string Id { get; init; }

    public required string Receiver { get; init; }

    public required string Route { get; init; }

    public required string GroupKey { get; init; }

    public required NotificationKind Kind { get; init; }

    /// <summary>Why it is told now.</summary>
    public required string Reason { get; init; }

    /// <summary>When it goes out: now, or when a hold ends.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether it waits for its time instead of going out at once.</summary>
    public bool IsHeld { get; init; }

    /// <summary>What is to be said beside the alerts: whom it should have reached, how much a budget holds back.</summary>
    public string? Note { get; init; }

    /// <summary>How many alerts of the group still fire that this does not tell of; a pager's incident stays open for them.</summary>
    public int StillFiring { get; init; }

    /// <summary>The receivers that could not be reached with this, the first of them first; none is tried again.</summary>
    public IReadOnlyList<string> Failed { get; init; } = [];

    /// <summary>The worst first.</summary>
    public required IReadOnlyList<Alert> Alerts { get; init; }

    public Severity Severity => Alerts.Max(alert => alert.Severity);

    public bool IsResolved => Kind == NotificationKind.Resolved;
}

/// <summary>On what occasion people are told.</summary>
public enum NotificationKind
{
    Firing,
    Resolved,

    /// <summary>It still fires, and nobody was told for a while.</summary>
    Reminder,

    /// <summary>What gathered while a route held its messages.</summary>
    Digest,

    /// <summary>It changes too often to tell each time.</summary>
    Flapping,

    /// <summary>Too many at once to tell one by one.</summary>
    Storm,
}

/// <summary>The spelling of <see cref="NotificationKind"/> in JSON: lower case.</summary>
public static class NotificationKindNames
{
    public static string Name(this NotificationKind kind) => kind switch
    {
        NotificationKind.Resolved => "resolved",
        NotificationKind.Reminder => "reminder",
        NotificationKind.Digest => "digest",
        NotificationKind.Flapping => "flapping",
        NotificationKind.Storm => "storm",
        _ => "firing",
    };
}
