using System.Text.Json.Serialization;
using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Grouping;

/// <summary>
/// What one group has to say to a receiver at about the same time as others: the receiver's digest gathers the parts of all
/// groups.
/// </summary>
/// <param name="Id">The same for a redelivered part.</param>
/// <param name="Interval">The interval that began; empty for another cause.</param>
/// <param name="More">Number of alerts beyond those listed.</param>
public sealed record DigestPart(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("receiver")] string Receiver,
    [property: JsonPropertyName("interval")] string Interval,
    [property: JsonPropertyName("alerts")] IReadOnlyList<Alert> Alerts,
    [property: JsonPropertyName("more")] int More) : GroupMessage
{
    /// <summary>How many of <see cref="More"/> still fire.</summary>
    [JsonPropertyName("moreFiring")]
    public int MoreFiring { get; init; }

    /// <summary>Version 1 sent only what was held.</summary>
    [JsonPropertyName("cause")]
    public DigestCause Cause { get; init; }

    /// <summary>Null for what was held.</summary>
    [JsonPropertyName("source")]
    public DigestSource? Source { get; init; }

    /// <summary>The receiver gets notifications of this cause no closer than this.</summary>
    [JsonPropertyName("spacing")]
    public TimeSpan Spacing { get; init; }

    /// <summary>True if a wake-up made it due: other groups probably follow in the same moment.</summary>
    [JsonPropertyName("isWoken")]
    public bool IsWoken { get; init; }

    /// <summary>Fingerprints of listed alerts that the receiver already knows as firing.</summary>
    [JsonPropertyName("known")]
    public IReadOnlyList<string>? Known { get; init; }

    /// <summary>Fingerprints of alerts that were notified in another way since; what waits about them is dropped.</summary>
    [JsonPropertyName("withdrawn")]
    public IReadOnlyList<string>? Withdrawn { get; init; }

    /// <summary>The group that sends it, as in <see cref="GroupPart.Group"/>; null from earlier versions.</summary>
    [JsonPropertyName("group")]
    public string? Group { get; init; }

    /// <summary>The route of that group, as in <see cref="GroupPart.Route"/>; null from earlier versions.</summary>
    [JsonPropertyName("route")]
    public string? Route { get; init; }

    /// <summary>The group's order when it sent it, as in <see cref="GroupPart.Sequence"/>.</summary>
    [JsonPropertyName("sequence")]
    public long Sequence { get; init; }

    /// <summary>Ends that read otherwise now, if they wait.</summary>
    [JsonPropertyName("restated")]
    public IReadOnlyList<Alert>? Restated { get; init; }
}

/// <summary>Why many groups notify at about the same time.</summary>
public enum DigestCause
{
    /// <summary>An interval began.</summary>
    [JsonStringEnumMemberName("HoldReleased")]
    HoldReleased,

    /// <summary>A silence or an inhibition ended.</summary>
    [JsonStringEnumMemberName("MuteEnded")]
    MuteEnded,

    [JsonStringEnumMemberName("Reminder")]
    Reminder,

    [JsonStringEnumMemberName("Resolved")]
    Resolved,
}

/// <summary>The group that sent a part. If all parts are its own, the notification is one of its incident.</summary>
public sealed record DigestSource(
    [property: JsonPropertyName("groupKey")] string GroupKey,
    [property: JsonPropertyName("route")] string Route,
    [property: JsonPropertyName("thread")] string IncidentId,
    [property: JsonPropertyName("reason")] string Reason,
    [property: JsonPropertyName("code")] ReasonCode Code,
    [property: JsonPropertyName("stillFiring")] int StillFiring);
