using System.Text.Json.Serialization;

namespace Alerting.Notifications;

/// <summary>What a notification is for.</summary>
public enum NotificationKind
{
    /// <summary>Something began to fire, or got worse.</summary>
    [JsonStringEnumMemberName("Firing")]
    Firing,

    /// <summary>What was told to fire does so no longer.</summary>
    [JsonStringEnumMemberName("Resolved")]
    Resolved,

    /// <summary>It still fires, and nobody was told for a while.</summary>
    [JsonStringEnumMemberName("Reminder")]
    Reminder,

    /// <summary>What was held: what of it still fires, and what healed by itself.</summary>
    [JsonStringEnumMemberName("Digest")]
    Digest,

    /// <summary>It changes its state again and again; nothing more is told of it until it is stable.</summary>
    [JsonStringEnumMemberName("Flapping")]
    Flapping,

    /// <summary>Many began to fire at once.</summary>
    [JsonStringEnumMemberName("Storm")]
    Storm,

    /// <summary>Somebody has taken it on. Only people say so, never a rule.</summary>
    [JsonStringEnumMemberName("Acknowledged")]
    Acknowledged,
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
        NotificationKind.Acknowledged => "acknowledged",
        _ => "firing",
    };
}
