using System.Text.Json.Serialization;

namespace Alerting.Notifications;

public enum NotificationKind
{
    /// <summary>An alert started firing, or its severity rose.</summary>
    [JsonStringEnumMemberName("Firing")]
    Firing,

    /// <summary>An alert that was notified as firing is resolved.</summary>
    [JsonStringEnumMemberName("Resolved")]
    Resolved,

    /// <summary>Still firing after the repeat interval.</summary>
    [JsonStringEnumMemberName("Reminder")]
    Reminder,

    /// <summary>The alerts released from a hold, still firing or recovered.</summary>
    [JsonStringEnumMemberName("Digest")]
    Digest,

    /// <summary>The alert changes state too often. No further notifications until it is stable.</summary>
    [JsonStringEnumMemberName("Flapping")]
    Flapping,

    /// <summary>Many alerts started firing at once.</summary>
    [JsonStringEnumMemberName("Storm")]
    Storm,

    /// <summary>A person acknowledged the incident. Rules never acknowledge.</summary>
    [JsonStringEnumMemberName("Acknowledged")]
    Acknowledged,
}

/// <summary>The names in our own JSON, CLI and headers; stored notifications use the enum members' names.</summary>
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
